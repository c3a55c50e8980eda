import { commentLine } from '../deck/comment.js';
import { compile, type CompiledSpec, type Toolchain } from '../compile.js';
import { analysisLine } from '../engine/analysis-line.js';
import { folderOf } from '../shelf/path.js';
import { loadSpec } from '../load-spec.js';
import type { Experiment } from '../stimulus/experiment.js';
import { circuitExperiments } from '../roads/experiments.js';
import { circuitJob } from '../roads/roads.js';

/**
 * The reference netlist of a shipped example: hierarchical circuit, testbench and analysis in one file that
 * `ngspice -b` runs as it is. Committed under netlists/rules and compared in CI, so that a change of any template,
 * equation or size shows as a diff. It includes the model cards by a path relative to netlists/rules.
 */
export async function exampleNetlist(specFile: string, tools: Toolchain): Promise<string> {
  const compiled = await compile(loadSpec(specFile), tools);
  return netlistText(compiled, folderOf(specFile));
}

function netlistText(compiled: CompiledSpec, folder: string): string {
  const { spec, dut, process, conditions } = compiled;
  const experiment = shownExperiment(compiled, folder);
  const bench = { dut, process, conditions, options: spec.simulation.options };
  const { circuit, analysis, vectors } = circuitJob(
    compiled,
    bench,
    experiment,
    `.include ../../models/${process.name}/${conditions.corner}.lib`,
  );
  const lines = [
    commentLine(circuit.title),
    circuit.text.trimEnd(),
    `.save ${vectors.join(' ')}`,
    analysisLine(analysis),
    `.print tran ${vectors.join(' ')}`,
    '.end',
    '',
  ];
  return lines.join('\n');
}

/**
 * What a committed netlist is put through. Spike trains show more than a single event; the impulse is always there.
 * @param folder of the spec
 */
export function shownExperiment(compiled: CompiledSpec, folder: string): Experiment {
  const experiments = circuitExperiments(compiled, { folder });
  const experiment =
    experiments.find(({ name }) => name === 'spikes') ??
    experiments.find(({ name }) => name === 'window') ??
    experiments[0];
  if (!experiment) throw new Error(`${compiled.spec.name} has no experiment`);
  return experiment;
}
