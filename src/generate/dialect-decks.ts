import { compile, type Toolchain } from '../compile.js';
import { writeDeck } from '../dialect/dialect.js';
import { dialectNames, findDialect } from '../dialect/registry.js';
import { loadSpec } from '../spec/load.js';
import { impulseExperiment } from '../stimulus/experiments.js';
import { packagePath } from '../units/package-path.js';
import { circuitJob } from '../verify/roads.js';
import type { GeneratedFile } from './netlists.js';

const EXAMPLE = 'trace-20ms';

/** netlists/dialects/: one example as each of the other simulators reads it, with its model cards inside. */
export async function dialectDecks(tools: Toolchain): Promise<GeneratedFile[]> {
  const compiled = await compile(loadSpec(packagePath('examples', `${EXAMPLE}.yaml`)), tools);
  const { spec, design, process, conditions } = compiled;
  const job = circuitJob(compiled, { design, process, conditions, options: spec.simulation.options }, impulseExperiment(spec.rule, spec.circuit.pulse));
  return dialectNames
    .filter((name) => name !== 'ngspice')
    .map((name) => {
      const dialect = findDialect(name);
      return { path: `netlists/dialects/${EXAMPLE}.${dialect.extension}`, text: writeDeck(job, dialect) };
    });
}
