import { gainOf, SMALLEST_GAIN, type NoiseTransfers, type Transfer } from '../../calibrate/noise-transfer.js';
import type { Shape } from '../../calibrate/lag.js';

/** Nets of the events that are on during each interval of the grid; undefined in an edge. */
export type Situations = readonly (ReadonlySet<string> | undefined)[];

/** A transfer along one experiment. */
export interface NoisePath {
  /** Of the transistor. */
  readonly path: string;
  readonly to: Transfer['to'];
  /** By interval of the grid; 0 in an edge and where the path does not hold. */
  readonly gain: Float64Array;
  readonly shape: Shape;
}

/** @param voltage of a state node in the middle of an interval, V, without noise */
export function pathsAlong(
  transfers: NoiseTransfers,
  situations: Situations,
  voltage: (node: string, interval: number) => number,
): NoisePath[] {
  return [...transfers].flatMap(([path, list]) =>
    list.flatMap(({ to, events, off, on }) =>
      [off, on].flatMap((branch): NoisePath[] => {
        const holds = situations.map(
          (active) => active !== undefined && events.some((event) => active.has(event)) === (branch === on),
        );
        const gain = Float64Array.from(holds, (held, interval) =>
          held ? gainOf(branch, (node) => voltage(node, interval)) : 0,
        );
        return gain.some((value) => Math.abs(value) >= SMALLEST_GAIN) ? [{ path, to, gain, shape: branch.shape }] : [];
      }),
    ),
  );
}

/** A lag remembers this many of its time constants. */
const MEMORY = 5;

/**
 * During which intervals a transistor's noise goes anywhere, now or later: what a bias node or a reference keeps is
 * there when the event comes that reads it. The noise of a closed switch is shorted by its own conductance; left in, it
 * would come through when the switch opens.
 *
 * @param grid ends of the intervals, s
 */
export function activeIntervals(
  paths: readonly NoisePath[],
  grid: Float64Array,
  situations: Situations,
): ReadonlyMap<string, readonly boolean[]> {
  const heard = new Map(paths.map(({ path }) => [path, new Array<boolean>(grid.length - 1).fill(false)]));
  for (const { path, gain, shape } of paths) {
    const list = heard.get(path) ?? [];
    let next = Infinity;
    for (let index = gain.length - 1; index >= 0; index -= 1) {
      const now = Math.abs(gain[index] ?? NaN) >= SMALLEST_GAIN;
      if (now) next = grid[index] ?? NaN;
      const remembered = shape.share !== 0 && next - (grid[index + 1] ?? NaN) < MEMORY * shape.lag;
      if (situations[index] !== undefined && (now || remembered)) list[index] = true;
    }
  }
  return heard;
}

/**
 * What arrives by all paths of these draws, A, by state node and by output. @param noise A by path of the transistor,
 * constant over each interval
 */
export function arrivals(
  paths: readonly NoisePath[],
  noise: ReadonlyMap<string, Float64Array>,
  grid: Float64Array,
): { readonly nodes: Map<string, Float64Array>; readonly outputs: Map<string, Float64Array> } {
  const sums = { nodes: new Map<string, Float64Array>(), outputs: new Map<string, Float64Array>() };
  for (const {
    path,
    to,
    gain,
    shape: { share, lag },
  } of paths) {
    const current = noise.get(path);
    if (!current) continue;
    const [into, name] = 'node' in to ? [sums.nodes, to.node] : [sums.outputs, to.output];
    const sum = into.get(name) ?? new Float64Array(current.length);
    const late = share === 0 ? current : lagged(current, grid, lag);
    current.forEach((value, index) => {
      sum[index] = (sum[index] ?? NaN) + (gain[index] ?? NaN) * (value + share * ((late[index] ?? NaN) - value));
    });
    into.set(name, sum);
  }
  return sums;
}

/** A current that is constant over intervals behind a first-order lag, s, as its mean over each interval; from rest. */
function lagged(current: Float64Array, grid: Float64Array, lag: number): Float64Array {
  let state = 0;
  return current.map((value, index) => {
    const width = (grid[index + 1] ?? NaN) - (grid[index] ?? NaN);
    const kept = Math.exp(-width / lag);
    const mean = value + (state - value) * (lag / width) * (1 - kept);
    state = value + (state - value) * kept;
    return mean;
  });
}
