import type { Figure } from '../../result/figure.js';
import type { Table } from '../../result/table.js';
import { FRACTION } from '../../result/verdict.js';
import { Pause } from '../../units/pause.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { arrayCircuit, biasLines } from '../bias.js';
import { ohmicCells } from '../cells/ohmic.js';
import { ArraySolver } from '../solver/solve.js';
import type { ArraySpec, CrossbarSpec } from '../spec/schema.js';
import { assertBiasFits, conductingCells } from './array-cells.js';
import type { AnalysisContext } from './context.js';
import { measuredOf, type AnalysisResult } from './result.js';

type MarginSpec = NonNullable<CrossbarSpec['margin']>;

export interface MarginPoint {
  readonly size: number;
  /** Difference of the two read voltages as a share of the read voltage. */
  readonly margin: number;
  /** Volts at the sense end with the selected cell in LRS and in HRS. */
  readonly low: number;
  readonly high: number;
  /** Share of the sensed current that does not pass the selected cell, HRS. */
  readonly sneak: number;
}

/**
 * Read margin of the cell farthest from driver and sense amplifier, all others in LRS: the selected bit line is read
 * across `pullup`, dV/V = V_out(LRS)/V - V_out(HRS)/V (Flocke, Noll, ESSCIRC 2007; Linn, Rosezin, Kuegeler, Waser, Nat.
 * Mater. 9:403, 2010).
 */
export function readMargin(
  array: ArraySpec,
  { low, high, pullup, voltage, scheme }: Omit<MarginSpec, 'sizes' | 'required'>,
  size: number,
): MarginPoint {
  const square: ArraySpec = { ...array, rows: size, columns: size };
  const [row, column] = [0, size - 1];
  const solver = new ArraySolver(size, size);
  const sense = (resistance: number): { volts: number; sneak: number } => {
    const conductance = new Float64Array(size * size).fill(1 / low);
    conductance[column] = 1 / resistance;
    const lines =
      size === 1
        ? { words: [voltage], bits: [0] }
        : biasLines(scheme, { rows: [row], columns: [column], voltage }, square);
    assertBiasFits(array, lines);
    const circuit = arrayCircuit(array.wires, lines);
    // Only the selected bit line ends in the pull-up.
    const bits = circuit.bits.map((drive, index) =>
      index === column ? { last: { voltage: 0, resistance: pullup } } : drive,
    );
    const { bitCurrent, current } = solver.solve(
      { ...circuit, bits },
      conductingCells(square, ohmicCells(conductance), [row]).element,
    );
    const total = bitCurrent[column]!;
    return { volts: total * pullup, sneak: 1 - current[column]! / total };
  };
  const [lrs, hrs] = [sense(low), sense(high)];
  return { size, margin: (lrs.volts - hrs.volts) / voltage, low: lrs.volts, high: hrs.volts, sneak: hrs.sneak };
}

/** Read margin against the size of the array. */
export async function analyseMargin(
  array: ArraySpec,
  margin: MarginSpec,
  { signal }: Pick<AnalysisContext, 'signal'> = {},
): Promise<AnalysisResult> {
  const pause = new Pause();
  const points: MarginPoint[] = [];
  for (const size of [...margin.sizes].sort((a, b) => a - b)) {
    points.push(readMargin(array, margin, size));
    await pause.take();
    signal?.throwIfAborted();
  }
  const readable = points.filter((point) => point.margin >= margin.required).map(({ size }) => size);
  return {
    action: 'margin',
    measured: measuredOf<'margin'>({
      'read-margin': points.at(-1)?.margin ?? NaN,
      'largest-array': Math.max(0, ...readable),
    }),
    tables: [marginTable(points, margin, readable)],
    figures: [marginFigure(points, margin)],
    maps: [],
    notes: [],
  };
}

/** @param readable sizes whose margin is enough */
function marginTable(points: readonly MarginPoint[], margin: MarginSpec, readable: readonly number[]): Table {
  return {
    title: 'Read margin against the size of the array',
    columns: [
      { title: 'N', unit: '1', digits: 9 },
      { title: 'margin', unit: FRACTION, digits: 4 },
      { title: 'V(LRS)', unit: 'V', digits: 4 },
      { title: 'V(HRS)', unit: 'V', digits: 4 },
      { title: 'current of sneak paths, HRS', unit: FRACTION },
    ],
    rows: points.map((point) => [
      point.size,
      point.margin,
      point.low,
      point.high,
      Number.isFinite(point.sneak) ? point.sneak : null,
    ]),
    caption:
      `One cell of N x N, all others in LRS, scheme ${margin.scheme}, read across ` +
      `${formatQuantity(margin.pullup, 'ohm')}. ` +
      `${readable.length === 0 ? 'No size' : `Up to N = ${Math.max(...readable)} the margin`} reaches ` +
      `${formatPercent(margin.required)}.`,
  };
}

function marginFigure(points: readonly MarginPoint[], margin: MarginSpec): Figure {
  return {
    title: 'Read margin against the size of the array',
    xTitle: 'log2 of N',
    yTitle: 'margin, share of the read voltage',
    series: [
      {
        name: 'margin',
        role: 'circuit',
        mark: 'points',
        x: points.map(({ size }) => Math.log2(size)),
        y: points.map((point) => point.margin),
      },
      {
        name: `required, ${formatPercent(margin.required)}`,
        role: 'rule',
        mark: 'line',
        x: [points[0]!, points.at(-1)!].map(({ size }) => Math.log2(size)),
        y: [margin.required, margin.required],
      },
    ],
  };
}
