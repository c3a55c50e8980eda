import { initialState, type ParameterSet } from '../devices/parameter-set.js';
import type { DeviceTrace, DrivePoint } from '../devices/device.js';
import type { Analysis, Circuit } from '../engine/simulator.js';
import { spiceNumber } from '../units/format.js';
import { column, type Waveforms } from '../waveform/waveforms.js';
import { devicePorts, renderDevice } from './render-device.js';

/** One device, a source, a series resistor. */
export interface DeviceExperiment {
  readonly title: string;
  readonly set: ParameterSet;
  /** Parameters (SI) and initial states against the set. */
  readonly changes?: Readonly<Record<string, number>>;
  readonly drive: readonly DrivePoint[];
  readonly gate?: readonly DrivePoint[];
  /** Ohms; 0 for none. */
  readonly series: number;
  /** seconds */
  readonly maxStep: number;
  /** Multiplier of the current over time (read and telegraph noise). */
  readonly noise?: readonly DrivePoint[];
  /** Multiplier of the rate of the states over time (cycle-to-cycle variation). */
  readonly pace?: readonly DrivePoint[];
}

export interface DeviceJob {
  readonly circuit: Circuit;
  readonly analysis: Analysis;
  /** Vectors to keep. */
  readonly save: readonly string[];
}

/** Under which every shipped device converges; unlike the transistor circuits these carry microamperes. */
export const DEVICE_OPTIONS =
  '.options gmin=1e-15 abstol=1e-13 vntol=1e-7 reltol=1e-4 chgtol=1e-16 trtol=1 method=gear itl1=500 itl4=20';

/** The circuit of one experiment on one device, with its transient. */
export function deviceJob(experiment: DeviceExperiment): DeviceJob {
  const { set, drive, gate, noise, pace, maxStep } = experiment;
  const stop = Math.max(drive.at(-1)?.[0] ?? 0, gate?.at(-1)?.[0] ?? 0);
  return {
    circuit: {
      title: experiment.title,
      text: deviceCircuit(experiment, [
        source('drive', 'drive', drive),
        ...(gate ? [source('gate', 'gate', gate)] : []),
        ...(modulated(experiment)
          ? [source('noise', 'noise', noise ?? UNITY), source('pace', 'pace', pace ?? UNITY)]
          : []),
      ]),
    },
    analysis: { kind: 'tran', step: maxStep, stop, maxStep },
    save: [
      'v(drive)',
      'v(top)',
      'i(v_drive)',
      ...(gate ? ['v(gate)'] : []),
      ...set.device.states.map(({ name }) => `v(${name})`),
    ],
  };
}

/** The circuit around given sources: `v_drive` at `drive`, and `v_gate` at `gate` for a device that has one. */
export function deviceCircuit(experiment: DeviceExperiment, sources: readonly string[]): string {
  const { set, changes = {}, series } = experiment;
  const { device } = set;
  const subckt = device.name.replaceAll('-', '_');
  const states = device.states.map(({ name }) => name);
  const start = initialState(set, changes);
  const overrides = [
    ...Object.entries(changes).filter(([name]) => !states.includes(name)),
    ...device.states.map(({ name, perVolt }, index): readonly [string, number] => [
      `${name}_start`,
      (start[index] ?? NaN) / perVolt,
    ]),
  ];
  const nets = devicePorts(set, modulated(experiment)).map((port) => {
    if (port === device.ports[0].name) return 'top';
    if (port === device.ports[1].name) return '0';
    return port === device.ports[2]?.name ? 'gate' : port;
  });
  return [
    renderDevice(set, { subckt, modulated: modulated(experiment) }).trimEnd(),
    '* testbench',
    ...sources,
    // A resistor of zero ohms is no element; a source of zero volts is.
    series > 0 ? `r_series drive top ${spiceNumber(series)}` : 'v_series drive top 0',
    `x_dut ${nets.join(' ')} ${subckt} ${overrides.map(([name, value]) => `${name}=${spiceNumber(value)}`).join(' ')}`,
    DEVICE_OPTIONS,
    '',
  ].join('\n');
}

/** The transient of a `deviceJob` as a trace in SI. */
export function deviceTrace(set: ParameterSet, result: Waveforms): DeviceTrace {
  return {
    time: result.axis.values,
    drive: column(result, 'v(drive)'),
    gate: result.columns.has('v(gate)') ? column(result, 'v(gate)') : new Float64Array(result.axis.values.length),
    voltage: column(result, 'v(top)'),
    current: column(result, 'i(v_drive)').map((value) => -value),
    states: new Map(
      set.device.states.map(({ name, perVolt }) => [
        name,
        column(result, `v(${name})`).map((value) => value * perVolt),
      ]),
    ),
  };
}

const UNITY: readonly DrivePoint[] = [
  [0, 1],
  [1, 1],
];

function modulated({ noise, pace }: DeviceExperiment): boolean {
  return noise !== undefined || pace !== undefined;
}

function source(name: string, net: string, points: readonly DrivePoint[]): string {
  return (
    `v_${name} ${net} 0 ` +
    `pwl(${points.map(([time, volts]) => `${spiceNumber(time)} ${spiceNumber(volts)}`).join(' ')})`
  );
}
