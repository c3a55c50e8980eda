import { circuitOf, conditionGrid, type CompiledSpec, type Toolchain } from '../compile.js';
import type { Conditions } from '../process/conditions.js';
import { stimulusOf } from '../quantities/vocabulary.js';
import type { Check, NoiseSpec, SamplingSpec, Spec, StimulusName } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import { UserError } from '../units/user-error.js';
import { needsCalibration } from './model-road.js';
import type { Context, Selection, VerifyOptions } from './context.js';
import { circuitExperiments } from '../roads/experiments.js';
import { noiseChecks, noiseSimulations, requireTrapTransistors } from './noise/noise.js';
import { numericsVariants } from './numerics.js';
import { sampledChecks } from './chips/sampling.js';
import { chipVariation } from './chips/varied-circuit.js';

/** Everything that a verification will do. */
export interface Plan {
  readonly context: Context;
  readonly grid: readonly Conditions[];
  /** Absent where nothing is sampled. */
  readonly sampling?: SamplingSpec;
  /** Absent where no spread is read. */
  readonly noise?: NoiseSpec;
}

/**
 * Designs a spec and lists what there is to simulate.
 * @throws UserError and DesignRefusal when the spec cannot become a circuit, or there is nothing like what
 *   `options.only` names
 */
export async function planVerification(spec: Spec, tools: Toolchain, options: VerifyOptions): Promise<Plan> {
  const compiled = await circuitOf(spec, tools);
  const { sample } = options.only ?? {};
  const { sampling: drawn } = spec.variations;
  if (spec.variations.noise) requireTrapTransistors(compiled, spec.variations.noise);
  if (sample !== undefined) requireSample(sample, drawn);
  if (drawn) chipVariation(compiled, drawn);
  const checks = chosenChecks(spec, options.only);
  const grid = conditionGrid(spec, compiled.process).filter((conditions) => selected(conditions, options.only));
  if (grid.length === 0) throw nothing('no condition', spec);
  const experiments = neededExperiments(compiled, checks, options);
  const sampling = sample === undefined && sampledChecks(checks).length > 0 ? drawn : undefined;
  const noise = noiseChecks(checks).length > 0 ? spec.variations.noise : undefined;
  const trimming = options.trim ?? spec.simulation.trim;
  let done = 0;
  const ofSamples = sampling
    ? sampling.samples * neededExperiments(compiled, sampledChecks(checks), options).length
    : 0;
  const variants = spec.simulation.numerics ? await numericsVariants(tools) : [];
  const simulations =
    (1 + variants.length) * (experiments.length + ofSamples) +
    (noise ? noiseSimulations(checks, experiments, noise, compiled) : 0);
  let total = grid.length * (Number(trimming) + Number(needsCalibration(compiled, checks)) + simulations);
  const step = (label: string): void => options.onProgress?.({ done: ++done, total, label });
  const skip = (steps: number): void => void (total -= steps);
  const engine = await tools.simulator.info();
  const context: Context = { compiled, tools, engine, options, checks, experiments, trimming, variants, step, skip };
  return { context, grid, ...(sampling ? { sampling } : {}), ...(noise ? { noise } : {}) };
}

/** @throws UserError for a sample that the spec does not declare */
function requireSample(sample: number, drawn: SamplingSpec | undefined): void {
  if (!drawn)
    throw new UserError([
      {
        message: `sample ${sample}: the spec declares nothing to sample; add variations.mismatch or variations.spread`,
      },
    ]);
  if (drawn.method !== 'random' && sample > drawn.samples)
    throw new UserError([{ message: `sample ${sample}: there are ${drawn.samples} of this ${drawn.method} design` }]);
}

/** @throws UserError where the selection leaves none */
function chosenChecks(spec: Spec, only: Selection | undefined): readonly Check[] {
  const chosen = spec.verify.filter((_, index) => only?.checks?.includes(index + 1) ?? true);
  const checks = only?.sample === undefined ? chosen : sampledChecks(chosen);
  if (chosen.length === 0) throw nothing('no check', spec);
  if (checks.length === 0)
    throw new UserError([
      {
        message:
          `sample ${only?.sample ?? ''}: samples are judged against the rule only; the model is calibrated on the ` +
          `nominal circuit`,
      },
    ]);
  return checks;
}

/** A verification of nothing would pass. */
function nothing(what: string, { name }: Spec): UserError {
  return new UserError([{ message: `the selection leaves ${what} of "${name}"; take another one` }]);
}

function neededExperiments(compiled: CompiledSpec, checks: readonly Check[], { folder }: VerifyOptions): Experiment[] {
  const names = new Set<StimulusName | undefined>(checks.map((check) => stimulusOf(check, compiled)));
  // Whether a drawn circuit holds its weight, and what edges do to it, is asked before anything else.
  if (compiled.spec.dut) names.add('alone').add('rest');
  return circuitExperiments(compiled, { folder }, ({ name }) => names.has(name));
}

function selected({ corner, temperature, supply }: Conditions, only: Selection | undefined): boolean {
  const among = <T>(list: readonly T[] | undefined, value: T): boolean =>
    list === undefined || list.length === 0 || list.includes(value);
  return among(only?.corners, corner) && among(only?.temperatures, temperature) && among(only?.supplies, supply);
}
