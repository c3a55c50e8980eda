import { cardHead, digits } from '../../card.js';
import type { ColumnSpec } from '../../data/column.js';
import { derive } from '../../derived.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { FitParameter } from '../../search/parameter.js';
import { squares } from '../../search/minimise.js';
import type { FitData } from '../../data/table.js';
import type { Origin } from '../../origin.js';
import type { FitModel, FitPlan, FitTarget } from '../../target.js';
import { formatQuantity } from '../../../units/format.js';
import { UserError } from '../../../units/user-error.js';
import { innovations, sizeFactor, stepsOf } from './correlation.js';
import { median, readRecordings, type TraceRecord } from './records.js';
import { double, dpi, nearest, single, type Guess, type Shape } from './shapes.js';
import { synthetic } from './synthetic.js';

const columns: readonly ColumnSpec[] = [
  { name: 't', meaning: 'time', kinds: ['duration'] },
  {
    name: 'x',
    meaning: 'trace: a current, voltage, conductance or number',
    kinds: ['current', 'voltage', 'conductance', 'number'],
  },
  { name: 'event', meaning: 'marker: 0 between events', kinds: ['number', 'voltage'], optional: true },
  { name: 'trial', meaning: 'name of a repetition', kinds: ['text'], optional: true },
];

/** Places of the parameters that every shape has. */
const [HEIGHT, TAU] = [0, 1];
/** A decay followed for less than this share of its time constant is no decay. */
const SHORTEST_SPAN = 0.2;
const MOST_KEPT = 0.9999;
/** Rests of different files are parameters of their own up to this many. */
const MOST_FILES = 8;

/** Waveforms of a synaptic or eligibility trace after events. */
export const trace: FitTarget = {
  name: 'trace',
  title: 'Trace after events: amplitude, decay, rise',
  summary:
    'A, tau and baseline of a synaptic or eligibility trace from sampled waveforms whose noise may be correlated',
  references: [
    'Bartolozzi, Indiveri: Neural Computation 19 (2007) 2581',
    'Papadimitriou, Liu, Indiveri, Drakakis: Front. Neurosci. 8 (2014) 428 (log-domain integrator)',
    'Jones: Technometrics 23 (1981) 163 (autoregression at uneven times)',
  ],
  columns,
  models: [modelOf(single), modelOf(double), modelOf(nearest), modelOf(dpi)],
  synthetic,
};

function modelOf(shape: Shape): FitModel {
  return {
    name: shape.name,
    summary: shape.summary,
    equations: [
      ...shape.equations,
      'noise: a deviation keeps the share `kept` to the next sample (AR(1)); kept 0 is independent noise',
    ],
    plan: (data) => planOf(data, shape),
  };
}

