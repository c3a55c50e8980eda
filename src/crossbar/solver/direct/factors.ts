import type { Front } from './fronts.js';

/*
 * Exact elimination of a grounded network, front by front (the multifrontal method: Duff, Reid, ACM Trans. Math. Softw.
 * 9:302, 1983). What is kept are the conductances between nodes and those from each node to the terminals, never their
 * sums minus anything: a pivot is the sum of what is tied to its node, and eliminating it only adds conductances (star
 * and mesh). No difference is ever taken, so every number keeps its digits however far wires and cells are apart
 * (O'Cinneide, Numer. Math. 65:109, 1993; Grassmann, Taksar, Heyman, Oper. Res. 33:1107, 1985).
 */
export interface Factor {
  /**
   * `own` rows of as many numbers as the front has nodes: share of a node's current that goes on to each later node.
   */
  readonly shares: Float64Array;
  /** Ohms: 1 / pivot of every own node; 0 for a node that nothing is tied to. */
  readonly inverse: Float64Array;
}

/** What a front leaves to its parent: conductances among its later nodes, and theirs to terminals. */
interface Remainder {
  readonly matrix: Float64Array;
  readonly grounded: Float64Array;
}

/**
 * @param siemens of every edge of the graph
 * @param grounded siemens from every node to terminals, by place in the order of elimination
 */
export function factorise(fronts: readonly Front[], siemens: readonly number[], grounded: Float64Array): Factor[] {
  const factors: Factor[] = [];
  for (const factor of work(fronts, siemens, grounded)) if ('shares' in factor) factors.push(factor);
  return factors;
}

/** What is left where the last front keeps its nodes: conductances between each two, S, upper triangle row by row. */
export function reduce(fronts: readonly Front[], siemens: readonly number[], nodes: number): Float64Array {
  let last: Float64Array = new Float64Array(0);
  for (const step of work(fronts, siemens, new Float64Array(nodes))) if ('matrix' in step) last = step.matrix;
  return last;
}

/** Works front by front; gives its factor, and at the very end what is left. */
function* work(
  fronts: readonly Front[],
  siemens: readonly number[],
  grounded: Float64Array,
): Generator<Factor | Remainder> {
  const remainders: (Remainder | undefined)[] = [];
  const largest = fronts.reduce((most, { nodes }) => Math.max(most, nodes.length), 0);
  const memory = new Float64Array(largest * largest);
  for (const front of fronts) {
    const size = front.nodes.length;
    const matrix = memory.subarray(0, size * size).fill(0);
    const ground = new Float64Array(size);
    for (let at = 0; at < front.own; at += 1) ground[at] = grounded[front.nodes[at]!]!;
    const { edges } = front;
    for (let at = 0; at < edges.length; at += 3) {
      const entry = edges[at]! * size + edges[at + 1]!;
      matrix[entry] = matrix[entry]! + siemens[edges[at + 2]!]!;
    }
    for (const child of front.children) {
      takeUp(matrix, ground, size, remainders[child.front]!, child.places);
      remainders[child.front] = undefined;
    }
    const inverse = eliminate(matrix, ground, size, front.own);
    remainders.push(remainderOf(matrix, ground, size, front.own));
    yield { shares: matrix.slice(0, front.own * size), inverse };
  }
  const last = remainders.at(-1);
  if (last) yield last;
}

function takeUp(matrix: Float64Array, ground: Float64Array, size: number, from: Remainder, places: Int32Array): void {
  const count = places.length;
  for (let i = 0; i < count; i += 1) {
    const row = places[i]!;
    ground[row] = ground[row]! + from.grounded[i]!;
    for (let j = i + 1; j < count; j += 1) {
      const entry = row * size + places[j]!;
      matrix[entry] = matrix[entry]! + from.matrix[i * count + j]!;
    }
  }
}

function remainderOf(matrix: Float64Array, ground: Float64Array, size: number, own: number): Remainder {
  const count = size - own;
  const rest = new Float64Array(count * count);
  for (let i = 0; i < count; i += 1)
    rest.set(matrix.subarray((own + i) * size + own + i, (own + i + 1) * size), i * count + i);
  return { matrix: rest, grounded: ground.slice(own) };
}

/** Rows that one sweep over the rest of the matrix takes along. */
const TOGETHER = 4;

/** Removes the first `own` nodes; their rows become shares. Upper triangle, row by row. @returns 1 / pivots */
function eliminate(matrix: Float64Array, ground: Float64Array, size: number, own: number): Float64Array {
  const inverse = new Float64Array(own);
  for (let block = 0; block < own; block += TOGETHER) {
    const end = Math.min(own, block + TOGETHER);
    for (let k = block; k < end; k += 1) {
      for (let before = block; before < k; before += 1) addRow(matrix, size, before, k, inverse[before]!);
      inverse[k] = inverseOf(matrix, ground, size, k);
    }
    if (end - block === TOGETHER) addFourRows(matrix, size, block, inverse);
    else
      for (let i = end; i < size; i += 1) for (let k = block; k < end; k += 1) addRow(matrix, size, k, i, inverse[k]!);
    for (let k = block; k < end; k += 1) share(matrix, size, k, inverse[k]!);
  }
  return inverse;
}

function inverseOf(matrix: Float64Array, ground: Float64Array, size: number, k: number): number {
  let sum = ground[k]!;
  for (let j = k + 1; j < size; j += 1) sum += matrix[k * size + j]!;
  const factor = sum === 0 ? 0 : 1 / sum;
  // What a node is tied to goes on to those it is tied with; later pivots of the block see it.
  for (let j = k + 1; j < size; j += 1) ground[j] = ground[j]! + matrix[k * size + j]! * factor * ground[k]!;
  return factor;
}

/** Row i takes up what eliminating k ties together. */
function addRow(matrix: Float64Array, size: number, k: number, i: number, inverse: number): void {
  const factor = matrix[k * size + i]! * inverse;
  if (factor === 0) return;
  const [from, to] = [k * size, i * size];
  for (let j = i + 1; j < size; j += 1) matrix[to + j] = matrix[to + j]! + factor * matrix[from + j]!;
}

function addFourRows(matrix: Float64Array, size: number, k: number, inverse: Float64Array): void {
  const [r0, r1, r2, r3] = [k * size, (k + 1) * size, (k + 2) * size, (k + 3) * size];
  const [p0, p1, p2, p3] = [inverse[k]!, inverse[k + 1]!, inverse[k + 2]!, inverse[k + 3]!];
  for (let i = k + TOGETHER; i < size; i += 1) {
    const f0 = matrix[r0 + i]! * p0;
    const f1 = matrix[r1 + i]! * p1;
    const f2 = matrix[r2 + i]! * p2;
    const f3 = matrix[r3 + i]! * p3;
    if (f0 + f1 + f2 + f3 === 0) continue;
    const to = i * size;
    for (let j = i + 1; j < size; j += 1)
      matrix[to + j] =
        matrix[to + j]! + (f0 * matrix[r0 + j]! + f1 * matrix[r1 + j]!) + (f2 * matrix[r2 + j]! + f3 * matrix[r3 + j]!);
  }
}

function share(matrix: Float64Array, size: number, k: number, inverse: number): void {
  for (let j = k + 1; j < size; j += 1) matrix[k * size + j] = matrix[k * size + j]! * inverse;
}
