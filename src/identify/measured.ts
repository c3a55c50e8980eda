import { fitSide } from '../compare/window-fit.js';
import type { Table } from '../result/table.js';
import { formatQuantity } from '../units/format.js';
import type { Observation } from './observations.js';
import type { TrialKind } from './trial.js';

/** What was measured, beside what the rule says of the same. Changes are shares of the range of the weight. */
export interface Measured {
  readonly observations: readonly Observation[];
  /** By observation: what the rule says of all its steps together. */
  readonly told: ReadonlyMap<Observation, number>;
  /** Volts of the whole range. */
  readonly range: number;
}

/** A weight still moves at its end if its last step is above this share of its largest. */
const STOPPED = 0.1;

export function tablesOf(measured: Measured): Table[] {
  return [windows(measured), bounds(measured), alone(measured), sequences(measured)].filter(
    ({ rows }) => rows.length > 0,
  );
}

/** From the first event to the end. */
export function totalOf({ steps }: Observation): number {
  return steps.reduce((sum, { change }) => sum + change, 0);
}

function ofKind({ observations }: Measured, ...kinds: readonly TrialKind[]): Observation[] {
  return observations.filter(({ trial }) => kinds.includes(trial.kind));
}

/** The exponential of each side at each weight, as a verification fits it. */
function windows(measured: Measured): Table {
  const pairs = ofKind(measured, 'pair', 'weights');
  const starts = [...new Set(pairs.map(({ trial }) => trial.start))].sort((a, b) => a - b);
  const rows = ([1, -1] as const).flatMap((side) =>
    starts.map((start) => {
      const own = pairs.filter(({ trial }) => trial.start === start && Math.sign(trial.dt ?? 0) === side);
      const points = {
        dt: Float64Array.from(own, ({ trial }) => trial.dt ?? NaN),
        change: Float64Array.from(own, totalOf),
      };
      const name = side > 0 ? 'post after pre' : 'pre after post';
      const fit = fitSide(points, side);
      return fit.tau === undefined
        ? [name, start, null, null, null, fit.reason]
        : [name, start, fit.amplitude, fit.amplitude * measured.range, fit.tau, ''];
    }),
  );
  return {
    title: 'Learning window, the exponential of each side',
    columns: [
      { title: 'side' },
      { title: 'weight', unit: '1' },
      { title: 'amplitude', unit: '1' },
      { title: 'amplitude', unit: 'V' },
      { title: 'tau', unit: 's' },
      { title: '' },
    ],
    rows,
  };
}

function alone(measured: Measured): Table {
  return {
    title: 'One event alone, and time alone',
    columns: [
      { title: 'experiment' },
      { title: 'change', unit: '1' },
      { title: 'change', unit: 'V' },
      { title: 'over', unit: 's' },
    ],
    rows: ofKind(measured, 'alone', 'rest').map((one) => {
      const change = totalOf(one);
      const [from = 0, to = 0] = [one.steps[0]?.from, one.steps.at(-1)?.to];
      return [one.trial.label, change, change * measured.range, to - from];
    }),
  };
}

/** Pairing, triplets and rates: what a sequence does in all, beside what the rule makes of it. */
function sequences(measured: Measured): Table {
  return {
    title: 'Pairing, triplets, rates: change of the weight by a sequence',
    columns: [{ title: 'sequence' }, { title: 'circuit', unit: '1' }, { title: 'rule', unit: '1' }],
    rows: ofKind(measured, 'repeat', 'triplet', 'frequency').map((one) => [
      one.trial.label,
      totalOf(one),
      measured.told.get(one) ?? null,
    ]),
  };
}

function bounds(measured: Measured): Table {
  return {
    title: 'Bounds: the same pair again and again',
    columns: [
      { title: 'pairs' },
      { title: 'from', unit: '1' },
      { title: 'to', unit: '1' },
      { title: 'last pair', unit: '1' },
      { title: '' },
    ],
    rows: ofKind(measured, 'bound').map((one) => {
      const { reached, last, says } = boundOf(one);
      return [one.trial.label, one.steps[0]?.weight ?? null, reached, last, says];
    }),
  };
}

/** Where a weight stops that is moved again and again. */
export function boundOf({ steps }: Observation): {
  readonly reached: number;
  readonly last: number;
  readonly says: string;
} {
  const pairs = steps.flatMap(({ change, weight }, index) => (index % 2 === 1 ? [{ change, weight }] : []));
  const largest = Math.max(...pairs.map(({ change }) => Math.abs(change)));
  const { change: last = NaN, weight = NaN } = pairs.at(-1) ?? {};
  const reached = weight + last;
  const outside = reached < 0 || reached > 1;
  const moving = Math.abs(last) > STOPPED * largest;
  const at = formatQuantity(reached, '1', 3);
  if (moving)
    return { reached, last, says: outside ? `leaves the range, and is still moving at ${at}` : 'still moving' };
  return { reached, last, says: outside ? `leaves the range, and stops at ${at}` : `stops at ${at}` };
}
