/* How much of a correction is taken. */

/** Moves from one share of the correction to another. */
export type GoTo = (from: number, share: number) => void;

/** Shares of one correction that are tried. */
const MOST_TRIES = 20;

/** Goes where the co-content, whose slope along the correction is given, stops falling. */
export function downSlope(slope: () => number, goTo: GoTo): void {
  const atStart = slope();
  goTo(0, 1);
  if (!(atStart > 0)) return;
  let share = 1;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const here = slope();
    if (here >= -0.5 * atStart) return;
    // Gone too far: the slope changes its sign before `share`, where a straight line between both slopes says.
    const nearer = share * Math.min(0.5, Math.max(0.1, atStart / (atStart - here)));
    goTo(share, nearer);
    share = nearer;
  }
}

/**
 * Halves the correction until the unbalanced currents have fallen (Armijo's rule; Newton's direction lessens any norm
 * of them).
 *
 * @param rounding imbalance that cannot be told from none once the whole correction is taken
 */
export function lessen(imbalance: () => number, rounding: () => number, goTo: GoTo): void {
  const atStart = imbalance();
  goTo(0, 1);
  if (atStart <= rounding()) return;
  let share = 1;
  for (let tries = 0; tries < MOST_TRIES && !(imbalance() <= (1 - 1e-4 * share) * atStart); tries += 1) {
    goTo(share, share / 2);
    share /= 2;
  }
}
