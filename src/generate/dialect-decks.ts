import { compile, type Toolchain } from '../compile.js';
import { writeDeck } from '../dialect/dialect.js';
import { dialectNames, findDialect } from '../dialect/registry.js';
import { loadSpec } from '../load-spec.js';
import { packagePath } from '../node/package-path.js';
import { circuitJob } from '../roads/roads.js';
import type { GeneratedFile } from './generated-file.js';
import { shownExperiment } from './rule-netlist.js';

/**
 * A trace, a pair rule, a rule with signed voltages and four events, and a group of synapses: together most of the
 * cells.
 */
const EXAMPLES = ['trace-20ms', 'stdp-additive', 'three-factor', 'normalisation'];

/** netlists/dialects/: examples as each of the other simulators reads them, with their model cards inside. */
export async function dialectDecks(tools: Toolchain): Promise<GeneratedFile[]> {
  const decks = await Promise.all(EXAMPLES.map((example) => decksOf(example, tools)));
  return decks.flat();
}

async function decksOf(example: string, tools: Toolchain): Promise<GeneratedFile[]> {
  const compiled = await compile(loadSpec(packagePath('examples', `${example}.yaml`)), tools);
  const { spec, dut, process, conditions } = compiled;
  const job = circuitJob(
    compiled,
    { dut, process, conditions, options: spec.simulation.options },
    shownExperiment(compiled, packagePath('examples')),
  );
  return dialectNames
    .filter((name) => name !== 'ngspice')
    .map((name) => {
      const dialect = findDialect(name);
      return { path: `netlists/dialects/${example}.${dialect.extension}`, text: writeDeck(job, dialect) };
    });
}
