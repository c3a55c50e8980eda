import type { Measurement } from '../compare/measurement.js';
import { deviation, type Deviation } from '../compare/nrmse.js';
import type { Sampled } from '../compare/sampled.js';
import { LATE_GAP } from '../compose/events.js';
import { quantityNames, traceStates, weightStates, type Rule } from '../rule/rule.js';
import type { Spec } from '../spec/types.js';
import { TRAINS, type UsualCheck } from '../spec/quantity-vocabulary.js';
import type { Experiment } from '../stimulus/experiment.js';
import { formatQuantity } from '../units/format.js';
import { measuredPart, settled } from './measuring/measured-part.js';
import type { Recording } from './measuring/recording.js';
import type { Evidence, Quantity } from './quantity.js';

/** A weight that stands still for this many pulses is held; below, it is on its way. */
export const HOLD_PULSES = 2;

/**
 * A state or an output of a rule as a curve over time: what every name means that no quantity is registered under.
 * @param rule tells on which experiments the state moves; the trains when absent
 */
export function stateCurve(name: string, rule?: Rule): Quantity {
  return {
    name,
    spellings: [],
    title: `${name} over time`,
    unit: '1',
    description:
      'The curve of a state of the rule, or of one of its outputs, in rule units; a decaying one is compared while ' +
      'it lives. On an impulse it is compared where one presynaptic event moves it by itself.',
    metric: 'nrmse',
    stimuli: rule && answersPre(name, rule) ? [...TRAINS, 'impulse'] : TRAINS,
    sampled: true,
    reads: 'recordings',
    fits: (asked) => quantityNames(asked).includes(name),
    usual: (asked) => usualOf(name, asked),
    compare: (evidence) => compareCurves(name, evidence),
  };
}

/** A weight, an eligibility and the trace of a trace rule are what a rule is for; other traces show in them. */
function usualOf(name: string, rule: Rule): readonly UsualCheck[] {
  const stimulus = 'poisson';
  if (weightStates(rule).some((weight) => weight.name === name))
    return [
      { against: 'rule', max: 0.1, stimulus },
      { against: 'model', max: 0.05, stimulus },
    ];
  const alone = rule.states.length === 1;
  const eligibility = rule.updates.some(({ state, factors }) => state === name && factors.length > 0);
  return alone || eligibility ? [{ against: 'rule', max: alone ? 0.03 : 0.1, stimulus }] : [];
}

/** One presynaptic event moves it by itself. */
function answersPre(name: string, { updates }: Rule): boolean {
  return updates.some(({ event, state, factors }) => event === 'pre' && state === name && factors.length === 0);
}

function compareCurves(state: string, evidence: Evidence): Measurement {
  const {
    circuit: [found],
    other: [expected],
    spec,
    rule,
    against,
  } = evidence;
  if (!found || !expected) return { reason: 'no recording' };
  const { pulse } = spec.circuit;
  const shared = rule.readouts.some(({ name, divisor }) => name === state && divisor.length > 0);
  const part = (recording: Recording): Sampled =>
    shared ? sharedPart(recording, state, spec) : measuredPart(recording, state);
  const decays = traceStates(rule).some(({ name }) => name === state);
  const nature = {
    ...(decays ? { decays } : { holds: HOLD_PULSES * pulse }),
    blind: blindTimes(found.experiment, spec, against),
  };
  const measured = measuredOver(deviation(part(expected), part(found), nature), state);
  const left = weightStates(rule).some(({ name }) => name === state) ? leftRange(state, part(found)) : undefined;
  return left === undefined ? measured : { ...measured, reason: left, headline: true };
}

/** A weight may leave its range by this share of it: what holds it there has a slope. */
const MOST_BEYOND = 0.02;

/** A circuit's weight that leaves the range in which the rule keeps it: what bounds it is missing. */
function leftRange(state: string, { y }: Sampled): string | undefined {
  const [low, high] = extremes(y);
  if (high > 1 + MOST_BEYOND)
    return `${state} leaves its range: it reaches ${formatQuantity(high, '', 4)}, and its upper bound is 1`;
  if (low < -MOST_BEYOND)
    return `${state} leaves its range: it reaches ${formatQuantity(low, '', 4)}, and its lower bound is 0`;
  return undefined;
}

function extremes(values: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/**
 * A share means something once the first event has given the group anything to share: before it, leakages are compared
 * with leakages.
 */
function sharedPart(recording: Recording, state: string, { circuit }: Pick<Spec, 'circuit'>): Sampled {
  const onsets = Object.values(recording.experiment.events).flat();
  const from = settled(Math.min(...onsets) + circuit.pulse, circuit);
  const curve = measuredPart(recording, state);
  const first = curve.x.findIndex((time) => time >= from);
  return { x: curve.x.subarray(first), y: curve.y.subarray(first) };
}

/**
 * What is not compared. With a model, when displacement currents of events flow: at both edges of their pulses, and of
 * the late pulses that some of our own circuits have. With a rule, the pulses as a whole: a rule jumps in no time, and
 * a circuit is on its way until the pulse is over.
 */
function blindTimes(
  { events }: Experiment,
  { circuit, dut }: Spec,
  against: Evidence['against'],
): (readonly [number, number])[] {
  const { pulse } = circuit;
  const onsets = [...new Set(Object.values(events).flat())];
  const begins = dut ? [0] : [0, pulse + LATE_GAP];
  const times = begins.flatMap((begin): (readonly [number, number])[] =>
    against === 'rule'
      ? [[begin, begin + pulse]]
      : [
          [begin, begin],
          [begin + pulse, begin + pulse],
        ],
  );
  return onsets
    .flatMap((onset) => times.map(([from, to]) => [onset + from, settled(onset + to, circuit)] as const))
    .sort(([a], [b]) => a - b);
}

function measuredOver({ measured, counted, of }: Deviation, state: string): Measurement {
  return Number.isFinite(measured)
    ? { measured, over: { counted, of, unit: 's' } }
    : { reason: `${state} is flat or not finite in the reference: nothing to compare with` };
}
