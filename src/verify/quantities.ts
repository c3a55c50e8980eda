import type { Measurement } from './measurement.js';
import { fitDecay } from '../compare/decay-fit.js';
import { deviation, type Deviation } from '../compare/nrmse.js';
import type { Sampled } from '../compare/sampled.js';
import { valueAt } from '../compare/sampled.js';
import { windowError } from '../compare/window-error.js';
import { fitSide, type WindowPoints } from '../compare/window-fit.js';
import { LATE_GAP } from '../compose/events.js';
import { EVENT_EDGE } from '../spec/limits.js';
import { traceStates, weightState, type Rule } from '../rule/rule.js';
import type { Quantity, Spec } from '../spec/types.js';
import { measuredEvents, type Experiment } from '../stimulus/experiment.js';
import { formatQuantity } from '../units/format.js';
import { groupQuantities } from './group-quantities.js';
import { stateOf, type Recording } from './recording.js';

/** One road's recordings of one kind of experiment (many for a window, one otherwise). */
export type Recordings = readonly Recording[];

/** A number taken from a recording, or what keeps it from being one: `the response rises again ...`. */
interface Reading {
  readonly value?: number | undefined;
  readonly reason?: string | undefined;
}

interface Scalar {
  readonly unit: string;
  measure(recordings: Recordings, spec: Spec, rule: Rule): Reading;
  /** What the rule prescribes in so many words; its own road is measured when absent. */
  prescribed?(spec: Spec): number | undefined;
}

/** A weight that stands still for this many pulses is held; below, it is on its way. */
export const HOLD_PULSES = 2;

/** A side of a window that is smaller than this share of the other asks for nothing. */
const NEXT_TO_NO_SIDE = 0.01;

/** Time after an event's falling edge at which its displacement current is over, s. */
const SETTLED = 2e-6;

const scalars: Partial<Record<Quantity, Scalar>> = {
  tau: {
    unit: 's',
    measure: (recordings, spec) => {
      const response = firstResponse(recordings, spec);
      return { value: response?.tau, reason: response?.shape };
    },
    prescribed: ({ rule }) => (rule.kind === 'trace' ? rule.tau : undefined),
  },
  peak: {
    unit: '1',
    measure: (recordings, spec) => ({ value: firstResponse(recordings, spec)?.peak }),
    prescribed: ({ rule }) => (rule.kind === 'trace' ? rule.amplitude : undefined),
  },
  a_plus: side(1, 'amplitude'),
  a_minus: side(-1, 'amplitude'),
  tau_plus: side(1, 'tau'),
  tau_minus: side(-1, 'tau'),
};

/** Compares one quantity of the circuit with the rule or the model. */
export function compareQuantity(
  quantity: Quantity,
  against: 'rule' | 'model',
  circuit: Recordings,
  other: Recordings,
  spec: Spec,
  rule: Rule,
): Measurement {
  if (quantity === 'window') return compareChanges(windowPoints(circuit, rule), windowPoints(other, rule), 'dt');
  if (quantity === 'credit') return compareChanges(creditPoints(circuit, rule), creditPoints(other, rule), 'delay');
  const group = groupQuantities[quantity];
  if (group) return circuit[0] && other[0] ? group(circuit[0], other[0], rule, against) : { reason: 'no recording' };
  const scalar = scalars[quantity];
  if (!scalar) return compareCurves(quantity, circuit, other, spec, rule);
  const found = scalar.measure(circuit, spec, rule);
  const prescribed = against === 'rule' && scalar.prescribed ? scalar.prescribed(spec) : undefined;
  const wanted = prescribed === undefined ? scalar.measure(other, spec, rule) : { value: prescribed };
  const [value, reference] = [found.value ?? NaN, wanted.value ?? NaN];
  if (!Number.isFinite(value)) return { unit: scalar.unit, reason: undefinedIn('circuit', quantity, found) };
  if (!Number.isFinite(reference) || reference === 0)
    return { unit: scalar.unit, value, reason: undefinedIn(against, quantity, wanted) };
  return { measured: Math.abs(value - reference) / Math.abs(reference), value, reference, unit: scalar.unit };
}

