import type { DeviceModel } from '../devices/device.js';
import { loadedVoltage } from './device-transient.js';

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { abs } = Math;
const UNLIMITED = Infinity;

/** A device behind a resistance, on a source that gives no more than a largest current. */
export class LoadedDevice {
  /** Of the source's voltage that the device had last. */
  private share = 1;

  /** @param series ohms between source and device */
  constructor(
    private readonly model: DeviceModel,
    private readonly series: number,
  ) {}

  /** A, at a voltage of the source. */
  current(source: number, state: Float64Array, limit: number): number {
    return this.model.current(this.across(source, state, limit), state, 0);
  }

  /** Voltage of the device: the source's, less what the resistor takes, or what lets the largest current through. */
  across(source: number, state: Float64Array, limit: number): number {
    const v = this.series === 0 ? source : this.loaded(source, state);
    if (limit === UNLIMITED || abs(this.model.current(v, state, 0)) <= limit) return v;
    return limitedVoltage(this.model, Math.sign(v) * limit, v, state);
  }

  /**
   * The device's share of the source: Newton's method from where it was last, which two or three steps bring home;
   * `loadedVoltage` where not.
   */
  private loaded(source: number, state: Float64Array): number {
    const { model } = this;
    let v = this.share * source;
    for (let iteration = 0; iteration < 6; iteration += 1) {
      const step =
        (v + this.series * model.current(v, state, 0) - source) / (1 + this.series * model.conductance(v, state, 0));
      v -= step;
      if (!(v * source >= 0 && abs(v) <= abs(source))) break;
      if (abs(step) <= 1e-9 * abs(source)) {
        // What a step leaves behind is of the size of its square.
        this.share = source === 0 ? this.share : v / source;
        return v;
      }
    }
    v = loadedVoltage(model, source, this.series, state);
    if (source !== 0) this.share = v / source;
    return v;
  }
}

/** Where the device draws `current`; it draws more at `beyond`, and nothing at 0. Newton's method in a bracket. */
function limitedVoltage(model: DeviceModel, current: number, beyond: number, state: Float64Array): number {
  let [near, far] = [0, beyond];
  let v = beyond;
  for (let iteration = 0; iteration < 200; iteration += 1) {
    const excess = abs(model.current(v, state, 0)) - abs(current);
    if (excess > 0) far = v;
    else near = v;
    const newton = v - (Math.sign(beyond) * excess) / model.conductance(v, state, 0);
    const between = (newton - near) * (newton - far) < 0;
    const next = between ? newton : 0.5 * (near + far);
    if (abs(next - v) <= 1e-13 * abs(beyond)) return next;
    v = next;
  }
  return v;
}
