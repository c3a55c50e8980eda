import { thermalVoltage, ZERO_CELSIUS } from '../../../units/constants.js';
import type { FitParameter } from '../../search/parameter.js';
import { NEUTRAL, REFERENCE, type EkvName, type EkvValues } from '../../../ekv/ekv.js';
import type { Sweep } from './sweeps.js';

type Shape = Omit<FitParameter, 'name' | 'start'> & { readonly start?: number };

const shapes: Readonly<Record<EkvName, Shape>> = {
  VT0: {
    meaning: 'threshold voltage at 300 K, source on the bulk, vd -> 0',
    unit: 'V',
    scale: 'linear',
    size: 0.03,
    min: -2,
    max: 3,
  },
  n: {
    meaning: 'slope factor in weak inversion at 300 K, source on the bulk',
    unit: '',
    scale: 'linear',
    size: 0.05,
    min: 1,
    max: 3,
  },
  IS: { meaning: 'specific current at 300 K', unit: 'A', scale: 'log', size: 1, min: 1e-14, max: 1 },
  gamma: { meaning: 'body effect', unit: 'V^0.5', scale: 'linear', size: 0.1, start: 0.3, min: -1, max: 4 },
  k2: { meaning: 'body effect, linear part', unit: '', scale: 'linear', size: 0.05, start: 0, min: -1, max: 1 },
  sigma: {
    meaning: 'lowering of the threshold by the drain',
    unit: 'V/V',
    scale: 'linear',
    size: 0.01,
    start: 0.02,
    min: -0.3,
    max: 1,
  },
  lambda: {
    meaning: 'channel length modulation, 1/Early voltage',
    unit: '1/V',
    scale: 'linear',
    size: 0.05,
    start: 0.05,
    min: -1,
    max: 5,
  },
  theta: {
    meaning: 'loss of mobility by the vertical field',
    unit: '1/V',
    scale: 'linear',
    size: 0.2,
    start: 0.3,
    min: -2,
    max: 20,
  },
  nit: {
    meaning: 'part of the slope factor that the bulk does not change',
    unit: '',
    scale: 'linear',
    size: 0.05,
    start: 0.1,
    min: -0.5,
    max: 1,
  },
  sigmaB: {
    meaning: 'growth of sigma with the bulk bias',
    unit: '1/V',
    scale: 'linear',
    size: 0.3,
    start: 0.5,
    min: -5,
    max: 10,
  },
  VQ: {
    meaning: 'drain voltage at which its lowering of the threshold slows down',
    unit: 'V',
    scale: 'log',
    size: 1,
    start: 2,
    min: 0.02,
    max: 1000,
  },
  EC: { meaning: 'velocity saturation', unit: '1/V', scale: 'log', size: 1, start: 1.5, min: 1e-3, max: 100 },
  edge: {
    meaning: 'share of the width with a lower threshold',
    unit: '',
    scale: 'log',
    size: 1,
    start: 0.12,
    min: 1e-6,
    max: 0.6,
  },
  dVT: { meaning: 'how much lower it is', unit: 'V', scale: 'linear', size: 0.02, start: 0.08, min: 0, max: 0.5 },
  dVTB: {
    meaning: 'its growth with the bulk bias',
    unit: '1/V',
    scale: 'linear',
    size: 0.1,
    start: 0.1,
    min: -3,
    max: 3,
  },
  TCV: {
    meaning: 'temperature coefficient of the threshold',
    unit: 'V/K',
    scale: 'linear',
    size: 1e-4,
    start: -5e-4,
    min: -5e-3,
    max: 2e-3,
  },
  BEX: {
    meaning: 'temperature exponent of the specific current',
    unit: '',
    scale: 'linear',
    size: 0.2,
    start: 1.3,
    min: -3,
    max: 4,
  },
  TCG: {
    meaning: 'temperature coefficient of the body effect',
    unit: '1/K',
    scale: 'linear',
    size: 5e-4,
    start: 0,
    min: -0.02,
    max: 0.02,
  },
  TCS: {
    meaning: 'temperature coefficient of sigma',
    unit: '1/K',
    scale: 'linear',
    size: 5e-4,
    start: 0,
    min: -0.02,
    max: 0.02,
  },
};

/** Which parameters a model has, apart from what the data cannot hold. */
export const LONG: readonly EkvName[] = ['VT0', 'n', 'IS', 'gamma', 'k2', 'sigma', 'lambda', 'theta', 'TCV', 'BEX'];
export const SHORT: readonly EkvName[] = [...LONG, 'nit', 'sigmaB', 'VQ', 'EC', 'edge', 'dVT', 'dVTB', 'TCG', 'TCS'];

