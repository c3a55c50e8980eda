import type { DeviceModel } from '../../devices/device.js';
import { bindSet, valuesOf, type ParameterSet } from '../../devices/parameter-set.js';
import { devicePorts, renderDevice } from '../../netlist/render-device.js';
import { spiceNumber } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import type { DynamicElement } from '../cell-element.js';
import type { CellNetlist, DynamicCells } from './cells.js';

/*
 * Devices of src/devices at the crosspoints, the first port at the word line. An array keeps the states of its cells in volts of
 * their SPICE nodes, cell by cell: numbers near 1 whatever the unit, and the same numbers on both roads.
 */

/** States of one cell in volts of their nodes, and the walls they stay between. */
export interface StateScale {
  readonly perVolt: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** @throws UserError for a device with a gate, which has no third line here. */
export function stateScale(set: ParameterSet): StateScale {
  const { device } = set;
  if (device.ports[2]) throw new UserError([{ message: `${device.name} has three terminals, and a crossing of two lines takes two; choose a two-terminal device` }]);
  const perVolt = device.states.map((state) => state.perVolt);
  const walls = device.states.map(({ range }, index) => range(valuesOf(set)).map((wall) => wall / perVolt[index]!));
  return { perVolt, low: walls.map(([low = -Infinity]) => low), high: walls.map(([, high = Infinity]) => high) };
}

/** The device at every crosspoint, its states from `state`, in volts of their nodes. */
export function deviceElement(set: ParameterSet): DynamicElement {
  const model: DeviceModel = bindSet(set);
  const { perVolt, low, high } = stateScale(set);
  const count = perVolt.length;
  const scratch = new Float64Array(count);
  const rates = new Float64Array(count);
  // A stage of Runge-Kutta may look a rounding error beyond a wall; the equations' own restoring rate there is for SPICE.
  const load = (state: Float64Array, cell: number): void => {
    for (let at = 0; at < count; at += 1) scratch[at] = Math.min(Math.max(state[cell * count + at]!, low[at]!), high[at]!) * perVolt[at]!;
  };
  return {
    linear: set.device.ohmic,
    stateCount: count,
    evaluate: ({ word, bit }, state, { current, conductance }) => {
      for (let cell = 0; cell < word.length; cell += 1) {
        load(state, cell);
        const v = word[cell]! - bit[cell]!;
        current[cell] = model.current(v, scratch, 0);
        conductance[cell] = model.conductance(v, scratch, 0);
      }
    },
    rate: ({ word, bit }, state, rate) => {
      for (let cell = 0; cell < word.length; cell += 1) {
        load(state, cell);
        model.derivative(word[cell]! - bit[cell]!, scratch, 0, rates, 0);
        for (let at = 0; at < count; at += 1) rate[cell * count + at] = rates[at]! / perVolt[at]!;
      }
    },
  };
}

/** Cells of a parameter set that start in these states, volts of their nodes, cell by cell. */
export function deviceCells(set: ParameterSet, state: Float64Array): DynamicCells {
  return { element: deviceElement(set), spice: deviceNetlist(set, state), state };
}

function deviceNetlist(set: ParameterSet, state: Float64Array): CellNetlist {
  const { states, name } = set.device;
  const subckt = name.replaceAll('-', '_');
  const nodes = (label: string): string[] => states.map((each) => `s${each.name}_${label}`);
  const free = devicePorts(set).length - states.length;
  if (free !== 2) throw new Error(`${name} has ${free} terminals`);
  return {
    subcircuits: [renderDevice(set, { subckt }).trimEnd()],
    sources: [],
    instance: (cell, label, word, bit) => [
      `xd${label} ${word} ${bit} ${nodes(label).join(' ')} ${subckt} ${states.map((each, at) => `${each.name}_start=${spiceNumber(state[cell * states.length + at]!)}`).join(' ')}`,
    ],
    stateNodes: nodes,
  };
}
