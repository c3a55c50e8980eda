import { quantityVocabulary } from '../../quantities/vocabulary.js';
import { MOST_CONDITIONS } from '../../spec/limits.js';
import { listedConditions } from '../../spec/listed-conditions.js';
import { conditionCount, sizeProblems } from '../../spec/sizes.js';
import type { Spec, SpreadSpec, VariationsSpec } from '../../spec/types.js';
import type { Process } from '../../process/process.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError } from '../../units/user-error.js';
import { relativeError, supply, temperature, timeout, wholeNumber } from '../options.js';
import type { VerifyArguments } from './verify-options.js';

/** Share of its limit by which a result may move under `--check-numerics`; a spec may say another. */
const NUMERICS_TOLERANCE = 0.1;

/** What the command line changes in every spec. */
export interface Overrides {
  readonly checks: readonly number[];
  readonly corners: readonly string[];
  readonly temperatures: readonly number[];
  readonly supplies: readonly number[];
  readonly capacitors: readonly number[];
  readonly biases: readonly number[];
  /** Of a drawn circuit. */
  readonly netlists: readonly string[];
  readonly timeout?: number;
  readonly sample?: number;
  readonly samples?: number;
  readonly checkNumerics?: boolean;
  readonly trim?: boolean;
}

/** Reads the options; throws UserError for words that are no numbers. Doubles count once. */
export function readOverrides(args: Partial<VerifyArguments>): Overrides {
  const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
  const limit = timeout(args.timeout);
  const sample = wholeNumber('sample', args.sample);
  const samples = wholeNumber('samples', args.samples);
  return {
    checks: unique((args.check ?? []).map((value) => wholeNumber('check', value) ?? NaN)),
    corners: unique(args.corner ?? []),
    temperatures: unique((args.temperature ?? []).map(temperature)),
    supplies: unique((args.supply ?? []).map(supply)),
    capacitors: unique((args.capacitor ?? []).map((value) => relativeError('capacitor', value))),
    biases: unique((args.bias ?? []).map((value) => relativeError('bias', value))),
    netlists: unique(args.netlist ?? []),
    ...(limit === undefined ? {} : { timeout: limit }),
    ...(sample === undefined ? {} : { sample }),
    ...(samples === undefined ? {} : { samples }),
    ...(args.checkNumerics === true ? { checkNumerics: true } : {}),
    ...(args.trim === undefined ? {} : { trim: args.trim }),
  };
}

/** The spec under the conditions of the command line. What it is designed for stays what the spec says. */
export function overridden(spec: Spec, overrides: Overrides): Spec {
  const { timeout: limit, checkNumerics = false, samples } = overrides;
  const { variations, simulation } = spec;
  const { sampling } = variations;
  if (samples !== undefined && !sampling)
    throw new UserError([
      {
        message:
          `--samples ${samples}: the spec declares nothing to sample; add variations.mismatch or ` +
          `variations.spread`,
      },
    ]);
  if (
    samples !== undefined &&
    sampling &&
    (samples % sampling.replicates !== 0 || samples < (sampling.method === 'random' ? 1 : 2 * sampling.replicates))
  )
    throw new UserError([
      {
        message:
          `--samples ${samples}: they are dealt to ${sampling.replicates} replicates of at least two each; ` +
          `take a multiple of ${sampling.replicates}`,
      },
    ]);
  return {
    ...spec,
    ...chosenNetlists(spec, overrides),
    variations: {
      ...variations,
      ...elsewhere(variations, overrides),
      ...(sampling && samples !== undefined ? { sampling: { ...sampling, samples } } : {}),
    },
    simulation: {
      ...simulation,
      timeout: limit ?? simulation.timeout,
      ...(checkNumerics && !simulation.numerics ? { numerics: { tolerance: NUMERICS_TOLERANCE } } : {}),
    },
  };
}

/** The netlists of a drawn circuit that the command line names. @throws UserError where there is none of that name */
function chosenNetlists({ dut }: Spec, { netlists }: Overrides): Pick<Spec, 'dut'> | undefined {
  if (netlists.length === 0) return undefined;
  const known = dut?.netlists.flatMap(({ name }) => name ?? []) ?? [];
  const unknown = netlists.find((name) => !known.includes(name));
  if (!dut || unknown !== undefined) {
    const there = known.length === 0 ? 'the spec names none' : `there are ${known.join(', ')}`;
    throw new UserError([
      { message: `--netlist ${unknown ?? netlists[0]}: ${there}${didYouMean(unknown ?? '', known)}` },
    ]);
  }
  return {
    dut: { ...dut, netlists: dut.netlists.filter(({ name }) => name !== undefined && netlists.includes(name)) },
  };
}

