import type { CompiledSpec, Toolchain } from '../compile.js';
import type { Verdict, VerdictStatus } from '../compare/verdict.js';
import type { EngineInfo } from '../engine/simulator.js';
import type { Conditions } from '../process/conditions.js';
import { listedConditions } from '../spec/listed-conditions.js';
import { stimulusOf } from '../quantities/vocabulary.js';
import type { Check } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import type { Variant } from './numerics.js';
import { replayCommand } from './replay.js';
import type { CircuitRun } from '../roads/roads.js';

export interface VerifyOptions {
  /** Name of the spec's file as the user gave it; messages and replay commands use it. */
  readonly file: string;
  /** Folder that CSV stimuli are looked up in. */
  readonly folder: string;
  /** Restricts the run; everything when absent. */
  readonly only?: Selection;
  /** Overrides `simulation.trim`. */
  readonly trim?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called with every simulation of a nominal circuit and of a worst sample, to keep it as a run directory; `sample`
   * when it is one of the samples. Returns the command that runs it again from there.
   */
  readonly onRun?: (run: CircuitRun, conditions: Conditions, sample?: number) => string;
}

/** Part of a verification: what a replay command names. */
export interface Selection {
  /** Positions in the spec's `verify` list, from 1. */
  readonly checks?: readonly number[];
  readonly corners?: readonly string[];
  readonly temperatures?: readonly number[];
  readonly supplies?: readonly number[];
  /** This sample instead of the nominal circuit and all samples. */
  readonly sample?: number;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

/** What every part of one verification needs. */
export interface Context {
  readonly compiled: CompiledSpec;
  readonly tools: Toolchain;
  readonly engine: EngineInfo;
  readonly options: VerifyOptions;
  readonly checks: readonly Check[];
  readonly experiments: readonly Experiment[];
  readonly trimming: boolean;
  /** How every verdict is measured again; empty unless the spec or the command asks for it. */
  readonly variants: readonly Variant[];
  readonly step: (label: string) => void;
  /** So many of the planned steps will not be done. */
  readonly skip: (steps: number) => void;
}

/** A verdict with everything that follows from its check and conditions. */
export function verdictOf(
  check: Check,
  status: VerdictStatus,
  conditions: Conditions,
  context: Context,
  rest: Partial<Verdict>,
  sample = context.options.only?.sample,
): Verdict {
  const seed = context.compiled.spec.variations.sampling?.seed ?? 0;
  return {
    check,
    status,
    conditions,
    experiment: stimulusOf(check, context.compiled) ?? 'none',
    limit: check.max,
    ...rest,
    ...(sample === undefined ? {} : { sample: { seed, index: sample } }),
    replay: replayOf(check, conditions, context, sample),
  };
}

/** The command that runs one check again, of the nominal circuit or of one sample. */
export function replayOf(
  check: Check,
  conditions: Conditions,
  { compiled, engine, options }: Context,
  sample?: number,
): string {
  const { numerics } = compiled.spec.simulation;
  const { sampling } = compiled.spec.variations;
  const listed = listedConditions(compiled.spec.variations);
  const varies = (name: 'capacitor' | 'bias'): boolean => listed.some((conditions) => (conditions[name] ?? 0) !== 0);
  // A stratified sample is one of so many; --samples may have said another number than the spec.
  const samples = sample !== undefined && sampling && sampling.method !== 'random' ? sampling.samples : undefined;
  return replayCommand(options.file, compiled.spec.verify.indexOf(check) + 1, conditions, engine.option, {
    trim: options.trim,
    sample,
    samples,
    checkNumerics: numerics !== undefined,
    tolerances: { capacitor: varies('capacitor'), bias: varies('bias') },
  });
}