/** Parameters that need so many different values of a bias. */
const needs: readonly {
  readonly of: 'vsb' | 'vds' | 'temperature';
  readonly values: number;
  readonly names: readonly EkvName[];
  readonly note: string;
}[] = [
  {
    of: 'vsb',
    values: 2,
    names: ['gamma', 'nit', 'sigmaB', 'dVTB'],
    note: 'the bulk was not moved, so the body effect is left out',
  },
  {
    of: 'vsb',
    values: 3,
    names: ['k2', 'TCG'],
    note: 'the bulk has too few biases for the curvature of the body effect (k2)',
  },
  {
    of: 'vds',
    values: 2,
    names: ['sigma', 'lambda', 'sigmaB', 'EC', 'TCS'],
    note: 'the drain has one voltage, so sigma, lambda and velocity saturation are left out',
  },
  {
    of: 'vds',
    values: 3,
    names: ['VQ'],
    note: 'the drain has two voltages, so its effect on the threshold is taken to be linear',
  },
  {
    of: 'temperature',
    values: 2,
    names: ['TCV', 'BEX', 'TCG', 'TCS'],
    note: 'one temperature: no temperature coefficients, and a card for this temperature only',
  },
];

/** The parameters of a model that these sweeps can hold, with a first guess; notes say what was left out. */
export function parametersFor(
  model: readonly EkvName[],
  sweeps: readonly Sweep[],
): {
  readonly parameters: readonly FitParameter[];
  readonly names: readonly EkvName[];
  readonly notes: readonly string[];
} {
  const fitted = sweeps.flatMap(({ points }) => points.filter(({ heldOut }) => !heldOut));
  const missing = needs.filter(({ of, values }) => new Set(fitted.map(({ bias }) => bias[of])).size < values);
  const left = new Set(missing.flatMap(({ names }) => names));
  const names = model.filter((name) => !left.has(name));
  const guess = firstGuess(sweeps);
  return {
    names,
    parameters: names.map((name) => ({
      ...shapes[name],
      name,
      meaning: atTemperature(shapes[name].meaning, measuredAt(sweeps)),
      start: guess[name] ?? shapes[name].start ?? NaN,
    })),
    notes: missing.filter(({ names: lost }) => lost.some((name) => model.includes(name))).map(({ note }) => note),
  };
}

/** Kelvin of the parameters: the reference, or the one temperature of all sweeps, which then are not moved to it. */
export function measuredAt(sweeps: readonly Sweep[]): number {
  const found = new Set(sweeps.flatMap(({ points }) => points.map(({ bias }) => bias.temperature)));
  const [only = REFERENCE] = found;
  return found.size === 1 ? only : REFERENCE;
}

function atTemperature(meaning: string, kelvin: number): string {
  return meaning.replace(`at ${REFERENCE} K`, `at ${Number(kelvin.toPrecision(4))} K`);
}

/** Every parameter of the model, from the fitted ones. */
export function ekvValues(names: readonly EkvName[], values: ArrayLike<number>): EkvValues {
  const all: Record<EkvName, number> = { ...NEUTRAL };
  names.forEach((name, index) => (all[name] = values[index] ?? NaN));
  return all;
}

/**
 * Threshold, slope factor and specific current of the sweep nearest to the reference: where the slope of ln(I) has
 * fallen to half its largest value, q = 1, so that I = 2 IS and the overdrive is 2 n UT.
 */
function firstGuess(sweeps: readonly Sweep[]): Partial<Record<EkvName, number>> {
  const far = ({ points }: Sweep): number => {
    const { vsb, vds, temperature } = points[0]?.bias ?? { vsb: NaN, vds: NaN, temperature: NaN };
    return Math.abs(temperature - REFERENCE) / 10 + Math.abs(vsb) - 0.1 * vds;
  };
  const nearest = sweeps.reduce((best, sweep) => (far(sweep) < far(best) ? sweep : best));
  const rising = nearest.points.toSorted((a, b) => a.bias.vgs - b.bias.vgs);
  const ut = thermalVoltage((rising[0]?.bias.temperature ?? NaN) - ZERO_CELSIUS);
  const slopes = rising.slice(1).map((point, index) => ({
    point,
    slope:
      Math.log(point.current / (rising[index]?.current ?? NaN)) / (point.bias.vgs - (rising[index]?.bias.vgs ?? NaN)),
  }));
  const steepest = Math.max(...slopes.map(({ slope }) => slope));
  const n = Math.min(Math.max(1 / (steepest * ut), 1.05), 2.5);
  const knee =
    slopes.find(({ slope }, index) => slope < steepest / 2 && index > slopes.findIndex((one) => one.slope === steepest))
      ?.point ?? rising.at(-1);
  return { n, VT0: (knee?.bias.vgs ?? NaN) - 2 * n * ut, IS: (knee?.current ?? NaN) / 2 };
}
