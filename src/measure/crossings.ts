import type { Edge } from './measurement.js';

export interface Found {
  /** Place on the axis. */
  readonly at: number;
  readonly edge: Exclude<Edge, 'cross'>;
  /** The curve starts on the value and rises from it: no crossing unless crossings are counted. */
  readonly start: boolean;
}

/**
 * Where `y` crosses zero along `x`, straight between its points. A curve that touches zero and turns back crosses it
 * twice, as in ngspice; one that rests on it, once. Where a nested sweep starts anew, nothing is crossed.
 */
export function crossingsOf(x: ArrayLike<number>, y: ArrayLike<number>): Found[] {
  const found: Found[] = [];
  const direction = Math.sign((x[1] ?? 0) - (x[0] ?? 0));
  let side = Math.sign(y[0] ?? 0);
  /** Arrived at zero from this side, and there since. */
  let resting = false;
  let fresh = side === 0;
  for (let index = 1; index < x.length; index += 1) {
    const now = Math.sign(y[index]!);
    if (Math.sign(x[index]! - x[index - 1]!) === -direction && direction !== 0) {
      [side, resting, fresh] = [now, false, now === 0];
      continue;
    }
    if (fresh) {
      if (now === 0) continue;
      // To leave it downwards is none, as in ngspice.
      if (now > 0) found.push({ at: x[index - 1]!, edge: 'rise', start: true });
      [side, fresh] = [now, false];
      continue;
    }
    if (resting) {
      if (now === 0) continue;
      resting = false;
      // Arriving counted; going on to the other side is the same crossing.
      if (now === side) found.push({ at: x[index - 1]!, edge: now > 0 ? 'rise' : 'fall', start: false });
      side = now;
      continue;
    }
    if (now === side) continue;
    found.push({ at: between(x, y, index), edge: side < 0 ? 'rise' : 'fall', start: false });
    if (now === 0) resting = true;
    else side = now;
  }
  return found;
}

function between(x: ArrayLike<number>, y: ArrayLike<number>, index: number): number {
  const [x0, x1, y0, y1] = [x[index - 1]!, x[index]!, y[index - 1]!, y[index]!];
  return y1 === 0 ? x1 : x0 - (y0 * (x1 - x0)) / (y1 - y0);
}
