import { bindSet, valuesOf, type ParameterSet } from '../../devices/parameter-set.js';
import { devicePorts, renderDevice } from '../../netlist/render-device.js';
import { spiceNumber } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import type { DynamicElement } from '../cell-element.js';
import type { CellNetlist, DynamicCells } from './cells.js';

/*
 * Devices of src/devices at the crosspoints, the first port at the word line. An array keeps the states of its cells in
 * volts of their SPICE nodes, cell by cell: numbers near 1 whatever the unit, and the same numbers on both roads.
 */

/**
 * What sits in an array: the same numbers in every cell, or numbers of each cell's own, row by row (device-to-device
 * variation).
 */
export type Devices = ParameterSet | readonly ParameterSet[];

/** The set of one cell. */
export function setOf(devices: Devices, cell: number): ParameterSet {
  const set = 'device' in devices ? devices : devices[cell];
  if (!set) throw new RangeError(`there is no device for cell ${cell}`);
  return set;
}

/** States of one cell in volts of their nodes, and the walls they stay between. */
export interface StateScale {
  readonly perVolt: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** @throws UserError for a device with a gate, which has no third line here. */
export function stateScale(set: ParameterSet): StateScale {
  const { device } = set;
  if (device.ports[2])
    throw new UserError([
      {
        message:
          `${device.name} has three terminals, and a crossing of two lines takes two; choose a two-terminal ` +
          `device`,
      },
    ]);
  const perVolt = device.states.map((state) => state.perVolt);
  const walls = device.states.map(({ range }, index) => range(valuesOf(set)).map((wall) => wall / perVolt[index]!));
  return { perVolt, low: walls.map(([low = -Infinity]) => low), high: walls.map(([, high = Infinity]) => high) };
}

/** The scale of every cell; one object where all cells share it. */
export function stateScales(devices: Devices): (cell: number) => StateScale {
  if ('device' in devices) {
    const shared = stateScale(devices);
    return () => shared;
  }
  const own = devices.map(stateScale);
  return (cell) => own[cell]!;
}

/** The device at every crosspoint, its states from `state`, in volts of their nodes. */
export function deviceElement(devices: Devices): DynamicElement {
  const first = setOf(devices, 0);
  const models = 'device' in devices ? [bindSet(devices)] : devices.map((set) => bindSet(set));
  const modelOf = (cell: number) => models[models.length === 1 ? 0 : cell]!;
  const scaleOf = stateScales(devices);
  const count = first.device.states.length;
  const scratch = new Float64Array(count);
  const rates = new Float64Array(count);
  // A stage of Runge-Kutta may look a rounding error beyond a wall; the equations' own restoring rate there is for
  // SPICE.
  const load = (state: Float64Array, cell: number): StateScale => {
    const scale = scaleOf(cell);
    for (let at = 0; at < count; at += 1)
      scratch[at] = Math.min(Math.max(state[cell * count + at]!, scale.low[at]!), scale.high[at]!) * scale.perVolt[at]!;
    return scale;
  };
  return {
    linear: first.device.ohmic,
    stateCount: count,
    evaluate: ({ word, bit }, state, { current, conductance }) => {
      for (let cell = 0; cell < word.length; cell += 1) {
        load(state, cell);
        const model = modelOf(cell);
        const v = word[cell]! - bit[cell]!;
        current[cell] = model.current(v, scratch, 0);
        conductance[cell] = model.conductance(v, scratch, 0);
      }
    },
    rate: ({ word, bit }, state, rate) => {
      for (let cell = 0; cell < word.length; cell += 1) {
        const { perVolt } = load(state, cell);
        modelOf(cell).derivative(word[cell]! - bit[cell]!, scratch, 0, rates, 0);
        for (let at = 0; at < count; at += 1) rate[cell * count + at] = rates[at]! / perVolt[at]!;
      }
    },
  };
}

/** Cells that start in these states, volts of their nodes, cell by cell. */
export function deviceCells(devices: Devices, state: Float64Array): DynamicCells {
  return { element: deviceElement(devices), spice: deviceNetlist(devices, state), state };
}

/**
 * One subcircuit with the numbers of the first cell; every other cell's instance names the numbers in which it differs.
 */
function deviceNetlist(devices: Devices, state: Float64Array): CellNetlist {
  const first = setOf(devices, 0);
  const { states, name } = first.device;
  const subckt = name.replaceAll('-', '_');
  const nodes = (label: string): string[] => states.map((each) => `s${each.name}_${label}`);
  const free = devicePorts(first).length - states.length;
  if (free !== 2) throw new Error(`${name} has ${free} terminals`);
  const own = (cell: number): string[] =>
    Object.entries(setOf(devices, cell).parameters)
      .filter(([parameter, value]) => value !== first.parameters[parameter])
      .map(([parameter, value]) => `${parameter}=${spiceNumber(value)}`);
  return {
    subcircuits: [renderDevice(first, { subckt }).trimEnd()],
    sources: [],
    instance: (cell, label, word, bit) => [
      [
        'xd' + label,
        word,
        bit,
        ...nodes(label),
        subckt,
        ...own(cell),
        ...states.map((each, at) => `${each.name}_start=${spiceNumber(state[cell * states.length + at]!)}`),
      ].join(' '),
    ],
    stateNodes: nodes,
  };
}
