import { fitSide } from '../compare/window-fit.js';
import type { CompiledSpec } from '../compile.js';
import { pulseOnset } from '../compose/events.js';
import { traceStates, weightStates, type TraceState, type Update } from '../rule/rule.js';
import { smallestInterval } from '../spec/limits.js';
import { TRAINS } from '../spec/quantity-vocabulary.js';
import type { StimulusName } from '../spec/types.js';
import { stimulusOf } from '../quantities/vocabulary.js';
import { windowPoints as windowDelays } from '../spec/window.js';
import { measuredEvents, type Experiment } from '../stimulus/experiment.js';
import { impulseExperiment, pairExperiment, woken } from '../stimulus/experiments.js';
import type { TrimTarget } from './trim.js';
import { windowPoints } from '../quantities/measuring/changes.js';
import { measureResponse } from '../quantities/measuring/response.js';
import type { Recording } from '../quantities/measuring/recording.js';
import { runRule } from '../roads/roads.js';

/** One thing that is measured to trim some biases. */
export interface Probe {
  readonly targets: readonly TrimTarget[];
  readonly experiments: readonly Experiment[];
  /** One number per target, from the recordings of the experiments in order; NaN where it cannot be measured. */
  readonly evaluate: (recordings: readonly Recording[]) => readonly number[];
}

/** Delays, in units of tau, of the pairs on which one side of a window is trimmed when the spec sweeps none. */
const PAIR_DELAYS = [0.3, 0.6, 1, 1.5, 2, 3];
/** A window's own points are used, thinned to this many a side: a fit must be trimmed on what it will be judged on. */
const PAIRS_PER_SIDE = 8;

/**
 * Every trace that has biases to trim, by what the rule does with it: its side of the learning window, or its own
 * response to an event.
 */
export function probes(compiled: CompiledSpec): Probe[] {
  return traceStates(compiled.rule).flatMap((state) => {
    const side = windowReader(compiled, state);
    // A window that is no exponential, as with a constant besides, does not show a trace by itself.
    const probe = (side && windowProbe(compiled, state, side)) ?? responseProbe(compiled, state);
    return probe && probe.targets.length > 0 ? [probe] : [];
  });
}

/**
 * The update that shows a trace in a window: it moves the only weight at the other side's event, by nothing but this
 * trace (and the weight's own bound).
 */
function windowReader({ rule }: CompiledSpec, { name }: TraceState): Update | undefined {
  const weights = weightStates(rule);
  const [weight] = weights;
  const feeder = rule.updates.find(({ state }) => state === name)?.event;
  if (!weight || weights.length > 1) return undefined;
  return rule.updates.find(({ event, state, factors }) => {
    const traces = factors.filter((factor) => factor.state !== weight.name);
    return (
      state === weight.name &&
      traces.length === 1 &&
      traces[0]?.state === name &&
      event !== feeder &&
      [event, feeder].every((side) => side === 'pre' || side === 'post')
    );
  });
}

function windowProbe(compiled: CompiledSpec, state: TraceState, reader: Update): Probe | undefined {
  const { spec, rule } = compiled;
  const direction = reader.event === 'post' ? 1 : -1;
  const sign = Math.sign(reader.coefficient);
  const { pulse } = spec.circuit;
  const first = direction > 0 ? 'pre' : 'post';
  const experiments = pairDelays(compiled, state, direction)
    .map((dt) => pairExperiment(dt, pulse, spec.rule, spec.stimulus))
    .map(asTheyCome(compiled, state, first));
  const wanted = fitSide(
    windowPoints(
      experiments.map((experiment) =>
        runRule(compiled, experiment, Float64Array.of(0, experiment.measuredFrom ?? 0, experiment.duration)),
      ),
      rule,
    ),
    direction,
  );
  if (wanted.tau === undefined) return undefined;
  const targets = targetsOf(compiled, state, wanted.tau, sign * wanted.amplitude);
  return {
    targets,
    experiments,
    evaluate: (recordings) => {
      const fit = fitSide(windowPoints(recordings, rule), direction);
      return targets.map(({ quantity }) =>
        quantity.endsWith('tau') ? (fit.tau ?? NaN) : sign * (fit.amplitude ?? NaN),
      );
    },
  };
}

