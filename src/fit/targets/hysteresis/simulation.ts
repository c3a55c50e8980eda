import type { DeviceModel } from '../../../devices/device.js';
import { respond, type InstrumentDrive } from '../../../behavioural/driven-device.js';
import type { DrivenDevice } from '../../../behavioural/driven-member.js';
import { ModelError } from '../../../behavioural/model-error.js';
import { ZERO_CELSIUS } from '../../../units/constants.js';
import type { DeviceFit } from './device-fit.js';
import type { Loop, LoopRecord } from './loop.js';

/**
 * Error of a time step as a share of the current: for residuals a thousandth of the scatter of a good measurement, for
 * their derivatives more, for what a card is compared with less.
 */
export const TOLERANCE = { residuals: 1e-5, derivatives: 1e-4, registered: 1e-6, card: 1e-7 };

/** Numbers of one device: its parameters and, per recording, the state it starts in as a share of the range. */
export interface DeviceValues {
  readonly parameters: Readonly<Record<string, number>>;
  readonly starts: readonly number[];
}

/** A device bound for one recording. */
export function drivenDevice(
  fit: DeviceFit,
  { parameters, starts }: DeviceValues,
  recording: LoopRecord,
  index: number,
): DrivenDevice {
  const all =
    fit.ambient === undefined || recording.temperature === undefined
      ? parameters
      : { ...parameters, [fit.ambient]: recording.temperature + ZERO_CELSIUS };
  const values = (name: string): number => {
    const value = all[name];
    if (value === undefined) throw new Error(`${fit.device.name} has no parameter ${name}`);
    return value;
  };
  const walls = fit.device.states.map(({ range }) => range(values));
  const model: DeviceModel = fit.device.bind(values);
  // The memory starts where the data say; what follows it (a temperature) starts at rest.
  return {
    model,
    walls,
    start: Float64Array.from(walls, ([low, high], state) =>
      state === 0 ? low + (starts[index] ?? 0) * (high - low) : low,
    ),
  };
}

/** What a recording does to a device. */
export function driveOf({ time, volts, series, compliance }: LoopRecord, orientation: 1 | -1): InstrumentDrive {
  return {
    time,
    volts: orientation < 0 ? volts.map((value) => -value) : volts,
    series,
    ...(compliance ? { compliance } : {}),
  };
}

/**
 * Currents of a family of devices at every row of every recording, A, in the sense of the data; NaN throughout where a
 * device cannot be followed. `orientation` -1 has the device the other way round.
 */
export function simulate(
  fit: DeviceFit,
  loop: Loop,
  orientation: 1 | -1,
  family: readonly DeviceValues[],
  tolerance: number,
): readonly Float64Array[][] {
  return loop.recordings.map((recording, index) => {
    try {
      const currents = respond(
        family.map((values) => drivenDevice(fit, values, recording, index)),
        driveOf(recording, orientation),
        tolerance,
      );
      return orientation < 0 ? currents.map((row) => row.map((value) => -value)) : currents;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      return family.map(() => new Float64Array(recording.time.length).fill(NaN));
    }
  });
}
