/** Seconds over which the pace is measured: what was found in the cache at the start is soon forgotten. */
const WINDOW = 120;
/** No estimate before: a pace of two seconds says nothing. */
const SOONEST = 2;
/**
 * Nor does that of a few steps, the first of which wait for a design or a trim, unless they take long: thousands of
 * samples would seem hours.
 */
const FEW = { steps: 20, seconds: 30 };

/** How long the rest of a number of steps will take, at the pace of the last two minutes. */
export class TimeLeft {
  readonly #points: { at: number; done: number }[] = [];

  /** @param now clock, s */
  constructor(private readonly now: () => number = () => performance.now() / 1000) {}

  /** Seconds that are left; undefined while there is no pace yet. Call it for every step. */
  after(done: number, total: number): number | undefined {
    const at = this.now();
    this.#points.push({ at, done });
    // The one before the window stays: the pace is measured from there.
    while (this.#points.length > 2 && (this.#points[1]?.at ?? Infinity) <= at - WINDOW) this.#points.shift();
    const first = this.#points[0];
    if (!first) return undefined;
    const [elapsed, steps] = [at - first.at, done - first.done];
    if (steps <= 0 || elapsed < (steps < FEW.steps ? FEW.seconds : SOONEST)) return undefined;
    return (Math.max(0, total - done) * elapsed) / steps;
  }
}

/** `about 12 min left`; empty without an estimate. */
export function timeLeftText(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}
