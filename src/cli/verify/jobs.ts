import { dirname } from 'node:path';
import type { Toolchain } from '../../compile.js';
import type { Spec } from '../../spec/types.js';
import { collectProblems, expandFiles, type NamedSpec } from '../inputs.js';
import type { EngineArguments } from '../toolchain.js';
import type { Crashes } from './crashes.js';
import { checkOutputs, type OutputArguments } from './outputs.js';
import {
  overridden,
  readOverrides,
  requireChecks,
  requireTrusted,
  type OverrideArguments,
  type Overrides,
} from './overrides.js';

/* What is done with specs before anything is simulated: all that is wrong with them is found here. */

type JobArguments = Pick<EngineArguments, 'engine'> &
  OverrideArguments &
  OutputArguments & { readonly files: readonly string[]; readonly secondEngine?: string | undefined };

/** The files that were asked for, and the specs in them on which rulespice did not fail. */
export async function readJobs(
  args: JobArguments,
  crashes: Crashes,
): Promise<{
  readonly files: readonly string[];
  readonly jobs: readonly NamedSpec[];
  readonly overrides: Overrides;
  readonly second: string | undefined;
}> {
  const overrides = readOverrides(args);
  await checkOutputs(args);
  const files = await expandFiles(args.files);
  const [{ loadSpec }, { vocabulary }] = await Promise.all([
    import('../../spec/load.js'),
    import('../../compose/vocabulary.js'),
  ]);
  const names = vocabulary();
  const load = (file: string): Promise<NamedSpec | undefined> =>
    crashes.spare(file, () => ({ file, spec: loadSpec(file, names) }));
  const specs = present(await collectProblems(files, load, (file) => file));
  const spared = (named: NamedSpec): Promise<NamedSpec | undefined> =>
    crashes.spare(named.file, () => prepare(named, overrides));
  const jobs = present(await collectProblems(specs, spared, ({ file }) => file));
  const { otherEngine } = await import('../../engine/registry.js');
  const second = jobs.some(({ spec }) => spec.simulation.numerics)
    ? (args.secondEngine ?? otherEngine(args.engine))
    : undefined;
  return { files, jobs, overrides, second };
}

function present<Item>(items: readonly (Item | undefined)[]): Item[] {
  return items.filter((item) => item !== undefined);
}

/** Everything about a spec that is known to be wrong without a simulator. */
async function prepare({ file, spec }: NamedSpec, overrides: Overrides): Promise<NamedSpec> {
  const [{ conditionGrid, nominalConditions }, { loadProcess }, { expandRule }, { elaborate }, { expandExperiments }] =
    await Promise.all([
      import('../../compile.js'),
      import('../../process/load.js'),
      import('../../rule/presets.js'),
      import('../../compose/elaborate.js'),
      import('../../stimulus/experiments.js'),
    ]);
  const wanted: Spec = overridden(spec, overrides);
  requireChecks(spec, overrides);
  const process = loadProcess(wanted.process);
  requireTrusted(
    process,
    [nominalConditions(wanted, process), ...conditionGrid(wanted, process)],
    wanted.variations.sampling?.spread,
  );
  elaborate(wanted.name, expandRule(wanted.rule), {
    circuit: wanted.circuit,
    process,
    temperature: wanted.process.temperature,
  });
  expandExperiments(wanted, { folder: dirname(file) });
  return { file, spec: wanted };
}

/**
 * Designs every spec, so that all refusals are told before the first long simulation. Only a characterisation can fail
 * to simulate here; such a spec becomes an error in the report.
 */
export async function designAll(
  jobs: readonly NamedSpec[],
  tools: Toolchain,
  crashes: Crashes,
): Promise<Map<string, string>> {
  const [{ compile }, { SimulationError }] = await Promise.all([
    import('../../compile.js'),
    import('../../engine/errors.js'),
  ]);
  const failures = new Map<string, string>();
  const design = async ({ file, spec }: NamedSpec): Promise<void> => {
    try {
      await compile(spec, tools);
    } catch (error) {
      if (!(error instanceof SimulationError) || tools.signal?.aborted) throw error;
      failures.set(file, `the process could not be characterised (${error.kind}): ${error.message}`);
    }
  };
  await collectProblems(
    jobs,
    (job) => crashes.spare(job.file, () => design(job)),
    ({ file }) => file,
  );
  return failures;
}
