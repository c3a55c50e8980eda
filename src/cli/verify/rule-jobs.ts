import { dirname } from 'node:path';
import { circuitOf, conditionGrid, drawn, nominalConditions, type Toolchain } from '../../compile.js';
import { elaborate } from '../../compose/elaborate.js';
import { vocabulary } from '../../compose/vocabulary.js';
import { loadSpec } from '../../load-spec.js';
import { otherEngine } from '../../node/engine/registry.js';
import { loadProcess } from '../../process/load.js';
import { expandRule } from '../../rule/presets.js';
import { expandExperiments } from '../../stimulus/experiments.js';
import type { Spec } from '../../spec/types.js';
import { failedRun } from '../../units/run-failure.js';
import { chipVariation } from '../../verify/chips/varied-circuit.js';
import type { VerifyOptions } from '../../verify/context.js';
import { collectProblems, type NamedSpec } from '../inputs.js';
import type { VerifyArguments } from './arguments.js';
import type { Crashes } from './crashes.js';
import {
  overridden,
  readOverrides,
  requireChecks,
  requireOfDrawn,
  requireSize,
  requireTrusted,
  type Overrides,
} from './overrides.js';

/** Specs of learning rules that are ready to be simulated. */
export interface RuleJobs {
  /** Those on which rulespice did not fail. */
  readonly jobs: readonly NamedSpec[];
  readonly overrides: Overrides;
  /** Name of the engine that numerics are checked with. */
  readonly second: string | undefined;
}

/** Reads every spec and finds what is wrong with it without a simulator. @throws UserError with all of it */
export async function readRules(files: readonly string[], args: VerifyArguments, crashes: Crashes): Promise<RuleJobs> {
  const overrides = readOverrides(args);
  const names = vocabulary();
  const load = (file: string): Promise<NamedSpec | undefined> =>
    crashes.spare(file, () => ({ file, spec: loadSpec(file, names) }));
  const specs = present(await collectProblems(files, load, (file) => file));
  const spared = (named: NamedSpec): Promise<NamedSpec | undefined> =>
    crashes.spare(named.file, () => prepare(named, overrides));
  const jobs = present(await collectProblems(specs, spared, ({ file }) => file));
  const second = jobs.some(({ spec }) => spec.simulation.numerics)
    ? (args.secondEngine ?? otherEngine(args.engine))
    : undefined;
  return { jobs, overrides, second };
}

function present<Item>(items: readonly (Item | undefined)[]): Item[] {
  return items.filter((item) => item !== undefined);
}

/** Everything about a spec that is known to be wrong without a simulator. */
function prepare({ file, spec }: NamedSpec, overrides: Overrides): NamedSpec {
  const wanted: Spec = overridden(spec, overrides);
  if (wanted.dut) requireOfDrawn(overrides);
  requireChecks(spec, overrides);
  requireSize(wanted);
  const process = loadProcess(wanted.process);
  requireTrusted(
    process,
    [nominalConditions(wanted, process), ...conditionGrid(wanted, process)],
    wanted.variations.sampling?.spread,
  );
  if (wanted.dut) drawn(wanted, wanted.dut);
  else
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
  const failures = new Map<string, string>();
  const design = async ({ file, spec }: NamedSpec): Promise<void> => {
    try {
      const circuit = await circuitOf(spec, tools);
      const { sampling } = spec.variations;
      if (sampling) chipVariation(circuit, sampling);
    } catch (error) {
      const { kind, message } = failedRun(error, tools.signal);
      failures.set(file, `the process could not be characterised (${kind}): ${message}`);
    }
  };
  await collectProblems(
    jobs,
    (job) => crashes.spare(job.file, () => design(job)),
    ({ file }) => file,
  );
  return failures;
}

/** What of a spec is verified, and how. */
export function verifyOptions(file: string, { trim }: VerifyArguments, { checks, sample }: Overrides): VerifyOptions {
  return {
    file,
    folder: dirname(file),
    only: { ...(checks.length > 0 ? { checks } : {}), ...(sample === undefined ? {} : { sample }) },
    ...(trim === undefined ? {} : { trim }),
  };
}
