import type { Alteration } from '../engine/simulator.js';
import { handlesOf } from '../process/process.js';
import type { Distribution, Pelgrom, SpreadSpec, ToleranceSpec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import { deviate, logDeviate, logStandardDeviation, standardDeviation } from './distribution.js';
import type { PlacedTransistor } from './placed-transistor.js';
import type { Draws } from './sample-draws.js';

/** A capacitor or a reference current of a circuit. */
export interface PlacedValue {
  /** What people and reports call it: instance of the composition, and its name in the cell. */
  readonly instance: string;
  readonly device: string;
  /** Full hierarchical name of the element, `xdut.xsynapse.xtrace_x.csyn`. */
  readonly path: string;
  /** Name that its random numbers belong to; the path when absent. */
  readonly draws?: string;
  /** Farads or amperes. */
  readonly value: number;
}

/** Everything of a circuit that may differ from chip to chip. */
export interface VariedCircuit {
  readonly transistors: readonly PlacedTransistor[];
  readonly capacitors: readonly PlacedValue[];
  readonly references: readonly PlacedValue[];
}

/**
 * What varies: |Vth| (V) and ln beta of transistors, ln C, ln of a reference current, and the conditions (V, degrees
 * Celsius).
 */
export const FACTOR_PARAMETERS = ['threshold', 'beta', 'capacitance', 'current', 'supply', 'temperature'] as const;

export type FactorParameter = (typeof FACTOR_PARAMETERS)[number];

/** One thing that varies: a parameter of one device, or of all devices of a kind on a chip (instance `chip`). */
export interface Factor {
  readonly instance: string;
  readonly device: string;
  readonly parameter: FactorParameter;
  /** Standard deviation of its values. */
  readonly sigma: number;
  /** Paths of the elements that it moves; none for a condition. */
  readonly moves: readonly string[];
  /** Correlation coefficient with the factor before it; 0 when absent. */
  readonly correlation?: number;
}

/** The factors of a circuit in the order of their draws. The values of a chip stand in the same order. */
export interface Variation {
  readonly factors: readonly Factor[];
  draw(this: void, draws: Draws): Float64Array;
}

/** Factors that are drawn together. */
interface Part {
  readonly factors: readonly Factor[];
  draw(draws: Draws): readonly number[];
}

const CHIP = 'chip';

/**
 * What a spread makes vary in a circuit. What a chip has in common comes first, where a Sobol sequence is most even.
 *
 * - mismatch: normal, A / sqrt(WL) for one transistor (Pelgrom et al., IEEE J. Solid-State Circuits 24, 1433 (1989))
 * - process: normal, the same change in every transistor of a polarity
 * - capacitor, bias: a factor on the value; the product of what all have in common and of each one's own
 */
export function variationOf(circuit: VariedCircuit, spread: SpreadSpec): Variation {
  const parts: Part[] = [
    ...processParts(circuit.transistors, spread.process),
    ...toleranceOfAll(circuit.capacitors, 'capacitors', 'capacitance', spread.capacitor),
    ...toleranceOfAll(circuit.references, 'references', 'current', spread.bias),
    ...conditionPart('supply', spread.supply),
    ...conditionPart('temperature', spread.temperature),
    ...mismatchParts(circuit.transistors, spread.mismatch),
    ...toleranceOfEach(circuit.capacitors, 'capacitance', spread.capacitor),
    ...toleranceOfEach(circuit.references, 'current', spread.bias),
  ];
  return {
    factors: parts.flatMap(({ factors }) => factors),
    draw: (draws) => Float64Array.from(parts.flatMap((part) => part.draw(draws))),
  };
}

/**
 * The values of one chip as changes of the loaded circuit. What is added to a threshold counts in the sign of Vth,
 * which is negative in a pFET.
 */
export function alterationsOf(
  { transistors, capacitors, references }: VariedCircuit,
  { factors }: Pick<Variation, 'factors'>,
  values: ArrayLike<number>,
): Alteration[] {
  const sums = new Map<string, number>();
  factors.forEach(({ parameter, moves }, index) => {
    for (const path of moves)
      sums.set(`${parameter} ${path}`, (sums.get(`${parameter} ${path}`) ?? 0) + (values[index] ?? NaN));
  });
  const changed = (parameter: FactorParameter, path: string, change: (sum: number) => Alteration): Alteration[] => {
    const sum = sums.get(`${parameter} ${path}`);
    return sum === undefined ? [] : [change(sum)];
  };
  return [
    ...transistors.flatMap((transistor) => {
      const { threshold, mobility } = handlesOf(transistor);
      return [
        ...changed('threshold', transistor.path, (sum) => threshold(transistor.polarity === 'pfet' ? -sum : sum)),
        ...changed('beta', transistor.path, mobility),
      ];
    }),
    ...capacitors.flatMap(({ path, value }) =>
      changed('capacitance', path, (sum) => ({
        instance: path,
        parameter: 'capacitance',
        value: value * Math.exp(sum),
      })),
    ),
    ...references.flatMap(({ path, value }) =>
      changed('current', path, (sum) => ({ instance: path, parameter: 'dc', value: value * Math.exp(sum) })),
    ),
  ];
}

/** How far the supply (V) and temperature (degrees Celsius) of one chip are from those of its conditions. */
export function shiftsOf(
  { factors }: Pick<Variation, 'factors'>,
  values: ArrayLike<number>,
): { readonly supply: number; readonly temperature: number } {
  const of = (wanted: FactorParameter): number =>
    factors.reduce((sum, { parameter }, index) => sum + (parameter === wanted ? (values[index] ?? NaN) : 0), 0);
  return { supply: of('supply'), temperature: of('temperature') };
}

/** Two polarities of one parameter: the second is drawn from the first and from a number of its own. */
function processParts(transistors: readonly PlacedTransistor[], spread: SpreadSpec['process']): Part[] {
  if (!spread) return [];
  return (['threshold', 'beta'] as const).map((parameter): Part => {
    const sigmas = [spread.nfet[parameter], spread.pfet[parameter]];
    const rho = sigmas.includes(undefined) ? 0 : spread.correlation;
    const factors = (['nfet', 'pfet'] as const).flatMap((polarity, index): Factor[] => {
      const sigma = sigmas[index];
      if (sigma === undefined) return [];
      return [
        {
          instance: CHIP,
          device: polarity,
          parameter,
          sigma,
          moves: transistors.filter((one) => one.polarity === polarity).map(({ path }) => path),
          ...(index === 1 && rho !== 0 ? { correlation: rho } : {}),
        },
      ];
    });
    return {
      factors,
      draw: (draws) => {
        const normals = factors.map(({ device }) => draws(`chip ${device} ${parameter}`).normal());
        const [first = 0] = normals;
        return factors.map(
          ({ sigma, correlation = 0 }, index) =>
            sigma * (correlation * first + Math.sqrt(1 - correlation ** 2) * (normals[index] ?? NaN)),
        );
      },
    };
  });
}

function mismatchParts(transistors: readonly PlacedTransistor[], mismatch: SpreadSpec['mismatch']): Part[] {
  if (!mismatch) return [];
  return transistors.map((transistor): Part => {
    const { instance, device, path, draws: name = path, area } = transistor;
    const { avt, abeta = 0 } = mismatch === 'process' ? ownMismatch(transistor) : mismatch;
    const factor = (parameter: 'threshold' | 'beta', coefficient: number): Factor => ({
      instance,
      device,
      parameter,
      sigma: coefficient / Math.sqrt(area),
      moves: [path],
    });
    const factors = [...(avt > 0 ? [factor('threshold', avt)] : []), ...(abeta > 0 ? [factor('beta', abeta)] : [])];
    return {
      factors,
      draw: (draws) => {
        const random = draws(name);
        return factors.map(({ sigma }) => sigma * random.normal());
      },
    };
  });
}

/** @throws UserError where the library says nothing of this transistor: without mismatch it would look perfect */
function ownMismatch({ instance, device, libraryMismatch }: PlacedTransistor): Pelgrom {
  const found = libraryMismatch?.();
  if (found) return found;
  throw new UserError([
    {
      path: ['variations', 'mismatch'],
      message:
        `variations.mismatch: the models of this process say nothing of the mismatch of ${instance}.${device}; give ` +
        'coefficients, such as { avt: 5 mV*um, abeta: 1 %*um }, or take a process that has them, such as an ' +
        'installed sky130A or gf180mcuD',
    },
  ]);
}

function toleranceOfAll(
  placed: readonly PlacedValue[],
  device: string,
  parameter: FactorParameter,
  tolerance: ToleranceSpec | undefined,
): Part[] {
  const distribution = tolerance?.global;
  if (!distribution) return [];
  const factor: Factor = {
    instance: CHIP,
    device,
    parameter,
    sigma: logStandardDeviation(distribution),
    moves: placed.map(({ path }) => path),
  };
  return [{ factors: [factor], draw: (draws) => [logDeviate(distribution, draws(`chip ${device}`))] }];
}

function toleranceOfEach(
  placed: readonly PlacedValue[],
  parameter: FactorParameter,
  tolerance: ToleranceSpec | undefined,
): Part[] {
  const sigma = tolerance?.local;
  if (sigma === undefined) return [];
  return placed.map(({ instance, device, path, draws: name = path }) => ({
    factors: [{ instance, device, parameter, sigma, moves: [path] }],
    draw: (draws) => [sigma * draws(name).normal()],
  }));
}

function conditionPart(parameter: 'supply' | 'temperature', distribution: Distribution | undefined): Part[] {
  if (!distribution) return [];
  return [
    {
      factors: [{ instance: CHIP, device: parameter, parameter, sigma: standardDeviation(distribution), moves: [] }],
      draw: (draws) => [deviate(distribution, draws(`chip ${parameter}`))],
    },
  ];
}
