import { DesignRefusal, geometryLabel, preferredDevice, type Device, type Process } from '../process/process.js';
import { formatQuantity } from '../units/format.js';
import type { CellDefinition, DesignContext, SizedCell, SizingNote, Targets } from './cell.js';
import { cellArea } from './area.js';
import { limitsIn } from './limits.js';

/** Designs a cell: its own equations, completed with the devices of its roles and its area. */
export function sizeCell(cell: CellDefinition, targets: Targets, context: DesignContext): SizedCell {
  const sizing = cell.design(targets, context);
  const devices: Record<string, Device> = {};
  const notes: SizingNote[] = [];
  for (const slot of cell.devices) {
    const device = preferredDevice(context.process, slot.role);
    devices[slot.name] = device;
    notes.push({
      element: slot.name,
      value: `${device.polarity} ${geometryLabel(device.geometry)}`,
      unit: 'um',
      because: `role ${slot.role}`,
    });
  }
  const parameters = rounded(sizing.parameters ?? {});
  const references = rounded(sizing.references ?? {});
  requireLimits(cell, context.process, { ...targets, ...parameters, ...references });
  // A capacitor that the process cannot make is refused before anything is drawn.
  for (const [name, farads] of Object.entries(parameters)) context.process.capacitors.elements(name, farads);
  return {
    devices,
    parameters,
    references,
    restCurrent: sizing.restCurrent ?? 0,
    ...(sizing.gain ? { gain: sizing.gain } : {}),
    notes: [...notes, ...(sizing.notes ?? []), ...unexplained(cell, parameters, sizing.notes ?? [])],
    predictions: [
      ...(sizing.predictions ?? []),
      {
        property: 'area',
        value: cellArea(context.process, Object.values(devices), Object.values(parameters)),
        unit: 'm2',
      },
    ],
  };
}

/** Capacitors that a design gives without a word: every one of them takes area, so every one is told. */
function unexplained(
  { parameters }: CellDefinition,
  values: Readonly<Record<string, number>>,
  notes: readonly SizingNote[],
): SizingNote[] {
  return parameters
    .filter(({ name }) => !notes.some(({ element }) => element === name))
    .map(({ name, unit, description }) => ({ element: name, value: values[name] ?? NaN, unit, because: description }));
}

/** What arithmetic loses on the way from a spec, relative. */
const ROUNDING = 1e-9;

/** A cell's declared limits are the region in which it was shown to work: nothing is designed outside it. */
function requireLimits(cell: CellDefinition, process: Process, values: Readonly<Record<string, number>>): void {
  for (const { quantity, unit, min = -Infinity, max = Infinity, because } of limitsIn(cell, process)) {
    const value = values[quantity];
    if (value === undefined) continue;
    // 12.5 pA as a spec says it is not the last bit of 12.5e-12.
    const within = value >= min * (1 - ROUNDING) && value <= max * (1 + ROUNDING);
    if (within) continue;
    const bound = value < min ? `at least ${formatQuantity(min, unit)}` : `at most ${formatQuantity(max, unit)}`;
    throw new DesignRefusal(
      `${quantity} of ${formatQuantity(value, unit)} is outside the region in which ${cell.name} holds (${because})`,
      `it must be ${bound}`,
    );
  }
}

/** Six significant digits: more than any bias generator holds, and the same netlist on every machine. */
function rounded(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.toPrecision(6))]));
}
