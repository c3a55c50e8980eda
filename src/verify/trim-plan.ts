import type { CompiledSpec } from '../compile.js';
import { fitSide } from '../compare/window-fit.js';
import type { Design } from '../design/design.js';
import { traceStates, weightState, type TraceState } from '../rule/rule.js';
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

/** Delays, in units of tau, of the pairs on which one side of a window is trimmed. */
const PAIR_DELAYS = [0.3, 0.7, 1.2, 2];

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
    experiments: [impulseExperiment(spec.rule, spec.circuit.pulse)],
    evaluate: (recordings) =>
      targets.map(({ quantity }) => compareQuantity(quantity.endsWith('tau') ? 'tau' : 'peak', 'rule', recordings, [], spec, rule).value ?? NaN),
  };
}

function windowPlan(compiled: CompiledSpec): TrimPlan {
  const { spec, rule } = compiled;
  const sides = traceStates(rule).flatMap((state) => {
    const reader = rule.updates.find(({ factors }) => factors.length === 1 && factors[0] === state.name);
    return reader ? [{ state, direction: (reader.event === 'post' ? 1 : -1) as 1 | -1, amplitude: Math.abs(reader.coefficient) }] : [];
  });
  const shortest = 3 * spec.circuit.pulse;
  const experiments = sides.flatMap(({ state, direction }) =>
    PAIR_DELAYS.map((delay) => pairExperiment(direction * Math.max(shortest, Number((delay * state.tau).toPrecision(6))), spec.circuit.pulse)),
  );
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

/** The reference currents of a trace's instance that a trim may move. */
function targetsOf(design: Design, state: TraceState, amplitude: number): TrimTarget[] {
  return design.references.flatMap(({ net, instance, trims }) => {
    if (!trims || (instance !== state.name && !instance.startsWith(`${state.name}_`))) return [];
    const tau = trims.quantity === 'tau';
    return [{ net, quantity: `${state.name} ${trims.quantity}`, unit: tau ? 's' : '1', slope: trims.slope, target: tau ? state.tau : amplitude }];
  });
}
