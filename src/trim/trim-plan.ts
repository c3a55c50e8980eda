import type { CompiledSpec } from '../compile.js';
import type { Experiment } from '../stimulus/experiment.js';
import type { TrimTarget } from './trim.js';
import { probes } from './probes.js';
import type { Recording } from '../quantities/measuring/recording.js';

/** What to measure for a trim and which bias answers for it. */
export interface TrimPlan {
  readonly targets: readonly TrimTarget[];
  readonly experiments: readonly Experiment[];
  /** One number per target, from the recordings of the experiments in order. */
  evaluate(recordings: readonly Recording[]): readonly number[];
}

/** Every trace of the rule is trimmed by a probe of its own; one round simulates all of them. */
export function trimPlan(compiled: CompiledSpec): TrimPlan {
  const all = probes(compiled);
  return {
    targets: all.flatMap(({ targets }) => targets),
    experiments: all.flatMap(({ experiments }) => experiments),
    evaluate: (recordings) => {
      let taken = 0;
      return all.flatMap(({ experiments, evaluate }) => {
        const own = recordings.slice(taken, taken + experiments.length);
        taken += experiments.length;
        return evaluate(own);
      });
    },
  };
}
