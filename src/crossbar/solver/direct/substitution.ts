import type { Factor } from './factors.js';
import type { Front } from './fronts.js';

/** Right sides that are solved together. */
export const BATCH = 4;

/**
 * Node voltages for currents into the nodes, `BATCH` at a time: `values[place * BATCH + which]`, A in, V out; places in
 * the order of elimination.
 */
export class Substitution {
  private readonly later: Float64Array;

  constructor(
    private readonly fronts: readonly Front[],
    private readonly factors: readonly Factor[],
  ) {
    this.later = new Float64Array(
      BATCH * fronts.reduce((most, { nodes, own }) => Math.max(most, nodes.length - own), 0),
    );
  }

  solve(values: Float64Array): void {
    const { fronts, factors, later } = this;
    for (let index = 0; index < fronts.length; index += 1)
      forward(values, fronts[index]!, factors[index]!.shares, later);
    for (let index = fronts.length - 1; index >= 0; index -= 1)
      backward(values, fronts[index]!, factors[index]!, later);
  }
}

/** Values of a pair of nodes: `BATCH` of the one, then of the other. */
const pair = new Float64Array(2 * BATCH);

/** Every own node passes its current on. Two at a time, so that each later node is touched half as often. */
function forward(values: Float64Array, { nodes, own }: Front, shares: Float64Array, later: Float64Array): void {
  const size = nodes.length;
  const base = own > 0 ? nodes[0]! * BATCH : 0;
  later.fill(0, 0, (size - own) * BATCH);
  for (let k = 0; k < own; k += 2) {
    const row = k * size;
    const at = base + k * BATCH;
    // An odd one goes with a neighbour that passes on nothing.
    const both = k + 1 < own;
    const next = both ? row + size : row;
    const share = both ? shares[row + k + 1]! : 0;
    for (let which = 0; which < BATCH; which += 1) {
      pair[which] = values[at + which]!;
      pair[BATCH + which] = both ? (values[at + BATCH + which]! += share * pair[which]!) : 0;
    }
    push(values, at + 2 * BATCH, shares, row + k + 2, next + k + 2, own - k - 2);
    push(later, 0, shares, row + own, next + own, size - own);
  }
  for (let j = own, from = 0; j < size; j += 1, from += BATCH)
    for (let which = 0, to = nodes[j]! * BATCH; which < BATCH; which += 1) values[to + which]! += later[from + which]!;
}

/** Adds shares of the pair to `count` nodes from `to` on; `u` and `v`: where the shares of both begin. */
function push(target: Float64Array, to: number, shares: Float64Array, u: number, v: number, count: number): void {
  const a0 = pair[0]!;
  const a1 = pair[1]!;
  const a2 = pair[2]!;
  const a3 = pair[3]!;
  const b0 = pair[4]!;
  const b1 = pair[5]!;
  const b2 = pair[6]!;
  const b3 = pair[7]!;
  for (let j = 0, at = to; j < count; j += 1, at += 4) {
    const a = shares[u + j]!;
    const b = shares[v + j]!;
    target[at] = target[at]! + (a * a0 + b * b0);
    target[at + 1] = target[at + 1]! + (a * a1 + b * b1);
    target[at + 2] = target[at + 2]! + (a * a2 + b * b2);
    target[at + 3] = target[at + 3]! + (a * a3 + b * b3);
  }
}

/** Voltages of own nodes from those of later ones, two at a time. */
function backward(values: Float64Array, { nodes, own }: Front, { shares, inverse }: Factor, later: Float64Array): void {
  const size = nodes.length;
  const base = own > 0 ? nodes[0]! * BATCH : 0;
  for (let j = own, to = 0; j < size; j += 1, to += BATCH)
    for (let which = 0, from = nodes[j]! * BATCH; which < BATCH; which += 1) later[to + which] = values[from + which]!;
  for (let k = own - 1; k >= 0; k -= 2) {
    const low = Math.max(k - 1, 0);
    const row = k * size;
    const before = low * size;
    const at = base + k * BATCH;
    pair.fill(0);
    pull(values, at + BATCH, shares, row + k + 1, before + k + 1, own - k - 1);
    pull(later, 0, shares, row + own, before + own, size - own);
    const share = shares[before + k]!;
    for (let which = 0; which < BATCH; which += 1) {
      const volts = values[at + which]! * inverse[k]! + pair[which]!;
      values[at + which] = volts;
      if (low === k) continue;
      const other = at - BATCH + which;
      values[other] = values[other]! * inverse[low]! + pair[BATCH + which]! + share * volts;
    }
  }
}

/** Adds to the pair what `count` nodes from `from` on have to say to it. */
function pull(source: Float64Array, from: number, shares: Float64Array, u: number, v: number, count: number): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let j = 0, at = from; j < count; j += 1, at += 4) {
    const a = shares[u + j]!;
    const b = shares[v + j]!;
    const x0 = source[at]!;
    const x1 = source[at + 1]!;
    const x2 = source[at + 2]!;
    const x3 = source[at + 3]!;
    a0 += a * x0;
    a1 += a * x1;
    a2 += a * x2;
    a3 += a * x3;
    b0 += b * x0;
    b1 += b * x1;
    b2 += b * x2;
    b3 += b * x3;
  }
  pair[0]! += a0;
  pair[1]! += a1;
  pair[2]! += a2;
  pair[3]! += a3;
  pair[4]! += b0;
  pair[5]! += b1;
  pair[6]! += b2;
  pair[7]! += b3;
}
