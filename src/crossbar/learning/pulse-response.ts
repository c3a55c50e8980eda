import { bindSet, initialState, type ParameterSet } from '../../devices/parameter-set.js';
import { arrayCircuit } from '../bias.js';
import { deviceElement, setOf, stateScale, type Devices } from '../cells/device.js';
import { trapezoid, type PulseShape } from '../pulse.js';
import { applyPulse } from '../transient.js';
import type { PulseSpec } from '../spec/schema.js';

/*
 * What one pulse does to a device, tabulated once: learning from data gives millions of them, and integrating each
 * would
 * take days. Between the points of the table the logarithm of the change is interpolated in voltage and state, because
 * rates of switching grow exponentially with voltage.
 */

/** Shares of the pulse's voltage that are tabulated: other schemes and IR drop bring every one between. */
const LOWEST = -0.55;
const HIGHEST = 1.05;
/** Points of a table that all cells share, and of those of cells that differ. */
const FINE = { volts: 65, states: 65 };
const COARSE = { volts: 17, states: 13 };
/** A change below this share of the range is none. */
const LEAST = 1e-13;

/** Change of the memory, as a share of its range. */
export interface PulseResponse {
  /**
   * @param cell which device, where they differ
   * @param memory 0 at the lower wall, 1 at the upper one
   * @param voltage across the cell as a share of the pulse's
   */
  change(cell: number, memory: number, voltage: number): number;
  /** Current over voltage at the plateau, S, before the pulse changes anything; arguments as of `change`. */
  chord(cell: number, memory: number, voltage: number): number;
}

/** Integrates every device at every point of its table. Other states than the memory rest before each pulse. */
export async function pulseResponse(
  devices: Devices,
  { voltage, width, edge }: Pick<PulseSpec, 'voltage' | 'width' | 'edge'>,
  signal?: AbortSignal,
): Promise<PulseResponse> {
  const own = 'device' in devices ? 1 : devices.length;
  const grid = own === 1 ? FINE : COARSE;
  const points = grid.volts * grid.states;
  const count = setOf(devices, 0).device.states.length;
  const sets = Array.from({ length: own * points }, (_, at) => setOf(devices, Math.floor(at / points)));
  const bits: number[] = [];
  const start = new Float64Array(own * points * count);
  sets.forEach((set, at) => {
    const [volt, memory] = [Math.floor((at % points) / grid.states), at % grid.states];
    bits.push(-voltage * shareOf(volt, grid.volts));
    start.set(stateAt(set, memory / (grid.states - 1)), at * count);
  });
  const state = await pulsedOneByOne(sets, start, bits, trapezoid(width, edge), signal);
  const table = new Float64Array(own * points);
  const chords = new Float64Array(own * points);
  const model = onceEach(bindSet);
  sets.forEach((set, at) => {
    const { low, high, perVolt } = stateScale(set);
    const before = start.subarray(at * count, (at + 1) * count);
    const moved = (state[at * count]! - before[0]!) / (high[0]! - low[0]!);
    table[at] = Math.abs(moved) < LEAST ? 0 : Math.sign(moved) * Math.log(Math.abs(moved) / LEAST);
    // At no voltage the chord is that of very little.
    const volts = -bits[at]! || 1e-3;
    const states = before.map((value, index) => value * perVolt[index]!);
    chords[at] = Math.log(Math.max(model(set).current(volts, states, 0) / volts, 1e-30));
  });
  return tables(table, chords, grid, own === 1);
}

/** Devices of one voltage together: each voltage takes the steps that it needs. @returns states after the pulse */
async function pulsedOneByOne(
  sets: readonly ParameterSet[],
  start: Float64Array,
  bits: readonly number[],
  shape: PulseShape,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const count = start.length / sets.length;
  const state = start.slice();
  const byVoltage = new Map<number, number[]>();
  bits.forEach((volts, at) => {
    const places = byVoltage.get(volts) ?? [];
    places.push(at);
    byVoltage.set(volts, places);
  });
  for (const [volts, places] of byVoltage) {
    if (volts === 0) continue;
    const part = new Float64Array(places.length * count);
    places.forEach((at, index) => part.set(start.subarray(at * count, (at + 1) * count), index * count));
    const circuit = arrayCircuit(
      { word: 0, bit: 0, driver: 0, sense: 0, ends: 'one' },
      { words: [0], bits: places.map(() => volts) },
    );
    const element = deviceElement(places.map((at) => sets[at]!));
    const after = await applyPulse(circuit, element, part, shape, signal ? { signal } : {});
    places.forEach((at, index) => state.set(after.state.subarray(index * count, (index + 1) * count), at * count));
  }
  return state;
}

function tables(table: Float64Array, chords: Float64Array, grid: typeof FINE, shared: boolean): PulseResponse {
  const from = (cell: number): number => (shared ? 0 : cell * grid.volts * grid.states);
  return {
    change: (cell, memory, share) => {
      const value = lookUp(table, from(cell), grid, memory, share);
      return value === 0 ? 0 : Math.sign(value) * LEAST * Math.expm1(Math.abs(value));
    },
    chord: (cell, memory, share) => Math.exp(lookUp(chords, from(cell), grid, memory, share)),
  };
}

function onceEach<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}

function shareOf(point: number, points: number): number {
  return LOWEST + ((HIGHEST - LOWEST) * point) / (points - 1);
}

/** States of one device, in volts of their nodes, with the memory at a share of its range. */
export function stateAt(set: Parameters<typeof stateScale>[0], memory: number): Float64Array {
  const { perVolt, low, high } = stateScale(set);
  const state = Float64Array.from(initialState(set), (value, at) => value / perVolt[at]!);
  state[0] = low[0]! + memory * (high[0]! - low[0]!);
  return state;
}

function lookUp(
  table: Float64Array,
  from: number,
  { volts, states }: typeof FINE,
  memory: number,
  share: number,
): number {
  const v = Math.min(volts - 1.000001, Math.max(0, ((share - LOWEST) / (HIGHEST - LOWEST)) * (volts - 1)));
  const m = Math.min(states - 1.000001, Math.max(0, memory * (states - 1)));
  const [i, j] = [Math.floor(v), Math.floor(m)];
  const [a, b] = [v - i, m - j];
  const at = from + i * states + j;
  return (
    (1 - a) * ((1 - b) * table[at]! + b * table[at + 1]!) +
    a * ((1 - b) * table[at + states]! + b * table[at + states + 1]!)
  );
}
