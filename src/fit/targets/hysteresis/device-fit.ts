import type { Generator } from '../../../random/generator.js';
import type { DeviceDefinition } from '../../../devices/device.js';
import type { FitParameter } from '../../search/parameter.js';
import type { Features } from './features.js';
import type { Loop } from './loop.js';

/** How one device is fitted: which of its numbers move, from where, and what the others are. */
export interface DeviceFit {
  readonly name: string;
  readonly summary: string;
  readonly device: DeviceDefinition;
  /** Sign of the voltage on its first port that raises the current. */
  readonly sets: 1 | -1;
  /** Parameters of the device that no sweep can tell, and why. */
  readonly fixed: Readonly<Record<string, number>>;
  readonly why: string;
  /** The parameter that is the ambient temperature, K; undefined where the equations have none. */
  readonly ambient?: string;
  /** Parameters below 0 that are fitted as their size, `|name|`. */
  readonly asSize?: readonly string[];
  /** A measurement that it describes: what the coverage of its intervals is measured on. */
  readonly example: Example;
  /**
   * The parameters of the fit for these data, with a first guess, by the names of the device; `|name|` is one below 0
   * fitted as its size.
   */
  parameters(this: void, outline: LoopOutline): readonly FitParameter[];
  /** One plausible set of values in the order of the parameters. */
  draw(this: void, outline: LoopOutline, draws: Generator): readonly number[];
}

/** Sweeps of a device with known parameters. SI. */
export interface Example {
  /** Parameter set in models/devices, and what differs from it: parameters and the initial state. */
  readonly set: string;
  readonly changes: Readonly<Record<string, number>>;
  /** Corners of each triangle, V, and the time between corners and 0 V. */
  readonly sweeps: readonly { readonly peaks: readonly number[]; readonly ramp: number }[];
  /** Ohms between source and device. */
  readonly series: number;
  /** Points of each sweep. */
  readonly points: number;
  /** Corners vary by this share from seed to seed, so that a jump is anywhere between its points. */
  readonly spread: number;
}

/** A loop as a device sees it: SET in its own direction. Voltages without sign. */
export interface LoopOutline {
  readonly loop: Loop;
  readonly features: Features;
  /** Where SET and RESET happen, and how fast the voltage moves there, V/s. */
  readonly set: { readonly volts: number; readonly rate: number };
  readonly reset: { readonly volts: number; readonly rate: number };
  /** Both branches of the polarity that shows the larger opening: (V, A). */
  readonly low: readonly Sample[];
  readonly high: readonly Sample[];
  /** Conductance near 0 V, S: of the HRS and of the LRS. */
  readonly lowest: number;
  readonly highest: number;
  readonly largestVoltage: number;
  readonly largestCurrent: number;
}

export interface Sample {
  readonly volts: number;
  readonly amperes: number;
}

/** Features of a loop as seen by a device. */
export function outlineOf(loop: Loop, features: Features, orientation: 1 | -1, sets: 1 | -1): LoopOutline {
  const up = orientation * sets > 0;
  const [set, reset] = up ? [features.positive, features.negative] : [features.negative, features.positive];
  const largestVoltage = Math.max(
    ...loop.recordings.map(({ volts }) => volts.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  );
  const largestCurrent = Math.max(
    ...loop.recordings.map(({ current }) => current.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  );
  const widest = Math.abs(set?.opening ?? 0) >= Math.abs(reset?.opening ?? 0) ? set : reset;
  const pairs = widest?.pairs ?? [];
  // The branches are apart only below the switching; above it they are one.
  const below = pairs.filter(({ volts }) => volts < (widest?.switching ?? Infinity));
  const apart =
    below.length > 2
      ? below
      : pairs.length > 0
        ? pairs
        : [{ volts: largestVoltage, out: largestCurrent / 10, back: largestCurrent }];
  const low = apart.map(({ volts, out, back }) => ({ volts, amperes: Math.min(out, back) }));
  // On the way back from SET all of it is LRS.
  const whole = set !== undefined && set.pairs.length > 2 && set.opening > 0 ? set.pairs : apart;
  const high = whole.map(({ volts, out, back }) => ({ volts, amperes: whole === apart ? Math.max(out, back) : back }));
  const conductance = (of: readonly Sample[]): number =>
    median(of.slice(0, 5).map(({ volts, amperes }) => amperes / volts));
  const switching = (side: typeof set): LoopOutline['set'] => ({
    volts: side?.switching ?? largestVoltage,
    rate: side?.rate ?? set?.rate ?? reset?.rate ?? 1,
  });
  return {
    loop,
    features,
    set: switching(set),
    reset: switching(reset),
    low,
    high,
    lowest: conductance(low),
    highest: conductance(high),
    largestVoltage,
    largestCurrent,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * As `sinhThrough` behind a resistance inside the device, which bends the current at high voltages: the resistance,
 * ohms, that leaves the scale the most even.
 */
export function sinhBehind(
  samples: readonly Sample[],
  largest: number,
): { readonly scale: number; readonly argument: number; readonly resistance: number } {
  const strongest = Math.max(...samples.map(({ volts, amperes }) => amperes / volts));
  let best = { ...sinhThrough(samples, largest), resistance: 0 };
  for (let step = 1; step < 16; step += 1) {
    const resistance = (0.05 * step) / strongest;
    const inside = samples.map(({ volts, amperes }) => ({ volts: volts - resistance * amperes, amperes }));
    const found = inside.every(({ volts }) => volts > 0) ? sinhThrough(inside, largest) : undefined;
    if (found !== undefined && found.spread < best.spread) best = { ...found, resistance };
  }
  return best;
}

/**
 * `scale` and `argument` of I = scale 2 sinh(argument V / 2) through samples, by the argument whose scale is the most
 * even.
 */
export function sinhThrough(
  samples: readonly Sample[],
  largest: number,
): { readonly scale: number; readonly argument: number; readonly spread: number } {
  let best = { scale: NaN, argument: NaN, spread: Infinity };
  for (let step = 0; step < 60; step += 1) {
    const argument = (0.2 * 250 ** (step / 59)) / largest;
    const logs = samples.map(({ volts, amperes }) => Math.log(amperes / (2 * Math.sinh((argument * volts) / 2))));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    if (spread < best.spread) best = { scale: Math.exp(mean), argument, spread };
  }
  return best;
}
