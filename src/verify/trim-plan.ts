import type { CompiledSpec } from '../compile.js';
import { fitSide } from '../compare/window-fit.js';
import type { Design } from '../design/design.js';
import { singleFactor, traceStates, weightState, type TraceState } from '../rule/rule.js';
import { windowPoints as windowDelays } from '../spec/window.js';
import type { Spec } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import { impulseExperiment, pairExperiment } from '../stimulus/experiments.js';
import type { TrimTarget } from '../trim/trim.js';
import { compareQuantity, windowPoints } from './quantities.js';
import type { Recording } from './recording.js';

/** What to measure for a trim and which bias answers for it. */
export interface TrimPlan {
  readonly targets: readonly TrimTarget[];
  readonly experiments: readonly Experiment[];
  /** One number per target, from the recordings of the experiments in order. */
  evaluate(recordings: readonly Recording[]): readonly number[];
}

/** Delays, in units of tau, of the pairs on which one side of a window is trimmed when the spec sweeps none. */
const PAIR_DELAYS = [0.3, 0.6, 1, 1.5, 2, 3];
/** A window's own points are used, thinned to this many a side: a fit must be trimmed on what it will be judged on. */
const PAIRS_PER_SIDE = 8;

/** Trims every trace through what the rule does with it: a trace alone by its impulse response, in STDP by its side of the window. */
export function trimPlan(compiled: CompiledSpec): TrimPlan {
  return weightState(compiled.rule) ? windowPlan(compiled) : impulsePlan(compiled);
}

function impulsePlan(compiled: CompiledSpec): TrimPlan {
  const { spec, rule } = compiled;
  const [state] = traceStates(rule);
  const amplitude = rule.updates[0]?.coefficient ?? NaN;
  const targets = state ? targetsOf(compiled.design, state, amplitude) : [];
  return {
    targets,
    experiments: [impulseExperiment(spec.rule, spec.circuit.pulse, spec.stimulus)],
    evaluate: (recordings) =>
      targets.map(({ quantity }) => compareQuantity(quantity.endsWith('tau') ? 'tau' : 'peak', 'rule', recordings, [], spec, rule).value ?? NaN),
  };
}

/** One side of a learning window: the trace it reads, +1 for post after pre, and its size. */
interface Side {
  readonly state: TraceState;
  readonly direction: 1 | -1;
  readonly amplitude: number;
}

function windowPlan(compiled: CompiledSpec): TrimPlan {
  const { spec, rule } = compiled;
  const sides = traceStates(rule).flatMap((state): Side[] => {
    const reader = rule.updates.find((update) => singleFactor(update) === state.name);
    return reader ? [{ state, direction: reader.event === 'post' ? 1 : -1, amplitude: Math.abs(reader.coefficient) }] : [];
  });
  const experiments = sides.flatMap(({ state, direction }) => pairDelays(spec, state, direction).map((dt) => pairExperiment(dt, spec.circuit.pulse, spec.rule, spec.stimulus)));
  return {
    targets: sides.flatMap(({ state, amplitude }) => targetsOf(compiled.design, state, amplitude)),
    experiments,
    evaluate: (recordings) => {
      const points = windowPoints(recordings, rule);
      return sides.flatMap(({ state, direction, amplitude }) => {
        const fit = fitSide(points, direction);
        return targetsOf(compiled.design, state, amplitude).map(({ quantity }) =>
          fit ? (quantity.endsWith('tau') ? fit.tau : fit.amplitude * direction) : NaN,
        );
      });
    },
  };
}

function pairDelays(spec: Spec, state: TraceState, direction: 1 | -1): number[] {
  const swept = (spec.stimulus.window ? windowDelays(spec.stimulus.window) : []).filter((dt) => Math.sign(dt) === direction);
  if (swept.length < PAIR_DELAYS.length / 2) {
    const shortest = 3 * spec.circuit.pulse;
    return PAIR_DELAYS.map((delay) => direction * Math.max(shortest, Number((delay * state.tau).toPrecision(6))));
  }
  if (swept.length <= PAIRS_PER_SIDE) return swept;
  return Array.from({ length: PAIRS_PER_SIDE }, (_, index) => swept[Math.round((index * (swept.length - 1)) / (PAIRS_PER_SIDE - 1))] ?? NaN);
}

/** The reference currents of a trace's instance that a trim may move. */
function targetsOf(design: Design, state: TraceState, amplitude: number): TrimTarget[] {
  return design.references.flatMap(({ net, instance, trims }) => {
    if (!trims || (instance !== state.name && !instance.startsWith(`${state.name}_`))) return [];
    const tau = trims.quantity === 'tau';
    return [{ net, quantity: `${state.name} ${trims.quantity}`, unit: tau ? 's' : '1', slope: trims.slope, target: tau ? state.tau : amplitude }];
  });
}
