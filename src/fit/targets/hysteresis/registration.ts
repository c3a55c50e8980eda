import { DevicePath } from '../../../behavioural/device-path.js';
import type { DrivenDevice } from '../../../behavioural/driven-member.js';
import { LoadedDevice } from '../../../behavioural/loaded-device.js';
import { ModelError } from '../../../behavioural/model-error.js';
import { formatQuantity } from '../../../units/format.js';
import { interpolate } from '../../../waveform/interpolate.js';
import type { DeviceFit } from './device-fit.js';
import type { Jump } from './jumps.js';
import type { LoopRecord } from './loop.js';
import { driveOf, drivenDevice, type DeviceValues } from './simulation.js';

/**
 * A jump of the fit this many intervals from the middle of that of the data is told as a warning: three standard
 * deviations of a place anywhere in the interval.
 */
const FAR = 3 / Math.sqrt(12);

/** A recording as a device answers it, with the jumps of both laid upon each other. */
export interface Registered {
  /** A, at every row. */
  readonly current: Float64Array;
  /** When the device jumps, s, in the order of the jumps; the end of the polarity where it does not. */
  readonly jumps: readonly number[];
}

/** A jump of the device this near to an end of the polarity, as a share of it, leaves nothing to stretch. */
const END = 1e-3;

/**
 * Current of a device at every row, where a polarity with a jump is followed by a clock that runs so that the device
 * jumps when the data do, between the two points of the jump: the state is that of the stretched time, the voltage that
 * of the row (landmark registration: Kneip and Gasser, Ann. Statist. 20 (1992) 1266). Where both jump together it is
 * what the device does; what is left is smooth in its parameters. NaN throughout where the device cannot be followed.
 */
export function register(
  fit: DeviceFit,
  recording: LoopRecord,
  jumps: readonly Jump[],
  orientation: 1 | -1,
  values: DeviceValues,
  index: number,
  tolerance: number,
): Registered {
  const { time, volts, compliance } = recording;
  const device = drivenDevice(fit, values, recording, index);
  try {
    const path = new DevicePath(device, driveOf(recording, orientation), tolerance);
    const loaded = new LoadedDevice(device.model, recording.series);
    const jumped = jumps.map((jump) => {
      const [begin, end] = [time[jump.from] ?? NaN, time[jump.to - 1] ?? NaN];
      const passed = passing(device, recording, jump, orientation);
      return (
        path.rises(passed, begin, end) ?? (passed(path.at(begin, Float64Array.from(device.start))) < 0 ? end : begin)
      );
    });
    const clocks = jumps.map((jump, nth) =>
      clock(time[jump.from] ?? NaN, place(jump, jumped[nth] ?? NaN), time[jump.to - 1] ?? NaN, jumped[nth] ?? NaN),
    );
    const state = Float64Array.from(device.start);
    const current = volts.map((value, row) => {
      const nth = jumps.findIndex(({ from, to }) => row >= from && row < to);
      path.at(clocks[nth]?.(time[row] ?? NaN) ?? time[row] ?? NaN, state);
      return orientation * loaded.current(orientation * value, state, compliance?.[row] ?? Infinity);
    });
    return { current, jumps: jumped };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { current: new Float64Array(time.length).fill(NaN), jumps: jumps.map(() => NaN) };
  }
}

/** Every jump of a recording beside that of the device, for a reader; the far ones are apart. */
export function compareJumps(
  { name, time, volts }: LoopRecord,
  jumps: readonly Jump[],
  jumped: readonly number[],
): { readonly near: readonly string[]; readonly far: readonly string[] } {
  const told = jumps.map(({ before, time: seen, interval, sense }, nth) => {
    const at = jumped[nth] ?? NaN;
    const [from, to] = [volts[before] ?? NaN, volts[before + 1] ?? NaN].map((value) => formatQuantity(value, 'V', 4));
    const device = formatQuantity(
      interpolate(time, volts, [Math.min(Math.max(at, 0), time.at(-1) ?? NaN)])[0] ?? NaN,
      'V',
      4,
    );
    return {
      text:
        `${name}: the current ${sense > 0 ? 'rises' : 'falls'} between ${from} and ${to}, that of the fit ` +
        `at ${device}`,
      far: !(Math.abs(at - seen) <= FAR * interval),
    };
  });
  return {
    near: told.filter(({ far }) => !far).map(({ text }) => text),
    far: told.filter(({ far }) => far).map(({ text }) => text),
  };
}

/**
 * Rises through 0 as a device jumps: what its states would let through at the voltage of the jump, against half way.
 */
export function passing(
  { model }: DrivenDevice,
  { series }: LoopRecord,
  { volts, level, sense }: Jump,
  orientation: 1 | -1,
): (state: Float64Array) => number {
  const loaded = new LoadedDevice(model, series);
  return (state) => sense * Math.log(Math.abs(loaded.current(orientation * volts, state, Infinity)) / level);
}

/**
 * Where the data are told to jump: where the device does as long as that is between their two points, to which they
 * have no objection, and never outside of them. Rounded, because a corner is no place for a slope.
 */
function place({ time, interval }: Jump, jumped: number): number {
  const away = (jumped - time) / (0.5 * interval);
  return time + (0.5 * interval * away) / (1 + away ** 4) ** 0.25;
}

/** From the time of the data to that of the device: straight from begin to the jump and from there to the end. */
function clock(begin: number, seen: number, end: number, jumped: number): (time: number) => number {
  const margin = END * (end - begin);
  const middle = Math.min(Math.max(jumped, begin + margin), end - margin);
  return (time) =>
    time < seen
      ? begin + ((time - begin) * (middle - begin)) / (seen - begin)
      : end - ((end - time) * (end - middle)) / (end - seen);
}
