import type { Spec } from '../../spec/types.js';
import type { Process } from '../../process/process.js';
import { UserError } from '../../units/user-error.js';
import { supply, temperature, timeout, wholeNumber } from '../options.js';

/** Share of its limit by which a result may move under `--check-numerics`; a spec may say another. */
const NUMERICS_TOLERANCE = 0.1;

/** What the command line changes in every spec. */
export interface Overrides {
  readonly checks: readonly number[];
  readonly corners: readonly string[];
  readonly temperatures: readonly number[];
  readonly supplies: readonly number[];
  readonly timeout?: number;
  readonly sample?: number;
  readonly samples?: number;
  readonly checkNumerics?: boolean;
}

export interface OverrideArguments {
  readonly check: readonly string[] | undefined;
  readonly corner: readonly string[] | undefined;
  readonly temperature: readonly string[] | undefined;
  readonly supply: readonly string[] | undefined;
  readonly timeout: string | undefined;
  readonly sample?: string | undefined;
  readonly samples?: string | undefined;
  readonly checkNumerics?: boolean | undefined;
}

/** Reads the options; throws UserError for words that are no numbers. Doubles count once. */
export function readOverrides(args: OverrideArguments): Overrides {
  const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
  const limit = timeout(args.timeout);
  const sample = wholeNumber('sample', args.sample);
  const samples = wholeNumber('samples', args.samples);
  return {
    checks: unique((args.check ?? []).map((value) => wholeNumber('check', value) ?? NaN)),
    corners: unique(args.corner ?? []),
    temperatures: unique((args.temperature ?? []).map(temperature)),
    supplies: unique((args.supply ?? []).map(supply)),
    ...(limit === undefined ? {} : { timeout: limit }),
    ...(sample === undefined ? {} : { sample }),
    ...(samples === undefined ? {} : { samples }),
    ...(args.checkNumerics === true ? { checkNumerics: true } : {}),
  };
}

/** The spec under the conditions of the command line. What it is designed for stays what the spec says. */
export function overridden(spec: Spec, { corners, temperatures, supplies, timeout: limit, checkNumerics = false, samples }: Overrides): Spec {
  const or = <T>(given: readonly T[], own: readonly T[]): readonly T[] => (given.length > 0 ? given : own);
  const { variations, simulation } = spec;
  if (samples !== undefined && !variations.mismatch) throw new UserError([{ message: `--samples ${samples}: the spec declares no mismatch; add variations.mismatch` }]);
  return {
    ...spec,
    variations: { ...variations, corners: or(corners, variations.corners), temperatures: or(temperatures, variations.temperatures), supplies: or(supplies, variations.supplies), ...(variations.mismatch && samples !== undefined ? { mismatch: { ...variations.mismatch, samples } } : {}) },
    simulation: { ...simulation, timeout: limit ?? simulation.timeout, ...(checkNumerics && !simulation.numerics ? { numerics: { tolerance: NUMERICS_TOLERANCE } } : {}) },
  };
}

/** Throws UserError when a wanted check does not exist. */
export function requireChecks(spec: Spec, { checks }: Overrides): void {
  const beyond = checks.find((check) => check > spec.verify.length);
  if (beyond === undefined) return;
  const count = spec.verify.length;
  throw new UserError([{ message: `--check ${beyond}: the spec has ${count === 1 ? 'one check' : `the checks 1 to ${count}`}` }]);
}

/** Throws UserError for a condition outside the range in which the process's cards are trusted: numbers from there mean nothing. */
export function requireTrusted(process: Process, conditions: readonly { readonly temperature: number; readonly supply: number }[]): void {
  const cold = conditions.find(({ temperature: celsius }) => celsius < process.temperature.min || celsius > process.temperature.max);
  if (cold) throw new UserError([{ message: `${cold.temperature} C is outside the ${process.temperature.min} to ${process.temperature.max} C in which the cards of ${process.name} are trusted; choose a temperature inside` }]);
  const slack = 1e-9;
  const wrong = conditions.find(({ supply: volts }) => volts < process.supply.min - slack || volts > process.supply.max + slack);
  if (wrong) throw new UserError([{ message: `a supply of ${wrong.supply} V is outside the ${process.supply.min} to ${process.supply.max} V of ${process.name}; choose a supply inside` }]);
}
