import type { CompiledSpec, Toolchain } from '../compile.js';
import type { Dut } from '../netlist/dut.js';
import type { Bench } from '../netlist/testbench.js';
import { conditionsText } from '../report/words.js';
import type { Check } from '../spec/types.js';
import { readsBiases } from '../quantities/vocabulary.js';
import { TRIM_TOLERANCE, trim, type TrimResult } from './trim.js';
import { formatPercent } from '../units/format.js';
import { runCircuit } from '../roads/roads.js';
import { trimPlan } from './trim-plan.js';

/** Corrects the biases of a circuit in closed loop, under the conditions of a bench. Throws SimulationError. */
export async function trimDesign(compiled: CompiledSpec, bench: Bench, tools: Toolchain): Promise<TrimResult> {
  const plan = trimPlan(compiled);
  const measured = async (dut: Dut): Promise<readonly number[]> => {
    const runs = await Promise.all(
      plan.experiments.map((experiment) => runCircuit(compiled, { ...bench, dut }, experiment, tools)),
    );
    return plan.evaluate(runs.map((run) => run.recording));
  };
  return trim(bench.dut, plan.targets, measured, trimTolerance(compiled.spec.verify));
}

/** Share of a limit that a trim may leave of what it corrects. */
const LEFT = 0.25;

/** How near a trim must come: finer than usual where a check of what it corrects is finer. */
export function trimTolerance(checks: readonly Check[]): number {
  const limits = checks
    .filter((check) => check.against === 'rule' && check.metric === 'relative-error' && !readsBiases(check))
    .map(({ max }) => LEFT * max);
  return Math.min(TRIM_TOLERANCE, ...limits);
}

/** What a report says of a trim that stopped short; nothing when it did not. */
export function trimWarnings({ converged, error, tolerance }: TrimResult, conditions: Bench['conditions']): string[] {
  if (converged) return [];
  const reached = Number.isFinite(error) ? ` (${formatPercent(error)} was reached)` : '';
  return [
    `trim at ${conditionsText(conditions)} did not meet ${formatPercent(tolerance)}${reached}; the best biases ` +
      `found are used`,
  ];
}
