import type { CompiledSpec, Toolchain } from '../compile.js';
import type { Bench } from '../netlist/testbench.js';
import { conditionsText } from '../report/words.js';
import { trim, type TrimResult } from '../trim/trim.js';
import { runCircuit } from './roads.js';
import { trimPlan } from './trim-plan.js';

/** Corrects the biases of a design in closed loop, under the conditions of a bench. Throws SimulationError. */
export async function trimDesign(compiled: CompiledSpec, bench: Bench, tools: Toolchain): Promise<TrimResult> {
  const plan = trimPlan(compiled);
  return trim(bench.design, plan.targets, async (design) => {
    const runs = await Promise.all(
      plan.experiments.map((experiment) => runCircuit(compiled, { ...bench, design }, experiment, tools)),
    );
    return plan.evaluate(runs.map((run) => run.recording));
  });
}

/** What a report says of a trim that stopped short; nothing when it did not. */
export function trimWarnings({ converged }: TrimResult, conditions: Bench['conditions']): string[] {
  return converged ? [] : [`trim at ${conditionsText(conditions)} did not meet 0.2 %; the best biases found are used`];
}
