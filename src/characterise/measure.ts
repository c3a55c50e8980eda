import type { Simulator } from '../engine/simulator.js';
import { optionsLine } from '../netlist/options.js';
import type { Conditions } from '../process/conditions.js';
import { preferredDevice, type Device, type Process, type Role } from '../process/process.js';
import { spiceNumber } from '../units/format.js';
import { column, type Waveforms } from '../waveform/waveforms.js';

/**
 * What the sweeps of one device returned; plain numbers, so that it can be cached as JSON. SI, magnitudes for both
 * polarities.
 */
export interface DeviceSweep {
  readonly role: Role;
  readonly device: Device;
  /** Gate-source voltages (V) and drain currents (A) at half the supply across the device. */
  readonly gate: readonly number[];
  readonly drainCurrent: readonly number[];
  /** Bulk current at V_gs = 0, A. */
  readonly junctionLeakage: number;
  /** V_A at the reference current, V. */
  readonly earlyVoltage: number;
  readonly gateCapacitance: number;
  readonly drainCapacitance: number;
}

const REFERENCE_CURRENT = 10e-12;
const GATE_STEP = 5e-3;
const DRAIN_STEP = 20e-3;
const FREQUENCY = 1e3;

/**
 * One bench for all roles of a process: every device with its own drain, bulk and gate sources; n and p swept together.
 */
export async function measureDevices(
  process: Process,
  conditions: Conditions,
  simulator: Simulator,
  signal?: AbortSignal,
): Promise<DeviceSweep[]> {
  const roles = [...process.roles.keys()];
  const devices = roles.map((role) => preferredDevice(process, role));
  const run = { timeoutSeconds: 60, ...(signal ? { signal } : {}) };
  const bench: Bench = { process, conditions, devices, simulator, run };
  const transfer = await transferSweep(bench);
  const gate = [...transfer.axis.values];
  const currents = devices.map((_, index) => [...column(transfer, `i(v_d${index})`)].map(Math.abs));
  const operating = currents.map((current) => crossing(gate, current, referenceCurrent(current)));
  const [output, gateAc, drainAc] = await Promise.all([
    outputSweep(bench, operating),
    admittances(bench, operating, 'gate'),
    admittances(bench, operating, 'drain'),
  ]);
  return roles.map((role, index): DeviceSweep => {
    const across = [...column(output, `i(v_d${index})`)].map(Math.abs);
    const slope = ((across[2] ?? NaN) - (across[0] ?? NaN)) / (2 * DRAIN_STEP);
    return {
      role,
      device: devices[index] as Device,
      gate,
      drainCurrent: currents[index] ?? [],
      junctionLeakage: Math.abs(column(transfer, `i(v_b${index})`)[0] ?? NaN),
      earlyVoltage: (across[1] ?? NaN) / slope,
      gateCapacitance: farads(gateAc, `i(v_g${index})`),
      drainCapacitance: farads(drainAc, `i(v_d${index})`),
    };
  });
}

/** All devices of a process under the same conditions. */
interface Bench {
  readonly process: Process;
  readonly conditions: Conditions;
  readonly devices: readonly Device[];
  readonly simulator: Simulator;
  readonly run: { readonly timeoutSeconds: number; readonly signal?: AbortSignal };
}

/** Drain and bulk currents over the gate voltage. */
function transferSweep({ process, conditions, devices, simulator, run }: Bench): Promise<Waveforms> {
  const to = Math.floor((0.75 * conditions.supply) / GATE_STEP) * GATE_STEP;
  return inSession(simulator, benchText(process, conditions, devices, undefined, 0, 0), (session) =>
    session.run(
      { kind: 'dc', sweeps: [{ source: 'v_g', from: 0, to, step: GATE_STEP }] },
      { save: devices.flatMap((_, index) => [`i(v_d${index})`, `i(v_b${index})`]), ...run },
    ),
  );
}