function planOf(data: FitData, shape: Shape): FitPlan {
  const { list, guessed, notes } = readRecordings(data);
  const unit = data.units.get('x') ?? '';
  const used = list.map((recording) => only(recording, false));
  const held = list.map((recording) => only(recording, true)).filter(({ rows }) => rows.length > 0);
  const fitted = used.filter(({ rows }) => rows.length > 1);
  if (fitted.length === 0)
    throw new UserError([{ file: data.files[0]?.file ?? '', message: '--hold-out leaves no waveform to be fitted' }]);
  const step = median(
    fitted.flatMap(({ times }) => [...times.slice(1)].map((time, index) => time - (times[index] ?? NaN))),
  );
  const guess: Guess = { ...firstGuess(fitted), step, unit, guessed };
  // The rest is that of the instrument and its range, so it belongs to the file.
  const sources = [...new Set(fitted.map(fileOf))];
  const own = sources.length <= MOST_FILES ? sources : [''];
  const baselineOf = (recording: TraceRecord): number => Math.max(own.indexOf(fileOf(recording)), 0);
  const size = Math.abs(guess.height);
  const shaped: readonly FitParameter[] = [
    {
      name: 'A',
      meaning: 'what one event adds (its peak above the rest)',
      unit,
      scale: 'linear',
      size,
      start: guess.height,
      min: -1e3 * size,
      max: 1e3 * size,
    },
    {
      name: 'tau',
      meaning: 'time constant of the decay',
      unit: 's',
      scale: 'log',
      size: 1,
      start: guess.tau,
      min: step / 5,
      max: 100 * guess.span,
    },
    ...shape.parameters(guess),
  ];
  const parameters: FitParameter[] = [
    ...shaped,
    ...own.map((_, index): FitParameter => {
      const rest = median(
        fitted
          .filter((recording) => baselineOf(recording) === index)
          .flatMap(({ values }) => [...values.slice(-Math.ceil(values.length / 5))]),
      );
      return {
        name: own.length > 1 ? `baseline ${index + 1}` : 'baseline',
        meaning: own.length > 1 ? `rest of file ${index + 1}` : 'rest',
        unit,
        scale: 'linear',
        size,
        start: rest,
        min: rest - 1e3 * size,
        max: rest + 1e3 * size,
      };
    }),
    {
      name: 'kept',
      meaning: 'share of a deviation from the curve that the next sample keeps',
      unit: '',
      scale: 'linear',
      size: 0.2,
      start: 0.3,
      min: 0,
      max: MOST_KEPT,
      naturalBounds: true,
    },
  ];
  const keptAt = parameters.length - 1;
  const curve = (recording: TraceRecord, values: ArrayLike<number>): Float64Array =>
    shape.waveform(
      recording,
      Array.from(values).slice(0, shaped.length),
      values[shaped.length + baselineOf(recording)] ?? NaN,
    );
  const steps = fitted.map(({ times }) => stepsOf(times, step));
  const whitened = (
    deviations: (recording: TraceRecord, index: number) => Float64Array,
    kept: number,
  ): Float64Array => {
    const factor = sizeFactor(steps, kept);
    return joined(
      fitted.map((recording, index) =>
        innovations({ steps: steps[index] ?? new Float64Array(), values: deviations(recording, index) }, kept).map(
          (value) => factor * value,
        ),
      ),
    );
  };
  const still = (recording: TraceRecord): Float64Array => {
    const mean = recording.values.reduce((sum, value) => sum + value, 0) / recording.values.length;
    return recording.values.map((value) => value - mean);
  };
  const nothing = keptShares
    .map((kept) => whitened(still, kept))
    .reduce((best, one) => (squares(one) < squares(best) ? one : best));
  let from = 0;
  return {
    notes: [
      ...notes,
      `${fitted.reduce((sum, { rows }) => sum + rows.length, 0)} samples, ${formatQuantity(step, 's')} apart (median)`,
    ],
    problems: [
      {
        name: 'trace',
        parameters,
        x: joined(fitted.map(({ times }) => times)),
        observed: joined(fitted.map(({ values }) => values)),
        rows: fitted.flatMap(({ rows }) => rows),
        xTitle: 't (s)',
        yTitle: unit === '' ? 'trace' : `trace (${unit})`,
        curves: fitted.map(({ name, rows }) => ({ panel: name, name: 'fit', from, to: (from += rows.length) })),
        predict: (values) => joined(fitted.map((recording) => curve(recording, values))),
        residuals: (values) =>
          whitened((recording) => {
            const expected = curve(recording, values);
            return recording.values.map((value, index) => value - (expected[index] ?? NaN));
          }, values[keptAt] ?? NaN),
        known: false,
        varyingSpread: true,
        noise:
          'normal, of one unknown size; a share of a deviation stays to the next sample (first-order ' +
          'autoregression, by likelihood)',
        nothing: { residuals: nothing, parameters: own.length + 1 },
        heldOut: {
          points: held.reduce((sum, { rows }) => sum + rows.length, 0),
          residuals: (values) => {
            const factor = sizeFactor(steps, values[keptAt] ?? NaN);
            return joined(
              held.map((recording) => {
                const expected = curve(recording, values);
                return recording.values.map((value, index) => factor * (value - (expected[index] ?? NaN)));
              }),
            );
          },
        },
      },
    ],
    derived: ([estimate]) => (estimate === undefined ? [] : derivedOf(estimate, steps, step, keptAt)),
    faults: ([estimate]) => (estimate === undefined ? [] : undecayed(estimate, guess.span)),
    cards: ([estimate], derived, origin) =>
      estimate === undefined ? [] : [{ format: 'yaml', text: card(estimate, derived, origin, shape, unit) }],
  };
}

/** For the model without events: coarse, because only its likelihood counts. */
const keptShares = [
  0,
  0.1,
  0.2,
  0.3,
  0.4,
  0.5,
  0.6,
  0.7,
  0.8,
  0.85,
  0.9,
  0.93,
  0.95,
  0.97,
  0.98,
  0.99,
  0.995,
  0.998,
  0.999,
  MOST_KEPT,
];

function derivedOf(estimate: Estimate, steps: readonly Float64Array[], step: number, keptAt: number): Estimated[] {
  const unit = estimate.problem.parameters[HEIGHT]?.unit ?? '';
  const kept = estimate.parameters[keptAt];
  const ratio = estimate.problem.parameters.findIndex(({ name }) => name === 'rise/decay');
  const memory = (share: number): number => (share > 0 ? -step / Math.log(share) : 0);
  return [
    ...(ratio < 0
      ? []
      : [
          derive(
            estimate,
            (values) => (values[ratio] ?? NaN) * (values[TAU] ?? NaN),
            { name: 'tau rise', meaning: 'time constant of the rise', unit: 's' },
            { logarithmic: true },
          ),
        ]),
    derive(
      estimate,
      (values) => estimate.scatter / sizeFactor(steps, values[keptAt] ?? NaN),
      { name: 'sd', meaning: 'scatter of one sample', unit },
      { logarithmic: true, more: 1 / (2 * estimate.freedom) },
    ),
    ...(kept !== undefined && kept.value > 0.01
      ? [
          {
            name: 'memory',
            meaning: 'time over which a deviation falls to 1/e',
            unit: 's',
            value: memory(kept.value),
            standardError: (memory(kept.value) ** 2 / (step * kept.value)) * kept.standardError,
            low: memory(kept.low),
            high: memory(kept.high),
          },
        ]
      : []),
  ];
}

