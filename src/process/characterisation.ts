import type { Device } from './process.js';

/**
 * DC and AC constants of one device at one corner and temperature, extracted by sweeps (characterise.ts).
 * Currents in A, voltages in V, magnitudes for both polarities.
 */
export interface CharacterisedDevice {
  readonly device: Device;
  /** Gate-source voltage magnitude at which the device carries `current` in saturation. Throws outside the sweep. */
  gateVoltage(current: number): number;
  /** Subthreshold slope factor kappa = U_T d ln I / d V_gs at `current`. */
  kappa(current: number): number;
  /** Early voltage I / (dI/dVds) at `current`. */
  earlyVoltage(current: number): number;
  /** Drain current at V_gs = 0 and |V_ds| = half the supply, junction leakage included. */
  readonly offCurrent: number;
  /** Junction leakage of the drain at half the supply, the channel shut, A. */
  readonly junctionLeakage: number;
  /** Pre-exponential current: I = I0 exp(kappa V_gs / U_T), at 10 pA or ten times the off current. */
  readonly i0: number;
  /** Current at which kappa has fallen by 3 % from its maximum: an exponential to within a per cent over a decade. */
  readonly cleanLimit: number;
  /** Current at which kappa has fallen by 15 %: the end of weak inversion and of the design equations. */
  readonly weakInversionLimit: number;
  /** Smallest current that stands ten times above the off current. */
  readonly smallestCurrent: number;
  /** Gate capacitance in weak inversion, F. */
  readonly gateCapacitance: number;
  /** Drain junction and overlap capacitance, F. */
  readonly drainCapacitance: number;
}