/** Throws UserError where the command line makes more of a spec than it says itself. */
export function requireSize(spec: Spec): void {
  const [excess] = sizeProblems(spec, quantityVocabulary);
  if (excess) throw new UserError([{ path: excess.path, message: excess.message }]);
}

/** The conditions of the command line in the place of the spec's: in every combination, and in every item of a list. */
function elsewhere(
  variations: VariationsSpec,
  { corners, temperatures, supplies, capacitors, biases }: Overrides,
): Partial<VariationsSpec> {
  const given = { corners, temperatures, supplies, capacitors, biases };
  if (Object.values(given).every((values) => values.length === 0)) return {};
  const count = conditionCount({ ...given, grid: 'full' }) * (isGrid(variations) ? 1 : conditionCount(variations));
  if (count > MOST_CONDITIONS)
    throw new UserError([
      {
        message:
          `the options of the command line and the spec multiply to ${count} conditions, expected at most ` +
          `${MOST_CONDITIONS}; give fewer`,
      },
    ]);
  if (isGrid(variations)) return Object.fromEntries(Object.entries(given).filter(([, values]) => values.length > 0));
  const wanted = listedConditions({ ...given, grid: 'full' });
  return {
    list: listedConditions(variations).flatMap((conditions) => wanted.map((one) => ({ ...conditions, ...one }))),
  };
}

/** Every combination of lists, which the command line replaces one by one. */
function isGrid({ grid, list }: VariationsSpec): boolean {
  return grid === 'full' && !list;
}

/** Throws UserError for what nobody can change in a circuit that was drawn elsewhere. */
export function requireOfDrawn({ capacitors, biases, trim = false }: Overrides): void {
  const asked = [
    ...(trim ? ['--trim'] : []),
    ...(capacitors.length > 0 ? ['--capacitor'] : []),
    ...(biases.length > 0 ? ['--bias'] : []),
  ];
  if (asked.length === 0) return;
  throw new UserError([
    {
      path: ['dut'],
      message: `${asked.join(', ')}: changes what rulespice sized, and this circuit was drawn elsewhere; leave it out`,
    },
  ]);
}

/** Throws UserError when a wanted check does not exist. */
export function requireChecks(spec: Spec, { checks }: Overrides): void {
  const beyond = checks.find((check) => check > spec.verify.length);
  if (beyond === undefined) return;
  const count = spec.verify.length;
  throw new UserError([
    { message: `--check ${beyond}: the spec has ${count === 1 ? 'one check' : `the checks 1 to ${count}`}` },
  ]);
}

/**
 * Throws UserError for a condition outside the range in which the process's cards are trusted: numbers from there mean
 * nothing.
 * @param spread what the samples add to each condition, at most
 */
export function requireTrusted(
  process: Process,
  conditions: readonly { readonly temperature: number; readonly supply: number }[],
  spread: SpreadSpec = {},
): void {
  const margin = { temperature: spread.temperature?.size ?? 0, supply: spread.supply?.size ?? 0 };
  const widened = (size: number, unit: string): string => (size > 0 ? ` with its spread of ${size} ${unit}` : '');
  const cold = conditions.find(
    ({ temperature: celsius }) =>
      celsius - margin.temperature < process.temperature.min || celsius + margin.temperature > process.temperature.max,
  );
  if (cold)
    throw new UserError([
      {
        message:
          `${cold.temperature} C${widened(margin.temperature, 'C')} is outside the ` +
          `${process.temperature.min} to ${process.temperature.max} C in which the cards of ${process.name} ` +
          `are trusted; choose a temperature inside`,
      },
    ]);
  const slack = 1e-9;
  const wrong = conditions.find(
    ({ supply: volts }) =>
      volts - margin.supply < process.supply.min - slack || volts + margin.supply > process.supply.max + slack,
  );
  if (wrong)
    throw new UserError([
      {
        message:
          `a supply of ${wrong.supply} V${widened(margin.supply, 'V')} is outside the ${process.supply.min} ` +
          `to ${process.supply.max} V of ${process.name}; choose a supply inside`,
      },
    ]);
}
