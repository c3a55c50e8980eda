import type { Alteration } from '../engine/simulator.js';
import type { Polarity } from '../process/process.js';
import { namedGenerator } from '../random/generator.js';

/** A transistor of a circuit. */
export interface PlacedTransistor {
  /** Instance of the composition, and the transistor's name in its cell: what people and reports call it. */
  readonly instance: string;
  readonly device: string;
  /** Full hierarchical name, `xdut.x_x.mtau`. */
  readonly path: string;
  readonly polarity: Polarity;
  /** Gate area, m2, of all parallel devices together. */
  readonly area: number;
}

export interface MismatchCoefficients {
  /** A_VT, V m */
  readonly avt: number;
  /** A_beta, m */
  readonly abeta?: number;
}

/** How far one transistor of one sample is from its card. */
export interface Deviation {
  readonly transistor: PlacedTransistor;
  /** Growth of |Vth|, V. */
  readonly threshold: number;
  /** ln of the factor on the current. */
  readonly beta: number;
}

/**
 * Local mismatch of one sample: normal, with the standard deviation A / sqrt(WL) for one transistor (Pelgrom, Duinmaijer,
 * Welbers, IEEE J. Solid-State Circuits 24, 1433 (1989)); the difference of a pair is sqrt(2) wider. The draw belongs to
 * seed, sample and name, so that it is the same on every machine and engine and whatever else is simulated.
 */
export function drawMismatch(transistors: readonly PlacedTransistor[], { avt, abeta = 0 }: MismatchCoefficients, seed: number, sample: number): Deviation[] {
  return transistors.map((transistor) => {
    const random = namedGenerator(`mismatch ${seed} ${sample} ${transistor.path}`);
    const [threshold, beta] = [random.normal(), random.normal()];
    const root = Math.sqrt(transistor.area);
    return { transistor, threshold: (avt / root) * threshold, beta: (abeta / root) * beta };
  });
}

/** The same as changes of instance parameters: `delvto` is added to Vth, which is negative in a pFET, and `mulu0` multiplies the mobility. */
export function mismatchAlterations(deviations: readonly Deviation[]): Alteration[] {
  return deviations.flatMap(({ transistor: { path, polarity }, threshold, beta }): Alteration[] => [
    { instance: path, parameter: 'delvto', value: polarity === 'pfet' ? -threshold : threshold },
    ...(beta === 0 ? [] : [{ instance: path, parameter: 'mulu0', value: Math.exp(beta) }]),
  ]);
}
