import type { DrivePoint } from '../devices/device.js';
import type { ParameterSet } from '../devices/parameter-set.js';
import { generator } from '../random/generator.js';
import { deviceToDevice } from './device-to-device.js';

interface Varied {
  readonly set: ParameterSet;
  readonly changes?: Readonly<Record<string, number>>;
  readonly drive: readonly DrivePoint[];
  readonly gate?: readonly DrivePoint[];
  /** Ohms. */
  readonly series: number;
}

/**
 * The same experiment on another device of the set, driven up to 10 % harder or softer, behind a resistor of half to
 * one and a half times the size. One seed, one experiment.
 */
export function variedExperiment<Experiment extends Varied>(experiment: Experiment, seed: number): Experiment {
  const random = generator(seed);
  const amplitude = 0.9 + 0.2 * random.uniform();
  const scaled = (points: readonly DrivePoint[]): DrivePoint[] =>
    points.map(([time, volts]) => [time, amplitude * volts]);
  return {
    ...experiment,
    changes: { ...deviceToDevice(experiment.set, random), ...experiment.changes },
    series: experiment.series * (0.5 + random.uniform()),
    ...(experiment.gate ? { gate: scaled(experiment.gate) } : { drive: scaled(experiment.drive) }),
  };
}
