import { bindSet } from '../../devices/parameter-set.js';
import { curvatureOf, type UpdateCurve } from '../../nonideality/update-curve.js';
import { UserError } from '../../units/user-error.js';
import { conductanceRange } from '../cells/device-state.js';
import { setOf, stateScale, type Devices } from '../cells/device.js';
import type { ClassifySection } from '../spec/classify.js';
import { pulseResponse, stateAt, type PulseResponse } from './pulse-response.js';

export type Direction = 'potentiation' | 'depression';

/** Cells that hold weights. The memory of a cell is a share of its range, whatever carries it. */
export interface WeightCells {
  /** S of the lowest and of the highest conductance of the nominal cell. */
  readonly range: readonly [low: number, high: number];
  /** S */
  conductance(cell: number, memory: number): number;
  /** Memory at a conductance, or the nearest that the cell can have. */
  memoryAt(cell: number, conductance: number): number;
  /** Change of the memory by one pulse at a share of its voltage. */
  change(cell: number, memory: number, direction: Direction, share: number): number;
  /** S that the cell has at the plateau of a pulse; absent where nothing says so. */
  readonly chord?: (cell: number, memory: number, direction: Direction, share: number) => number;
}

/** Cells that are whatever is written into them, between their own ends. */
export function idealCells(
  range: readonly [number, number],
  own: (cell: number) => readonly [number, number],
): WeightCells {
  return {
    range,
    conductance: (cell, memory) => {
      const [low, high] = own(cell);
      return low + memory * (high - low);
    },
    memoryAt: (cell, conductance) => {
      const [low, high] = own(cell);
      return Math.min(1, Math.max(0, (conductance - low) / (high - low)));
    },
    change: () => 0,
  };
}

/**
 * The cell that `rulespice fit pulses` measured: one more pulse goes one further on its curve. The card does not say at
 * which voltage, so less than the whole pulse does nothing.
 */
export function cardCells(curve: UpdateCurve): WeightCells {
  const range = [curve.lowest, curve.highest] as const;
  const stepOf = (label: number) => {
    const a = curvatureOf(label);
    if (!Number.isFinite(a)) return () => 1 / curve.pulses;
    // y(x) = (1 - exp(-x/a)) / (1 - exp(-1/a)), one pulse on: y + dy = y q + (1 - q) / (1 - exp(-1/a)).
    const lost = -Math.expm1(-1 / (curve.pulses * a));
    const end = -1 / Math.expm1(-1 / a);
    return (gained: number): number => lost * (end - gained);
  };
  const [up, down] = [stepOf(curve.nonlinearity.potentiation), stepOf(curve.nonlinearity.depression)];
  return {
    ...idealCells(range, () => range),
    change: (_cell, memory, direction, share) =>
      share < 0.5 + 1e-9 ? 0 : direction === 'potentiation' ? up(memory) : -down(1 - memory),
  };
}

/** Points between which the conductance of a memory is interpolated. */
const POINTS = 129;

/** Devices of a parameter set, as their equations answer the pulses of the spec. @throws UserError */
export async function deviceCells(
  devices: Devices,
  nominal: readonly [number, number],
  { read, potentiation, depression }: Pick<ClassifySection, 'read' | 'potentiation' | 'depression'>,
  signal?: AbortSignal,
): Promise<WeightCells> {
  if (!potentiation || !depression)
    throw new UserError([{ message: 'classify: cells of "device" need the pulses "potentiation" and "depression"' }]);
  const responses: Readonly<Record<Direction, PulseResponse>> = {
    potentiation: await pulseResponse(devices, potentiation, signal),
    depression: await pulseResponse(devices, depression, signal),
  };
  const tables = ('device' in devices ? [devices] : devices).map((set) => conductances(set, read));
  const tableOf = (cell: number): Float64Array => tables[tables.length === 1 ? 0 : cell]!;
  return {
    range: nominal,
    conductance: (cell, memory) => {
      const table = tableOf(cell);
      const at = Math.min(POINTS - 1.000001, memory * (POINTS - 1));
      const below = Math.floor(at);
      return table[below]! + (at - below) * (table[below + 1]! - table[below]!);
    },
    memoryAt: (cell, conductance) => {
      const table = tableOf(cell);
      const rising = table[POINTS - 1]! > table[0]!;
      let at = 0;
      while (at < POINTS - 2 && table[at + 1]! < conductance === rising) at += 1;
      const share = (conductance - table[at]!) / (table[at + 1]! - table[at]!);
      return Math.min(1, Math.max(0, (at + share) / (POINTS - 1)));
    },
    change: (cell, memory, direction, share) => responses[direction].change(cell, memory, share),
    chord: (cell, memory, direction, share) => responses[direction].chord(cell, memory, share),
  };
}

/** Conductance at the read voltage by memory: a read of less voltage takes the cell as ohmic. */
function conductances(set: Parameters<typeof stateScale>[0], read: number): Float64Array {
  const { perVolt } = stateScale(set);
  const model = bindSet(set);
  return Float64Array.from({ length: POINTS }, (_, at) => {
    const state = stateAt(set, at / (POINTS - 1)).map((value, index) => value * perVolt[index]!);
    return model.current(read, state, 0) / read;
  });
}

/** Own ends of every cell, S. */
export function rangesOf(devices: Devices, cells: number): (readonly [number, number])[] {
  return Array.from({ length: cells }, (_, cell) => conductanceRange(setOf(devices, cell)));
}
