import type { Limit, Reference } from '../units/provenance.js';

/**
 * The equations of a device bound to the numbers of one parameter set. Every function reads one device's states from a
 * flat array at an offset, so that an array of devices is one Float64Array and a loop. States and results are plain SI.
 * Two-terminal devices take no `gate`.
 */
export interface DeviceModel {
  /**
   * Current into the first port and out of the second, A, with `v` volts between them; `gate` volts from the gate to
   * the second port.
   */
  current(v: number, state: Float64Array, at: number, gate?: number): number;
  /** dI/dv at constant state, S: the small-signal conductance. */
  conductance(v: number, state: Float64Array, at: number, gate?: number): number;
  /** Writes the derivative of every state, in its unit per second, to `rate` from `rateAt` on. */
  derivative(v: number, state: Float64Array, at: number, rate: Float64Array, rateAt: number, gate?: number): void;
}

/** A state variable: in SPICE the voltage of a capacitor inside the subcircuit, brought out as a port of that name. */
export interface DeviceState {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  /** Size of one volt of the SPICE node in the state's unit, so that nodes stay near 1 V. */
  readonly perVolt: number;
  /** Bounds the equations keep, from the parameters. */
  readonly range: (parameters: Values) => readonly [number, number];
  /** Driven by the wear of a cycle: multiplied by `pace` where that is given (cycle-to-cycle variation). */
  readonly paced: boolean;
}

/** A number of a parameter set; `min` and `max` are the bounds inside which the equations make sense. */
export interface DeviceParameter {
  readonly name: string;
  /** SI, or eV; `1` for a plain number. */
  readonly unit: string;
  readonly description: string;
  readonly min?: number;
  readonly max?: number;
}

/** Parameter values by name; throws for a name that the device does not declare. */
export type Values = (name: string) => number;

export interface DevicePort {
  readonly name: string;
  readonly description: string;
}

/**
 * A memristive device: everything rulespice knows about it except its template (templates/devices/<name>.cir.hbs) and
 * its parameter sets (models/devices).
 */
export interface DeviceDefinition {
  readonly name: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly summary: string;
  readonly references: readonly Reference[];
  /** The model's equations, one per line, in the notation of the README. */
  readonly equations: readonly string[];
  /** The two ends of the channel, and the gate of a three-terminal device last. */
  readonly ports: readonly [DevicePort, DevicePort, DevicePort?];
  /** At constant states the current is proportional to the voltage. */
  readonly ohmic: boolean;
  /** The memory first, then what follows it (temperature, age). */
  readonly states: readonly DeviceState[];
  readonly parameters: readonly DeviceParameter[];
  readonly limits: readonly Limit[];
  /** The behavioural model: the template's equations in TypeScript. */
  bind(this: void, parameters: Values): DeviceModel;
  /** Experiments whose results an independent solver has confirmed (scripts/oracle/devices.py). */
  readonly benches: readonly DeviceBench[];
  /** What a catalogue shows of it: a bench, with the current or a state over the drive, the gate or time. */
  readonly figure: { readonly bench: string; readonly x: 'drive' | 'gate' | 'time'; readonly y: string };
}

/** Time in seconds and volts; straight lines between. */
export type DrivePoint = readonly [time: number, volts: number];

/** An experiment on one device: a voltage source, a series resistor, and what is read from the answer. */
export interface DeviceBench {
  readonly name: string;
  readonly description: string;
  /** Parameter set. */
  readonly set: string;
  /** Changes of parameters and initial states against the set, SI. */
  readonly changes?: Readonly<Record<string, number>>;
  readonly drive: readonly DrivePoint[];
  /** Gate against the second port; three-terminal devices only. */
  readonly gate?: readonly DrivePoint[];
  /** Ohms between source and device; 0 for none. */
  readonly series: number;
  /** Largest time step, s. */
  readonly maxStep: number;
  readonly measures: readonly DeviceMeasure[];
}

export interface DeviceMeasure {
  readonly name: string;
  readonly unit: string;
  of(this: void, trace: DeviceTrace): number;
}

/** What both roads return: the answer of one device to a drive. SI. */
export interface DeviceTrace {
  readonly time: Float64Array;
  /** Source voltage, V. */
  readonly drive: Float64Array;
  /** Gate voltage, V; zeros for a device without gate. */
  readonly gate: Float64Array;
  /** Voltage across the device, V. */
  readonly voltage: Float64Array;
  /** A, into the first port. */
  readonly current: Float64Array;
  /** By state name. */
  readonly states: ReadonlyMap<string, Float64Array>;
}