/** From an event to the next in most trains, in time constants: 20 ms is met by 40 Hz at 1.25 and by 10 Hz at 5. */
const USUAL_INTERVAL = 2;

/**
 * A trace is trimmed on events as they come where it is judged: where a train is compared with the rule, on one that
 * finds the trace awake, because the first after silence adds a little less; else from rest.
 */
function asTheyCome(
  { spec, rule, dut }: CompiledSpec,
  state: TraceState,
  event: string,
): (experiment: Experiment) => Experiment {
  const cell = dut.design?.composition.instances.find(({ id }) => id === state.name)?.cell;
  const trains = spec.verify.some((check) => check.against === 'rule' && isTrain(stimulusOf(check, { spec, rule })));
  if (!trains || cell?.addsAlike !== true) return (experiment) => experiment;
  const { pulse } = spec.circuit;
  const since = Math.max(smallestInterval(pulse), Number((USUAL_INTERVAL * state.tau).toPrecision(6)));
  return (experiment) => woken(experiment, event, since);
}

function isTrain(stimulus: StimulusName | undefined): boolean {
  return TRAINS.some((train) => train === stimulus);
}

function pairDelays({ spec }: CompiledSpec, { tau }: TraceState, direction: 1 | -1): number[] {
  const swept = (spec.stimulus.window ? windowDelays(spec.stimulus.window) : []).filter(
    (dt) => Math.sign(dt) === direction,
  );
  if (swept.length < PAIR_DELAYS.length / 2) {
    const shortest = 3 * spec.circuit.pulse;
    return PAIR_DELAYS.map((delay) => direction * Math.max(shortest, Number((delay * tau).toPrecision(6))));
  }
  if (swept.length <= PAIRS_PER_SIDE) return swept;
  return Array.from(
    { length: PAIRS_PER_SIDE },
    (_, index) => swept[Math.round((index * (swept.length - 1)) / (PAIRS_PER_SIDE - 1))] ?? NaN,
  );
}

/** The trace's own answer to one of its events. A state that only other traces write has no such event. */
function responseProbe(compiled: CompiledSpec, state: TraceState): Probe | undefined {
  const { spec, rule, dut } = compiled;
  const feeder = rule.updates.find((update) => update.state === state.name && update.factors.length === 0);
  const input = dut.inputOf(state.name) ?? dut.events.find(({ event }) => event === feeder?.event);
  if (!feeder || !input) return undefined;
  const targets = targetsOf(compiled, state, state.tau, feeder.coefficient);
  return {
    targets,
    experiments: [impulseExperiment(spec.rule, spec.circuit.pulse, spec.stimulus, feeder.event)].map(
      asTheyCome(compiled, state, feeder.event),
    ),
    evaluate: ([recording]) => {
      const onset = recording && measuredEvents(recording.experiment, feeder.event)[0];
      if (recording === undefined || onset === undefined) return targets.map(() => NaN);
      const response = measureResponse(
        recording,
        state.name,
        pulseOnset(input, onset, spec.circuit.pulse),
        spec.circuit,
      );
      return targets.map(({ quantity }) => (quantity.endsWith('tau') ? (response.tau ?? NaN) : response.peak));
    },
  };
}

/** The references of a trace's instance that a trim may move. */
function targetsOf({ dut }: CompiledSpec, state: TraceState, tau: number, amplitude: number): TrimTarget[] {
  return dut.references.flatMap(({ net, instance, trims }) => {
    if (!trims || (instance !== state.name && !instance.startsWith(`${state.name}_`))) return [];
    const decay = trims.quantity === 'tau';
    return [
      {
        net,
        quantity: `${state.name} ${trims.quantity}`,
        unit: decay ? 's' : '1',
        slope: trims.slope,
        target: decay ? tau : amplitude,
      },
    ];
  });
}