/** A record that ends before its trace has decayed holds no time constant. */
function undecayed({ parameters }: Estimate, span: number): string[] {
  const tau = parameters[TAU];
  if (tau === undefined) return [];
  const open = !(tau.high < 50 * span) || tau.high > 10 * tau.low;
  if (!open && span > SHORTEST_SPAN * tau.value) return [];
  return [
    `tau is not identifiable: no waveform is followed for more than ${formatQuantity(span, 's')} after an ` +
      `event, in which the trace falls by ${(100 * -Math.expm1(-span / tau.value)).toFixed(0)} %, and values ` +
      `from ${formatQuantity(tau.low, 's')} to ` +
      `${tau.high < 50 * span ? formatQuantity(tau.high, 's') : 'infinity'} fit as well; record a longer decay`,
  ];
}

function card(estimate: Estimate, derived: readonly Estimated[], origin: Origin, shape: Shape, unit: string): string {
  const text = ({ value, standardError }: Estimated): string => digits(value, standardError);
  const [height, tau] = [estimate.parameters[HEIGHT], estimate.parameters[TAU]];
  if (height === undefined || tau === undefined) throw new Error('a trace has an amplitude and a time constant');
  const range = (one: Estimated): string =>
    `(${text({ ...one, value: one.low })} to ${text({ ...one, value: one.high })})`;
  const more = [...estimate.parameters.slice(2), ...derived].map(
    (one) => `# ${one.name}: ${text(one)}${one.unit === '' ? '' : ` ${one.unit}`}   ${range(one)}, ${one.meaning}`,
  );
  const inCircuit =
    unit === 'A' ? `; in a circuit: circuit: { trace: { current: ${Math.abs(Number(text(height)))} A } }` : '';
  return `${cardHead(origin, 'rule of a spec')}# tau: ${text(tau)} s ${range(tau)}
# A: ${text(height)}${unit === '' ? '' : ` ${unit}`} ${range(height)}, the 1 of the rule${inCircuit}
${more.join('\n')}
rule:
  kind: trace
  tau: ${text(tau)} s
  amplitude: 1
  pairing: ${shape === nearest ? 'nearest' : 'all-to-all'}
`;
}

/** The samples of a waveform that are held out, or those that are not. */
function only(recording: TraceRecord, heldOut: boolean): TraceRecord {
  const kept = [...recording.rows.keys()].filter((index) => recording.heldOut[index] === heldOut);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (index) => values[index] ?? NaN);
  return {
    ...recording,
    rows: kept.map((index) => recording.rows[index] ?? -1),
    times: pick(recording.times),
    values: pick(recording.values),
    heldOut: kept.map(() => heldOut),
  };
}

const fileOf = ({ file }: TraceRecord): string => file;

/** Height at the first event above the rest, and when it has fallen to a third. */
function firstGuess(recordings: readonly TraceRecord[]): { height: number; tau: number; span: number } {
  const spans = recordings.map(({ times, events }) =>
    Math.max(...events.map((event, index) => (events[index + 1] ?? times.at(-1) ?? NaN) - event)),
  );
  const span = Math.max(...spans);
  const { times, values, events } = recordings[spans.indexOf(span)] ?? recordings[0]!;
  const start = events[0] ?? NaN;
  const before = values.filter((_, index) => (times[index] ?? NaN) < start);
  const rest = median(before.length >= 5 ? before : values.slice(-Math.max(3, Math.floor(values.length / 10))));
  const after = [...times.keys()].filter(
    (index) => (times[index] ?? NaN) >= start && (times[index] ?? NaN) <= (events[1] ?? Infinity),
  );
  const peak = after.reduce(
    (most, index) => (Math.abs((values[index] ?? NaN) - rest) > Math.abs((values[most] ?? NaN) - rest) ? index : most),
    after[0] ?? 0,
  );
  const height = (values[peak] ?? NaN) - rest;
  const fallen = after.find((index) => index > peak && Math.abs((values[index] ?? NaN) - rest) < Math.abs(height) / 3);
  const tau = fallen === undefined ? span : Math.max((times[fallen] ?? NaN) - (times[peak] ?? NaN), span / 1000);
  return {
    height: height === 0 || !Number.isFinite(height) ? Math.max(...values.map(Math.abs), 1e-30) : height,
    tau,
    span,
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