/** Why a quantity is no number on one road; a check of it is never a pass. */
function undefinedIn(road: 'circuit' | 'rule' | 'model', quantity: Quantity, { reason }: Reading): string {
  return `${quantity} is undefined in the ${road}: ${reason ?? 'there is no response to measure'}`;
}

/** Weight change against dt, in rule units. */
export function windowPoints(recordings: Recordings, rule: Rule): WindowPoints {
  return changes(recordings, rule, ({ dt }) => dt);
}

/** Weight change by one pair against the delay of its reward, in rule units. */
export function creditPoints(recordings: Recordings, rule: Rule): WindowPoints {
  return changes(recordings, rule, ({ delay }) => delay);
}

function changes(recordings: Recordings, rule: Rule, at: (experiment: Experiment) => number | undefined): WindowPoints {
  const weight = weightState(rule)?.name ?? '';
  const ordered = [...recordings].sort((a, b) => (at(a.experiment) ?? 0) - (at(b.experiment) ?? 0));
  return {
    dt: Float64Array.from(ordered, ({ experiment }) => at(experiment) ?? NaN),
    change: Float64Array.from(ordered, (recording) => {
      const curve = measuredPart(recording, weight);
      return (curve.y[curve.y.length - 1] ?? NaN) - (curve.y[0] ?? NaN);
    }),
  };
}

/** A state's curve without the history: it starts at the last sample before the measured part. */
function measuredPart(recording: Recording, state: string): Sampled {
  const curve = stateOf(recording, state);
  const from = recording.experiment.measuredFrom ?? 0;
  const first = Math.max(
    0,
    curve.x.findLastIndex((time) => time <= from),
  );
  return first === 0 ? curve : { x: curve.x.subarray(first), y: curve.y.subarray(first) };
}

/**
 * A share means something once the first event has given the group anything to share: before it, leakages are compared
 * with leakages.
 */
function sharedPart(recording: Recording, state: string, pulse: number): Sampled {
  const onsets = Object.values(recording.experiment.events).flat();
  const from = Math.min(...onsets) + pulse + EVENT_EDGE + SETTLED;
  const curve = measuredPart(recording, state);
  const first = curve.x.findIndex((time) => time >= from);
  return { x: curve.x.subarray(first), y: curve.y.subarray(first) };
}

/** A change below this share of the largest one on its side is none whose sign a rule rests on. */
const SIGNIFICANT = 0.1;

function compareChanges(found: WindowPoints, expected: WindowPoints, axis: string): Measurement {
  const { measured, ...over } = windowError(found.dt, expected.change, found.change);
  const result = { measured, over: { ...over, unit: 'points' as const } };
  const wrong = wrongSign(found, expected);
  if (wrong === undefined) return result;
  return {
    ...result,
    measured: Math.max(1, measured),
    reason: `the weight moves the wrong way at ${axis} = ${formatQuantity(wrong, 's')}`,
  };
}

/** A point of the wrong sign is a different rule, however small the rms error is. @returns its dt or delay, s */
function wrongSign(found: WindowPoints, expected: WindowPoints): number | undefined {
  const largest = Math.max(...expected.change.map(Math.abs));
  return found.dt.find((at, index) => {
    const [is, should] = [found.change[index] ?? NaN, expected.change[index] ?? NaN];
    const side = Math.max(
      ...expected.change.filter((_, other) => Math.sign(expected.dt[other] ?? NaN) === Math.sign(at)).map(Math.abs),
    );
    return (
      Math.sign(is) !== Math.sign(should) &&
      Math.abs(should) > SIGNIFICANT * Math.max(side, NEXT_TO_NO_SIDE * largest)
    );
  });
}

