import type { FitParameter } from '../../search/parameter.js';
import type { DeviceFit } from './device-fit.js';
import type { Jump } from './jumps.js';
import type { Loop } from './loop.js';
import type { DeviceValues } from './simulation.js';

/** Everything about one loop and one device that the fit, its judgement and its cards share. */
export interface LoopFit {
  readonly fit: DeviceFit;
  readonly loop: Loop;
  /** -1 where the data SET at the voltages at which the device would RESET: it is fitted the other way round. */
  readonly orientation: 1 | -1;
  readonly parameters: readonly FitParameter[];
  /** Of each recording. */
  readonly jumps: readonly (readonly Jump[])[];
  deviceValues(this: void, values: ArrayLike<number>): DeviceValues;
}