/** Drain currents around half the supply, at these gate voltages. */
function outputSweep(
  { process, conditions, devices, simulator, run }: Bench,
  gates: readonly number[],
): Promise<Waveforms> {
  const half = conditions.supply / 2;
  return inSession(simulator, benchText(process, conditions, devices, gates, 0, 0), (session) =>
    session.run(
      {
        kind: 'dc',
        sweeps: [{ source: 'v_x', from: half - DRAIN_STEP, to: half + DRAIN_STEP * 1.001, step: DRAIN_STEP }],
      },
      { save: devices.map((_, index) => `i(v_d${index})`), ...run },
    ),
  );
}

/** Small-signal currents into one terminal of each device that is driven there with 1 V. */
function admittances(
  { process, conditions, devices, simulator, run }: Bench,
  gates: readonly number[],
  terminal: 'gate' | 'drain',
): Promise<Waveforms> {
  const [acGate, acDrain, source] = terminal === 'gate' ? ([1, 0, 'v_g'] as const) : ([0, 1, 'v_d'] as const);
  return inSession(simulator, benchText(process, conditions, devices, gates, acGate, acDrain), (session) =>
    session.run(
      { kind: 'ac', scale: 'lin', points: 1, from: FREQUENCY, to: FREQUENCY },
      { save: devices.map((_, index) => `i(${source}${index})`), ...run },
    ),
  );
}

function farads(result: Waveforms, name: string): number {
  return Math.abs(result.columns.get(name)?.imaginary?.[0] ?? NaN) / (2 * Math.PI * FREQUENCY);
}

async function inSession<T>(
  simulator: Simulator,
  text: string,
  use: (session: Awaited<ReturnType<Simulator['open']>>) => Promise<T>,
): Promise<T> {
  const session = await simulator.open({ title: 'characterisation', text });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/**
 * Node `g` is the gate-source voltage of every nFET and, mirrored at the supply, of every pFET; `x` is the drain-source
 * voltage. With `gates` every device has its own fixed gate voltage instead.
 */
function benchText(
  process: Process,
  conditions: Conditions,
  devices: readonly Device[],
  gates: readonly number[] | undefined,
  acGate: number,
  acDrain: number,
): string {
  const lines = [
    process.cards(conditions.corner, devices),
    `v_vdd vdd 0 dc ${spiceNumber(conditions.supply)}`,
    'v_g g 0 dc 0',
    `v_x x 0 dc ${spiceNumber(conditions.supply / 2)} ac ${acDrain}`,
  ];
  devices.forEach((device, index) => {
    const rail = device.polarity === 'nfet' ? '0' : 'vdd';
    const sign = device.polarity === 'nfet' ? 1 : -1;
    const gateValue = gates?.[index];
    lines.push(
      gateValue === undefined
        ? `e_g${index} gs${index} ${rail} g 0 ${sign}`
        : `v_gs${index} gs${index} ${rail} dc ${spiceNumber(sign * gateValue)} ac ${acGate}`,
      `v_g${index} gs${index} gg${index} dc 0`,
      `e_d${index} ds${index} ${rail} x 0 ${sign}`,
      `v_d${index} ds${index} dd${index} dc 0`,
      `v_b${index} ${rail} bb${index} dc 0`,
      process.instance(`m${index}`, `dd${index} gg${index} ${rail} bb${index}`, device),
    );
  });
  lines.push(`.temp ${spiceNumber(conditions.temperature)}`, optionsLine(), '');
  return lines.join('\n');
}

/**
 * Current at which single constants are taken: 10 pA, or ten times the off current of a device that leaks more than 1
 * pA.
 */
export function referenceCurrent(drainCurrent: readonly number[]): number {
  return Math.max(REFERENCE_CURRENT, 10 * (drainCurrent[0] ?? NaN));
}

/** Gate voltage at which a rising current crosses `wanted`, interpolated in ln I. */
export function crossing(gate: readonly number[], current: readonly number[], wanted: number): number {
  const above = current.findIndex((value) => value >= wanted);
  if (above <= 0) return gate[Math.max(0, above)] ?? NaN;
  const [low, high] = [current[above - 1] ?? NaN, current[above] ?? NaN];
  const [from, to] = [gate[above - 1] ?? NaN, gate[above] ?? NaN];
  return from + ((to - from) * Math.log(wanted / low)) / Math.log(high / low);
}
