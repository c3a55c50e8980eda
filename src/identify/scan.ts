import { valueAt } from '../compare/sampled.js';
import { smallestInterval } from '../spec/limits.js';
import type { CircuitDocument } from '../spec/circuit-document.js';
import { START, type Rig } from './rig.js';
import type { Timing } from './timing.js';
import { nearestOf, pairTrial, trialOf } from './trials.js';
import type { Seen } from './trial.js';

/** Rest around a pair while its time scale is not known, in pulses; and after it until the weight is read. */
const REST_PULSES = 10;
const READ_PULSES = 4;
/** Points of a decade of dt, and how many are simulated before the next decision. */
const PER_DECADE = 4;
const AT_ONCE = 4;
/** No synapse is slower than this, s, or than so many pulses. */
const SLOWEST = 20;
const MOST_PULSES = 1e8;
/** A trace is over after so many time constants. */
const DECAY_TIMES = 6;
/** A change below this share of the largest has decayed. */
const DECAYED = 0.08;
/** Changes of the weight below this share of its range are nothing that an experiment could be laid out by. */
export const NOTICEABLE = 5e-4;

/** What single events and pairs at growing |dt| do: the sides of a window, coarsely. */
export interface Scan {
  /** Ascending, s; and the change that the second event brings beyond what it does alone. */
  readonly plus: readonly Point[];
  readonly minus: readonly Point[];
  /** What one event does by itself. */
  readonly blank: { readonly pre: number; readonly post: number };
}

interface Point {
  readonly dt: number;
  readonly change: number;
}

/** Pairs from the smallest distance upwards, by a constant factor, until what they do has decayed. */
export async function scan(rig: Rig, { circuit, dut }: CircuitDocument): Promise<Scan> {
  const nearest = nearestOf(circuit);
  const before = dut.rest ?? REST_PULSES * circuit.pulse;
  const rest = { before, after: Math.max(before, 2 * READ_PULSES * circuit.pulse) };
  const [pre, post] = (
    await rig.run(
      (['pre', 'post'] as const).map((event) => trialOf('alone', `${event} alone`, [[event, 0]], rest, START)),
      { plus: circuit.pulse, minus: circuit.pulse },
    )
  ).map((seen) => changeAt(seen, 0, circuit.pulse));
  const blank = { pre: pre ?? NaN, post: post ?? NaN };
  const found: { plus: Point[]; minus: Point[] } = { plus: [], minus: [] };
  const last = Math.min(SLOWEST, MOST_PULSES * circuit.pulse);
  for (let index = 0; ; index += AT_ONCE) {
    const gaps = Array.from({ length: AT_ONCE }, (_, step) => nearest * 10 ** ((index + step) / PER_DECADE))
      .filter((gap) => gap <= last)
      .map((gap) => Number(gap.toPrecision(4)));
    if (gaps.length === 0) return { ...found, blank };
    rig.expect(2 * AT_ONCE);
    for (const [sign, side, alone] of [
      [1, found.plus, blank.post],
      [-1, found.minus, blank.pre],
    ] as const) {
      const trials = gaps.map((gap) => pairTrial('pair', sign * gap, rest, START));
      const seen = await Promise.all(
        trials.map((trial, at) => rig.run([trial], { plus: gaps[at]!, minus: gaps[at]! })),
      );
      side.push(...seen.flat().map((one, at) => ({ dt: gaps[at]!, change: changeAt(one, 1, circuit.pulse) - alone })));
    }
    if (over(found)) return { ...found, blank };
  }
}

/** How far the weight moves with the event of that position. */
function changeAt({ trial, weight }: Seen, position: number, pulse: number): number {
  const onset = [...trial.events.pre, ...trial.events.post].sort((a, b) => a - b)[position] ?? NaN;
  return valueAt(weight, onset + READ_PULSES * pulse) - valueAt(weight, onset);
}

function over({ plus, minus }: Pick<Scan, 'plus' | 'minus'>): boolean {
  const largest = largestOf([...plus, ...minus]);
  const ended = (side: readonly Point[]): boolean =>
    side.slice(-2).every(({ change }) => Math.abs(change) < Math.max(DECAYED * largestOf(side), 0.3 * NOTICEABLE));
  return largest > NOTICEABLE && ended(plus) && ended(minus);
}

function largestOf(points: readonly Point[]): number {
  return Math.max(0, ...points.map(({ change }) => Math.abs(change)));
}

/** Whether a side of a scan shows anything to lay experiments out by. */
export function moves(side: readonly Point[]): boolean {
  return largestOf(side) > NOTICEABLE;
}

/** The times of the experiments that follow; undefined where no side moves the weight. */
export function timingOf({ plus, minus }: Scan, { circuit, dut }: CircuitDocument): Timing | undefined {
  const [rise, fall] = [moves(plus) ? tauOf(plus) : undefined, moves(minus) ? tauOf(minus) : undefined];
  const some = rise ?? fall;
  if (some === undefined) return undefined;
  const [up, down] = [rise ?? some, fall ?? some];
  const slowest = Math.max(up, down);
  const before = dut.rest ?? Math.max(REST_PULSES * circuit.pulse, 0.2 * slowest);
  return {
    plus: up,
    minus: down,
    fastest: Math.min(up, down),
    slowest,
    nearest: nearestOf(circuit),
    spacing: 2 * smallestInterval(circuit.pulse),
    pulse: circuit.pulse,
    // As a verification rests: what the weight does after a pair is part of what the pair did.
    before,
    after: dut.rest ?? Math.max(before, DECAY_TIMES * slowest),
    largest: { plus: plus[0]?.change ?? 0, minus: minus[0]?.change ?? 0 },
  };
}

/** Time constant by which a side decays, from the line through the logarithms of what has not decayed. */
function tauOf(points: readonly Point[]): number {
  const largest = largestOf(points);
  const above = points.filter(({ change }) => Math.abs(change) > DECAYED * largest);
  const first = above[0]!;
  // One point after the last that stands out bounds what decays within one step of the scan.
  const end = points[points.indexOf(above.at(-1)!) + 1] ?? above.at(-1)!;
  if (above.length < 2) return Math.max((end.dt - first.dt) / 2.5, 1e-12);
  const weights = above.map(({ change }) => (change / largest) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (point: Point) => number): number =>
    above.reduce((sum, point, index) => sum + (weights[index] ?? 0) * of(point), 0) / total;
  const log = ({ change }: Point): number => Math.log(Math.abs(change));
  const [x, y] = [mean(({ dt }) => dt), mean(log)];
  const slope = mean((point) => (point.dt - x) * (log(point) - y)) / mean(({ dt }) => (dt - x) ** 2);
  return slope < 0 ? -1 / slope : above.at(-1)!.dt;
}
