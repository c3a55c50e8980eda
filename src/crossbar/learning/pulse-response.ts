import { initialState } from '../../devices/parameter-set.js';
import { arrayCircuit } from '../bias.js';
import { deviceElement, setOf, stateScale, type Devices } from '../cells/device.js';
import { trapezoid } from '../pulse.js';
import { applyPulse } from '../transient.js';
import type { PulseSpec } from '../spec/schema.js';

/*
 * What one pulse does to a device, tabulated once: learning from data gives millions of them, and integrating each would
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
  const element = deviceElement(own === 1 ? setOf(devices, 0) : sets);
  const circuit = arrayCircuit({ word: 0, bit: 0, driver: 0, sense: 0, ends: 'one' }, { words: [0], bits });
  const { state } = await applyPulse(circuit, element, start, trapezoid(width, edge), signal ? { signal } : {});
  const table = new Float64Array(own * points);
  sets.forEach((set, at) => {
    const { low, high } = stateScale(set);
    const moved = (state[at * count]! - start[at * count]!) / (high[0]! - low[0]!);
    table[at] = Math.abs(moved) < LEAST ? 0 : Math.sign(moved) * Math.log(Math.abs(moved) / LEAST);
  });
  return {
    change: (cell, memory, share) => lookUp(table, own === 1 ? 0 : cell * points, grid, memory, share),
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
  const value =
    (1 - a) * ((1 - b) * table[at]! + b * table[at + 1]!) +
    a * ((1 - b) * table[at + states]! + b * table[at + states + 1]!);
  return value === 0 ? 0 : Math.sign(value) * LEAST * Math.expm1(Math.abs(value));
}