function compareCurves(state: string, circuit: Recordings, other: Recordings, spec: Spec, rule: Rule): Measurement {
  const [found] = circuit;
  const [expected] = other;
  if (!found || !expected) return { reason: 'no recording' };
  const shared = rule.readouts.some(({ name, divisor }) => name === state && divisor.length > 0);
  const part = (recording: Recording): Sampled =>
    shared ? sharedPart(recording, state, spec.circuit.pulse) : measuredPart(recording, state);
  const decays = traceStates(rule).some(({ name }) => name === state);
  const { pulse } = spec.circuit;
  const nature = { ...(decays ? { decays } : { holds: HOLD_PULSES * pulse }), blind: edgesOf(found.experiment, pulse) };
  return measuredOver(deviation(part(expected), part(found), nature), state);
}

/** When displacement currents of events flow: at both edges of their pulses, and of the late pulses that some have. */
function edgesOf({ events }: Experiment, pulse: number): (readonly [number, number])[] {
  const onsets = [...new Set(Object.values(events).flat())];
  return onsets
    .flatMap((onset) => [onset, onset + pulse, onset + pulse + LATE_GAP, onset + 2 * pulse + LATE_GAP])
    .sort((a, b) => a - b)
    .map((edge) => [edge, edge + EVENT_EDGE + SETTLED]);
}

function measuredOver({ measured, counted, of }: Deviation, state: string): Measurement {
  return Number.isFinite(measured)
    ? { measured, over: { counted, of, unit: 's' } }
    : { reason: `${state} is flat or not finite in the reference: nothing to compare with` };
}

function firstResponse([recording]: Recordings, spec: Spec): Response | undefined {
  return (
    recording &&
    measureResponse(recording, 'x', measuredEvents(recording.experiment, 'pre')[0] ?? NaN, spec.circuit.pulse)
  );
}

/** How a trace answers a single event. */
export interface Response {
  /** Decay time constant, s; undefined when what follows is no exponential. */
  readonly tau: number | undefined;
  /** Why it is none. */
  readonly shape?: string;
  /** What the event added, rule units. */
  readonly peak: number;
}

/**
 * The response of a trace to a single pulse and its peak: the largest value once the edge's displacement current is
 * over. A DPI or a ramp peaks right there, a tau-cell a fraction of a millisecond later.
 *
 * @param onset of the pulse, s
 */
export function measureResponse(recording: Recording, state: string, onset: number, pulse: number): Response {
  const curve = measuredPart(recording, state);
  const end = onset + pulse + EVENT_EDGE + SETTLED;
  let best = { at: end, peak: valueAt(curve, end) };
  curve.x.forEach((at, index) => {
    const value = curve.y[index] ?? NaN;
    if (at > end && value > best.peak) best = { at, peak: value };
  });
  const fit = fitDecay(curve, best.at);
  return {
    tau: fit.tau,
    peak: best.peak - leftOver(recording, state, fit.tau ?? NaN, best.at),
    ...(fit.tau === undefined ? { shape: `the response ${fit.reason}` } : {}),
  };
}

/**
 * What the history left of a trace at a later time, by the decay of the response itself: what a single event added is
 * above it.
 */
function leftOver(recording: Recording, state: string, tau: number, at: number): number {
  const { measuredFrom } = recording.experiment;
  if (measuredFrom === undefined) return 0;
  return valueAt(stateOf(recording, state), measuredFrom) * Math.exp(-(at - measuredFrom) / tau);
}

function side(direction: 1 | -1, part: 'amplitude' | 'tau'): Scalar {
  return {
    unit: part === 'tau' ? 's' : '1',
    measure: (recordings, _spec, rule) => {
      const fit = fitSide(windowPoints(recordings, rule), direction);
      const name = direction > 0 ? 'the side of dt > 0' : 'the side of dt < 0';
      return fit.tau === undefined ? { reason: `${name} ${fit.reason}` } : { value: fit[part] };
    },
  };
}
