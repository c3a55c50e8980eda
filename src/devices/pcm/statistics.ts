import type { Generator } from '../../random/generator.js';
import { clamp } from '../bounded.js';

/*
 * What a million measured phase-change cells do: Nandakumar et al., ICECS 2019, with the numbers of aihwkit's
 * PCMLikeNoiseModel (MIT), and the pulse accumulation of Nandakumar et al., J. Appl. Phys. 124, 152135 (2018). The
 * equations are restated; conductances are S outside and uS inside, as in the papers.
 */

const MICRO = 1e-6;
/** Largest conductance of the ICECS cells, S. */
export const LARGEST = 25e-6;
/** Drift and read noise start here, s. */
const PROGRAMMED = 20;
/** Duration of a read, s. */
const READ = 250e-9;

/** Standard deviation of a programmed conductance, S: 0.26 + 1.97 r - 1.17 r^2 uS with r = G/25 uS. */
export function programmingNoise(target: number): number {
  const r = target / LARGEST;
  return Math.max(0.26348 + 1.965 * r - 1.1731 * r * r, 0) * MICRO;
}

/** Mean and spread of the drift exponent of a cell programmed to `target` S. */
export function driftExponentOf(target: number): { readonly mean: number; readonly deviation: number } {
  const ln = Math.log(Math.max(target / LARGEST, 1e-6));
  return { mean: clamp(-0.0155 * ln + 0.0244, 0.049, 0.1), deviation: clamp(-0.0125 * ln - 0.0059, 0.008, 0.045) };
}

/** Relative standard deviation of a read `time` seconds after programming: 1/f noise integrated over the time since. */
export function readDeviation(target: number, time: number): number {
  const r = Math.max(target / LARGEST, 1e-6);
  return Math.min(0.0088 / Math.pow(r, 0.65), 0.2) * Math.sqrt(Math.log((time + READ) / (2 * READ)));
}

/** A programmed cell: its own conductance and drift exponent. */
export interface ProgrammedCell {
  readonly target: number;
  /** S, at 20 s. */
  readonly conductance: number;
  readonly exponent: number;
}

/** Programs one cell to `target` S. */
export function program(target: number, random: Generator): ProgrammedCell {
  const { mean, deviation } = driftExponentOf(target);
  const conductance = Math.max(target + programmingNoise(target) * random.normal(), 0);
  return { target, conductance, exponent: Math.abs(mean + deviation * random.normal()) };
}

/** One read of a cell `time` seconds after programming, S. */
export function read({ target, conductance, exponent }: ProgrammedCell, time: number, random: Generator): number {
  const mean = conductance * Math.pow((time + PROGRAMMED) / PROGRAMMED, -exponent);
  return Math.max(mean * (1 + readDeviation(target, time) * random.normal()), 0);
}

/** A cell under accumulating SET pulses: conductance, S, and what the last RESET left in memory (1 just after it). */
export interface AccumulatingCell {
  readonly conductance: number;
  readonly memory: number;
}

/** Pulses after which the memory of the RESET has faded to 1/e. */
const FADING = 2.6;

/** RESET: 0.1 uS within 10 %. */
export function reset(random: Generator): AccumulatingCell {
  return { conductance: Math.max(0.1 * (1 + 0.1 * random.normal()), 0) * MICRO, memory: 1 };
}

/** Mean and spread of the gain of one SET pulse, S. */
export function gainOf({ conductance, memory }: AccumulatingCell): {
  readonly mean: number;
  readonly deviation: number;
} {
  const g = conductance / MICRO;
  return { mean: (-0.084 * g + 0.88 + 1.4 * memory) * MICRO, deviation: (0.091 * g + 0.26 + 2.15 * memory) * MICRO };
}

/** One SET pulse. */
export function accumulate(cell: AccumulatingCell, random: Generator): AccumulatingCell {
  const { mean, deviation } = gainOf(cell);
  return {
    conductance: Math.max(cell.conductance + mean + deviation * random.normal(), 0),
    memory: cell.memory * Math.exp(-1 / FADING),
  };
}
