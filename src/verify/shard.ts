import { benchOptions } from '../roads/roads.js';
import type { Toolchain } from '../compile.js';
import { failedRun } from '../units/run-failure.js';
import type { Bench } from '../netlist/testbench.js';
import type { Conditions } from '../process/conditions.js';
import type { SamplingSpec, Spec } from '../spec/types.js';
import { verifyConditions } from './conditions.js';
import type { Context, VerifyOptions } from './context.js';
import { noiseConditions, withoutNoiseChecks } from './noise/noise.js';
import { planVerification } from './plan.js';
import { sampleJob, trustedSamples } from './chips/sampling.js';
import { trimDesign } from '../trim/trim-design.js';

/** Shard `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Simulates a shard's part of a verification, and judges nothing: whoever has the results of all shards in one store
 * verifies from there, with the same result as without shards. Nominal circuits and samples are dealt out in turn.
 * Which samples a sequential test will not look at is not known here, so all of them are simulated. A trim is repeated
 * by every shard that needs it.
 *
 * @param before nominal circuits and samples of the specs before this one: dealing goes on where it stopped, so that
 *   many small specs are spread as evenly as one large
 * @returns the number of nominal circuits and samples that were its part, and of all of them
 * @throws UserError and DesignRefusal as verifySpec does
 */
export async function simulateShard(
  spec: Spec,
  tools: Toolchain,
  options: VerifyOptions,
  shard: Shard,
  before = 0,
): Promise<{ readonly mine: number; readonly all: number }> {
  const { context, grid, sampling, noise } = await planVerification(spec, tools, options);
  const mine = (place: number): boolean => (before + place) % shard.count === shard.index - 1;
  let units = 0;
  let place = 0;
  for (const conditions of grid) {
    const nominal = mine(place);
    place += 1;
    const samples = Array.from({ length: sampling?.samples ?? 0 }, (_, index) => index + 1).filter((index) =>
      mine(place + index - 1),
    );
    place += sampling?.samples ?? 0;
    units += Number(nominal) + samples.length;
    // What fails is told by the report; the store keeps the failure.
    const bench = nominal
      ? (await verifyConditions(conditions, { ...context, checks: withoutNoiseChecks(context.checks) })).bench
      : await benchUnder(conditions, context, tools);
    // Noise goes with its nominal circuit.
    if (bench && noise && nominal) await noiseConditions(bench, noise, context);
    if (bench && sampling && samples.length > 0) await simulateSamples(bench, sampling, samples, context);
  }
  return { mine: units, all: place };
}

async function simulateSamples(
  bench: Bench,
  sampling: SamplingSpec,
  samples: readonly number[],
  context: Context,
): Promise<void> {
  await trustedSamples(sampleJob(bench, sampling, context), samples, context);
}

/** The circuit to sample, trimmed where the spec trims; none when that failed. */
async function benchUnder(
  conditions: Conditions,
  { compiled, trimming }: Context,
  tools: Toolchain,
): Promise<Bench | undefined> {
  const bench: Bench = {
    dut: compiled.dut.under(conditions),
    process: compiled.process,
    conditions,
    options: benchOptions(compiled),
  };
  if (!trimming) return bench;
  try {
    return { ...bench, dut: (await trimDesign(compiled, bench, tools)).dut };
  } catch (error) {
    failedRun(error, tools.signal);
    return undefined;
  }
}
