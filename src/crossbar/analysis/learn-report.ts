import type { Figure } from '../../result/figure.js';
import type { Table } from '../../result/table.js';
import { FRACTION } from '../../result/verdict.js';
import { memoryShare } from '../cells/device-state.js';
import type { Devices } from '../cells/device.js';
import type { MeasuredCurve } from '../learning/symmetry.js';
import type { Outcome, Training } from '../learning/trainer.js';
import type { LearnMethod } from '../spec/learning.js';
import type { ArraySpec, LearnSpec } from '../spec/schema.js';
import { deviceOf } from './array-cells.js';
import { cellName, worstCell, type CellMap } from './result.js';

/* What a learned array is shown as: tables, figures and maps. */

export interface Learned {
  readonly method: LearnMethod;
  readonly training: Training;
  readonly outcome: Outcome;
}

/** Where pulses meant for others moved a cell, and where every cell ended. */
export function learnedMaps({ method, training }: Learned, array: ArraySpec, devices: Devices): CellMap[] {
  const { rows, columns } = array;
  const worst = worstCell(training.corruption);
  const memory = deviceOf(array).device.states[0]!;
  const share = `Share of the range of ${memory.name}: ${memory.description}.`;
  return [
    {
      title: `${method}: change by pulses that did not select the cell`,
      unit: '1',
      rows,
      columns,
      values: training.corruption,
      caption: `${share} Worst: ${cellName(worst, columns)}, ${training.corruption[worst]!.toExponential(2)}.`,
    },
    {
      title: `${method}: state at the end`,
      unit: '1',
      rows,
      columns,
      values: memoryShare(devices, training.state),
      caption: share,
    },
  ];
}

export function methodTable(all: readonly Learned[], { columns }: ArraySpec): Table {
  return {
    title: 'What was learned, by method',
    columns: [
      { title: 'method' },
      { title: 'error', unit: FRACTION },
      { title: 'bias', unit: FRACTION },
      { title: 'wrong bits', unit: '1', digits: 9 },
      { title: 'worst corruption', unit: '1' },
      { title: 'at' },
      { title: 'pulses', unit: '1', digits: 9 },
      { title: 'energy', unit: 'J' },
    ],
    rows: all.map(({ method, training, outcome }) => {
      const worst = worstCell(training.corruption);
      return [
        method,
        outcome.error,
        outcome.bias,
        outcome.wrongBits,
        training.corruption[worst]!,
        cellName(worst, columns),
        training.pulses,
        training.energy,
      ];
    }),
    caption:
      'Error and bias: RMS over the last quarter of the presentations, share of a target; bias is that of ' +
      'the mean outputs. Corruption: what pulses that did not select a cell did to its state.',
  };
}

export function curveTable({ up, down, labels }: MeasuredCurve, learn: LearnSpec): Table {
  const row = (
    name: string,
    { voltage, width }: LearnSpec['potentiation'],
    values: readonly number[],
    label: number,
  ): Table['rows'][number] => [name, voltage, width, values.length - 1, values[0]!, values.at(-1)!, label];
  return {
    title: 'Update curve of one device, outside the array',
    columns: [
      { title: 'direction' },
      { title: 'voltage', unit: 'V' },
      { title: 'plateau', unit: 's' },
      { title: 'pulses', unit: '1', digits: 9 },
      { title: 'from', unit: 'S' },
      { title: 'to', unit: 'S' },
      { title: 'nonlinearity label', unit: '1' },
    ],
    rows: [
      row('potentiation', learn.potentiation, up, labels.potentiation),
      row('depression', learn.depression, down, labels.depression),
    ],
    caption:
      `Asymmetry ${labels.asymmetry.toFixed(2)} (sum of the labels): 0 where a pulse up and a pulse down ` +
      `cancel everywhere.`,
  };
}

/** RMS error of all outputs, presentation by presentation. */
export function courseFigure(all: readonly Learned[], learn: LearnSpec): Figure {
  const targets = learn.patterns.map(({ output }) =>
    [...output].map((bit) => (bit === '1' ? learn.target : -learn.target)),
  );
  const errorOf = (read: readonly Float64Array[]): number => {
    const squares = read.flatMap((outputs, pattern) =>
      [...outputs].map((value, column) => (value - targets[pattern]![column]!) ** 2),
    );
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length) / learn.target;
  };
  const roles = ['circuit', 'model', 'other'] as const;
  return {
    title: 'Error while learning',
    xTitle: 'presentation',
    yTitle: 'RMS error, share of a target',
    series: all.map(({ method, training }, index) => ({
      name: method,
      role: roles[index]!,
      mark: 'line',
      x: training.outputs.map((_, presentation) => presentation + 1),
      y: training.outputs.map(errorOf),
    })),
  };
}

export function curveFigure({ up, down }: MeasuredCurve): Figure {
  const count = up.length - 1;
  return {
    title: 'Update curve of one device',
    xTitle: 'pulse',
    yTitle: 'conductance (S)',
    series: [
      { name: 'potentiation', role: 'circuit', mark: 'line', x: up.map((_, pulse) => pulse), y: [...up] },
      { name: 'depression', role: 'model', mark: 'line', x: down.map((_, pulse) => count + pulse), y: [...down] },
    ],
  };
}
