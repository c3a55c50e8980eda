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
    this.later = new Float64Array(BATCH * fronts.reduce((most, { nodes, own }) => Math.max(most, nodes.length - own), 0));
  }

  solve(values: Float64Array): void {
    const { fronts, factors, later } = this;
    for (let index = 0; index < fronts.length; index += 1) forward(values, fronts[index]!, factors[index]!.shares, later);
    for (let index = fronts.length - 1; index >= 0; index -= 1)
      backward(values, fronts[index]!, factors[index]!, later);
  }
}

/** Every own node passes its current on. Two at a time, so that each later node is touched half as often. */
function forward(values: Float64Array, { nodes, own }: Front, shares: Float64Array, later: Float64Array): void {
  const size = nodes.length;
  const base = own > 0 ? nodes[0]! * BATCH : 0;
  const rest = (size - own) * BATCH;
  for (let at = 0; at < rest; at += 1) later[at] = 0;
  let k = 0;
  for (; k + 1 < own; k += 2) {
    const row = k * size;
    const next = row + size;
    const a = base + k * BATCH;
    const s = shares[row + k + 1]!;
    const a0 = values[a]!;
    const a1 = values[a + 1]!;
    const a2 = values[a + 2]!;
    const a3 = values[a + 3]!;
    const b0 = values[a + 4]! + s * a0;
    const b1 = values[a + 5]! + s * a1;
    const b2 = values[a + 6]! + s * a2;
    const b3 = values[a + 7]! + s * a3;
    values[a + 4] = b0;
    values[a + 5] = b1;
    values[a + 6] = b2;
    values[a + 7] = b3;
    for (let j = k + 2, to = a + 8; j < own; j += 1, to += 4) {
      const u = shares[row + j]!;
      const v = shares[next + j]!;
      values[to] = values[to]! + (u * a0 + v * b0);
      values[to + 1] = values[to + 1]! + (u * a1 + v * b1);
      values[to + 2] = values[to + 2]! + (u * a2 + v * b2);
      values[to + 3] = values[to + 3]! + (u * a3 + v * b3);
    }
    for (let j = own, to = 0; j < size; j += 1, to += 4) {
      const u = shares[row + j]!;
      const v = shares[next + j]!;
      later[to] = later[to]! + (u * a0 + v * b0);
      later[to + 1] = later[to + 1]! + (u * a1 + v * b1);
      later[to + 2] = later[to + 2]! + (u * a2 + v * b2);
      later[to + 3] = later[to + 3]! + (u * a3 + v * b3);
    }
  }
  if (k < own)
    for (let j = own, to = 0; j < size; j += 1, to += 4)
      for (let which = 0; which < BATCH; which += 1)
        later[to + which] = later[to + which]! + shares[k * size + j]! * values[base + k * BATCH + which]!;
  for (let j = own, from = 0; j < size; j += 1, from += 4) {
    const to = nodes[j]! * BATCH;
    values[to] = values[to]! + later[from]!;
    values[to + 1] = values[to + 1]! + later[from + 1]!;
    values[to + 2] = values[to + 2]! + later[from + 2]!;
    values[to + 3] = values[to + 3]! + later[from + 3]!;
  }
}

/** Voltages of own nodes from those of later ones, two at a time. */
function backward(values: Float64Array, { nodes, own }: Front, { shares, inverse }: Factor, later: Float64Array): void {
  const size = nodes.length;
  const base = own > 0 ? nodes[0]! * BATCH : 0;
  for (let j = own, to = 0; j < size; j += 1, to += 4) {
    const from = nodes[j]! * BATCH;
    later[to] = values[from]!;
    later[to + 1] = values[from + 1]!;
    later[to + 2] = values[from + 2]!;
    later[to + 3] = values[from + 3]!;
  }
  // An odd one goes with a neighbour whose shares count for nothing.
  for (let k = own - 1; k >= 0; k -= 2) {
    const low = Math.max(k - 1, 0);
    const row = k * size;
    const before = low * size;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    for (let j = k + 1, at = base + (k + 1) * BATCH; j < own; j += 1, at += 4) {
      const u = shares[row + j]!;
      const v = shares[before + j]!;
      const x0 = values[at]!;
      const x1 = values[at + 1]!;
      const x2 = values[at + 2]!;
      const x3 = values[at + 3]!;
      a0 += u * x0;
      a1 += u * x1;
      a2 += u * x2;
      a3 += u * x3;
      b0 += v * x0;
      b1 += v * x1;
      b2 += v * x2;
      b3 += v * x3;
    }
    for (let j = own, at = 0; j < size; j += 1, at += 4) {
      const u = shares[row + j]!;
      const v = shares[before + j]!;
      const x0 = later[at]!;
      const x1 = later[at + 1]!;
      const x2 = later[at + 2]!;
      const x3 = later[at + 3]!;
      a0 += u * x0;
      a1 += u * x1;
      a2 += u * x2;
      a3 += u * x3;
      b0 += v * x0;
      b1 += v * x1;
      b2 += v * x2;
      b3 += v * x3;
    }
    const at = base + k * BATCH;
    const ohms = inverse[k]!;
    a0 += values[at]! * ohms;
    a1 += values[at + 1]! * ohms;
    a2 += values[at + 2]! * ohms;
    a3 += values[at + 3]! * ohms;
    values[at] = a0;
    values[at + 1] = a1;
    values[at + 2] = a2;
    values[at + 3] = a3;
    if (low === k) continue;
    const s = shares[before + k]!;
    const less = inverse[low]!;
    values[at - 4] = values[at - 4]! * less + b0 + s * a0;
    values[at - 3] = values[at - 3]! * less + b1 + s * a1;
    values[at - 2] = values[at - 2]! * less + b2 + s * a2;
    values[at - 1] = values[at - 1]! * less + b3 + s * a3;
  }
}
