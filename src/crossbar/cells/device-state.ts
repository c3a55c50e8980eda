import { bindSet, initialState, type ParameterSet } from '../../devices/parameter-set.js';
import { setOf, stateScale, stateScales, type Devices } from './device.js';

/*
 * What the states of an array mean to a user: how far the first state of a device, its memory, lies between its walls,
 * and the conductance a read finds. The other states (temperature, age) follow it.
 */

/** Volts at which conductances of written cells are stated: I/V there. Nothing moves at it in any shipped device. */
export const READ_VOLTAGE = 0.01;

/** Share of its range of every cell's memory: 0 at the lower wall, 1 at the upper one. */
export function memoryShare(devices: Devices, state: Float64Array): Float64Array {
  const scaleOf = stateScales(devices);
  const count = scaleOf(0).perVolt.length;
  return Float64Array.from({ length: state.length / count }, (_, cell) => {
    const { low, high } = scaleOf(cell);
    return (state[cell * count]! - low[0]!) / (high[0]! - low[0]!);
  });
}

/** Conductance of every cell at the read voltage, siemens. */
export function readConductances(devices: Devices, state: Float64Array): Float64Array {
  const { perVolt } = stateScale(setOf(devices, 0));
  const count = perVolt.length;
  const shared = 'device' in devices ? bindSet(devices) : undefined;
  return Float64Array.from({ length: state.length / count }, (_, cell) => {
    const model = shared ?? bindSet(setOf(devices, cell));
    return (
      model.current(
        READ_VOLTAGE,
        state.subarray(cell * count, (cell + 1) * count).map((value, at) => value * perVolt[at]!),
        0,
      ) / READ_VOLTAGE
    );
  });
}

/** States the parameter set starts in, for this many cells. */
export function freshStates(set: ParameterSet, cells: number): Float64Array {
  const { perVolt } = stateScale(set);
  const one = initialState(set).map((value, at) => value / perVolt[at]!);
  return Float64Array.from({ length: cells * one.length }, (_, index) => one[index % one.length]!);
}

/** Smallest and largest conductance of the device, siemens. */
export function conductanceRange(set: ParameterSet): readonly [number, number] {
  const { low, high } = stateScale(set);
  const ends = [low[0]!, high[0]!].map((wall) => readConductances(set, withMemory(freshStates(set, 1), wall))[0]!);
  return [Math.min(...ends), Math.max(...ends)];
}

/**
 * States of one cell that has this conductance, by bisection; the other states as the set starts them. The conductance
 * lies inside `conductanceRange`.
 */
export function statesAt(set: ParameterSet, conductance: number): Float64Array {
  const scale = stateScale(set);
  const state = freshStates(set, 1);
  const at = (memory: number): number => readConductances(set, withMemory(state, memory))[0]!;
  let [low, high] = [scale.low[0]!, scale.high[0]!];
  const rising = at(high) > at(low);
  for (let halving = 0; halving < 80; halving += 1) {
    const middle = 0.5 * (low + high);
    if (at(middle) < conductance === rising) low = middle;
    else high = middle;
  }
  return withMemory(state, 0.5 * (low + high));
}

function withMemory(state: Float64Array, memory: number): Float64Array {
  const copy = state.slice();
  copy[0] = memory;
  return copy;
}
