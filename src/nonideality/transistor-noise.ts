import { namedGenerator, type Generator } from '../random/generator.js';
import { BOLTZMANN, ELEMENTARY_CHARGE, ZERO_CELSIUS } from '../units/constants.js';
import type { PlacedTransistor } from './placed-transistor.js';
import { telegraphNoise, type Trap } from './telegraph-noise.js';

/** A trap in a named transistor. */
export interface PlacedTrap extends Trap {
  /** `instance.device`, `x.mtau`. */
  readonly transistor: string;
}

/** Which noise the transistors of a circuit have. */
export interface NoiseCoefficients {
  readonly thermal: boolean;
  /** Flicker coefficient k, m2: a transistor of gate area WL has S_I = I^2 k / (W L f). None when absent. */
  readonly flicker?: number;
  readonly traps: readonly PlacedTrap[];
}

/** What one transistor does in a run without noise, by interval of the grid. */
export interface QuietTransistor {
  readonly transistor: PlacedTransistor;
  /** Channel current as the model counts it (drain to source in an nFET, source to drain in a pFET), A. */
  readonly current: Float64Array;
  /** Density of its shot noise, A2/Hz, one-sided. */
  readonly density: Float64Array;
}

/** Ratio of neighbouring time constants in the sum that makes 1/f noise. */
const LORENTZIANS_APART = 4;

/**
 * Density of the noise of a subthreshold channel, A2/Hz, one-sided: shot noise of the forward and the reverse current,
 * 2q (I_f + I_r) = 2q I coth(V_ds / 2 U_T), which is 4kTg at V_ds = 0 (Sarpeshkar, Delbruck, Mead, IEEE Circuits and
 * Devices Magazine 9(6):23 (1993)).
 *
 * @param current A @param drainSource V @param temperature degrees Celsius
 */
export function shotNoiseDensity(current: number, drainSource: number, temperature: number): number {
  const energy = BOLTZMANN * (temperature + ZERO_CELSIUS);
  const half = Math.abs((ELEMENTARY_CHARGE * drainSource) / (2 * energy));
  // A channel between equal voltages carries nothing that its conductance could be read from.
  if (half < 1e-9) return 0;
  return (2 * ELEMENTARY_CHARGE * Math.abs(current)) / Math.tanh(half);
}

/**
 * Noise of one transistor's channel current, A, constant over each interval of the grid, in the direction of `current`.
 * The draw belongs to seed, run and name of the transistor: the same on every machine and engine and on both roads.
 */
export function drawTransistorNoise(
  quiet: QuietTransistor,
  grid: Float64Array,
  coefficients: NoiseCoefficients,
  seed: number,
  run: number,
): Float64Array {
  const { transistor, current, density } = quiet;
  const { path, draws = path, area, instance, device } = transistor;
  const named = (kind: string): Generator => namedGenerator(`noise ${seed} ${run} ${draws} ${kind}`);
  const noise = new Float64Array(grid.length - 1);
  const width = (index: number): number => (grid[index + 1] ?? NaN) - (grid[index] ?? NaN);
  const heard = loudIntervals(
    current.map((value, index) => value * value * width(index)),
    density.map((value, index) => value * width(index)),
  );
  const add = (values: (index: number) => number): void => {
    noise.forEach((value, index) => {
      if (heard[index]) noise[index] = value + values(index);
    });
  };
  if (coefficients.thermal) {
    const random = named('thermal');
    // Every interval has its draw, heard or not: what one run leaves out must not shift the others.
    const normal = Float64Array.from(noise, () => random.normal());
    add((index) => Math.sqrt((density[index] ?? NaN) / (2 * width(index))) * (normal[index] ?? NaN));
  }
  if (coefficients.flicker !== undefined) {
    const relative = flickerNoise(coefficients.flicker / area, grid, named('flicker'));
    add((index) => (current[index] ?? NaN) * (relative[index] ?? NaN));
  }
  for (const [number, trap] of coefficients.traps
    .filter((one) => one.transistor === `${instance}.${device}`)
    .entries()) {
    const loss = trapLoss(trap, grid, named(`trap ${number}`));
    add((index) => (current[index] ?? NaN) * (loss[index] ?? NaN));
  }
  return noise;
}

/**
 * Share of a transistor's noise that may stay out: what a switch leaks between events would fill the netlist with
 * points.
 */
const UNHEARD = 0.01;

/** The intervals that carry all but `UNHEARD` of each kind of noise (its variance times the duration). */
function loudIntervals(...kinds: readonly Float64Array[]): boolean[] {
  const loud = new Array<boolean>(kinds[0]?.length ?? 0).fill(false);
  for (const parts of kinds) {
    const limit = UNHEARD * parts.reduce((sum, value) => sum + value, 0);
    let sum = 0;
    for (const index of [...parts.keys()].sort((a, b) => (parts[a] ?? NaN) - (parts[b] ?? NaN))) {
      sum += parts[index] ?? NaN;
      if (sum > limit) loud[index] = true;
    }
  }
  return loud;
}

/**
 * Relative noise with the density `strength` / f at the middle of every interval: Lorentzians of equal variance with
 * time constants in geometric steps, as traps of all depths make them (McWhorter 1957; van der Ziel, Adv. Electron.
 * Electron Phys. 49:225 (1979)): a variance of strength * ln(step) each. 1/f holds from 1 / (2 pi duration) to 1 / (2
 * pi interval).
 */
export function flickerNoise(strength: number, grid: Float64Array, random: Generator): Float64Array {
  const duration = grid.at(-1) ?? NaN;
  const middles = Float64Array.from(
    { length: grid.length - 1 },
    (_, index) => ((grid[index] ?? NaN) + (grid[index + 1] ?? NaN)) / 2,
  );
  const shortest = duration / (grid.length - 1) / LORENTZIANS_APART;
  const sum = new Float64Array(middles.length);
  const sigma = Math.sqrt(strength * Math.log(LORENTZIANS_APART));
  for (let tau = duration * LORENTZIANS_APART; tau > shortest; tau /= LORENTZIANS_APART) {
    let value = sigma * random.normal();
    middles.forEach((time, index) => {
      if (index > 0) {
        const kept = Math.exp(-(time - (middles[index - 1] ?? NaN)) / tau);
        value = value * kept + sigma * Math.sqrt(1 - kept * kept) * random.normal();
      }
      sum[index] = (sum[index] ?? NaN) + value;
    });
  }
  return sum;
}

/**
 * Mean relative change of the current by a trap over each interval: 0 when empty, -amplitude when occupied all the
 * time.
 */
function trapLoss(trap: Trap, grid: Float64Array, random: Generator): Float64Array {
  const points = telegraphNoise(trap, grid.at(-1) ?? NaN, random);
  // Pairs of points after the first: the end of one level and the start of the next.
  const changes = points.filter((_, index) => index % 2 === 1).map(([time]) => time);
  const levels = [
    points[0]?.[1] ?? NaN,
    ...points.filter((_, index) => index > 0 && index % 2 === 0).map(([, level]) => level),
  ];
  const loss = new Float64Array(grid.length - 1);
  let at = 0;
  loss.forEach((_, index) => {
    let [now, sum] = [grid[index] ?? NaN, 0];
    const [start, end] = [now, grid[index + 1] ?? NaN];
    for (;;) {
      const until = Math.min(changes[at] ?? Infinity, end);
      sum += (until - now) * ((levels[at] ?? NaN) - 1);
      now = until;
      if (until >= end) break;
      at += 1;
    }
    loss[index] = sum / (end - start);
  });
  return loss;
}
