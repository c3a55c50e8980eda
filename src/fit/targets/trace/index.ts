import type { ColumnSpec } from '../../data/column.js';
import type { FitData } from '../../data/table.js';
import type { FitModel, FitPlan, FitTarget } from '../../target.js';
import { formatQuantity } from '../../../units/format.js';
import { UserError } from '../../../units/user-error.js';
import { derivedOf, undecayed } from './answers.js';
import { card } from './card.js';
import { stepsOf } from './correlation.js';
import { firstGuess } from './guess.js';
import { problemOf } from './problem.js';
import type { Recorded } from './recorded.js';
import { median, readRecordings, type Recordings, type TraceRecord } from './records.js';
import { double, dpi, nearest, single, type Shape } from './shapes.js';
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
  const recordings = readRecordings(data);
  const recorded = recordedOf(data, shape, recordings);
  const { fitted, step, guess } = recorded;
  return {
    notes: [
      ...recordings.notes,
      `${fitted.reduce((sum, { rows }) => sum + rows.length, 0)} samples, ${formatQuantity(step, 's')} apart (median)`,
    ],
    problems: [problemOf(recorded)],
    derived: ([estimate]) => (estimate === undefined ? [] : derivedOf(estimate, recorded)),
    faults: ([estimate]) => (estimate === undefined ? [] : undecayed(estimate, guess.span)),
    cards: ([estimate], derived, origin) =>
      estimate === undefined ? [] : [{ format: 'yaml', text: card(estimate, derived, origin, recorded) }],
  };
}

function recordedOf(data: FitData, shape: Shape, { list, guessed }: Recordings): Recorded {
  const unit = data.units.get('x') ?? '';
  const used = list.map((recording) => only(recording, false));
  const held = list.map((recording) => only(recording, true)).filter(({ rows }) => rows.length > 0);
  const fitted = used.filter(({ rows }) => rows.length > 1);
  if (fitted.length === 0)
    throw new UserError([{ file: data.files[0]?.file ?? '', message: '--hold-out leaves no waveform to be fitted' }]);
  const step = median(
    fitted.flatMap(({ times }) => [...times.slice(1)].map((time, index) => time - (times[index] ?? NaN))),
  );
  const files = [...new Set(fitted.map(({ file }) => file))];
  return {
    shape,
    unit,
    fitted,
    held,
    step,
    steps: fitted.map(({ times }) => stepsOf(times, step)),
    guess: { ...firstGuess(fitted), step, unit, guessed },
    sources: files.length <= MOST_FILES ? files : [''],
  };
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
