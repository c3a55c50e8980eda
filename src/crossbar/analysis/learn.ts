import type { Simulator } from '../../engine/simulator.js';
import type { Figure } from '../../result/figure.js';
import type { Table } from '../../result/table.js';
import { FRACTION } from '../../result/verdict.js';
import { formatQuantity } from '../../units/format.js';
import { conductanceRange, memoryShare, readConductances, statesAt } from '../cells/device-state.js';
import { setOf, type Devices } from '../cells/device.js';
import { outerProduct, programAndVerify } from '../learning/methods.js';
import { spiceRoad, twinRoad } from '../learning/road.js';
import { symmetryStates, updateCurve, type MeasuredCurve } from '../learning/symmetry.js';
import {
  outcomeOf,
  train,
  type Method,
  type Outcome,
  type Training,
  type TrainingOptions,
} from '../learning/trainer.js';
import type { LearnMethod } from '../spec/learning.js';
import type { ArraySpec, LearnSpec } from '../spec/schema.js';
import { deviceOf, devicesOf, initialStates } from './array-cells.js';
import type { AnalysisContext } from './context.js';
import { cellName, worstCell, measuredOf, type AnalysisResult } from './result.js';
import { assertSpiceSize } from './spice-size.js';
import { largestDifference } from './write.js';

/** The array and everything about it that does not depend on the method. */
interface Setup {
  readonly array: ArraySpec;
  readonly learn: LearnSpec;
  readonly devices: Devices;
  readonly start: Float64Array;
  /** Siemens of the weight 0 of a reference in the middle, and of a weight of 1. */
  readonly middle: number;
  readonly scale: number;
  readonly curve: MeasuredCurve;
  readonly signal?: AbortSignal;
}

interface Learned {
  readonly method: LearnMethod;
  readonly training: Training;
  readonly outcome: Outcome;
}

/** An array learns pattern pairs by an outer product of its lines; with other methods beside it. */
export async function analyseLearn(
  array: ArraySpec,
  learn: LearnSpec,
  { folder, simulator, signal }: AnalysisContext,
): Promise<AnalysisResult> {
  const { rows, columns } = array;
  const devices = devicesOf(array);
  const [low, high] = conductanceRange(deviceOf(array));
  const setup: Setup = {
    array,
    learn,
    devices,
    start: initialStates(array, devices, folder),
    middle: (low + high) / 2,
    scale: (high - low) / 2,
    curve: await updateCurve(deviceOf(array), learn, signal),
    ...(signal ? { signal } : {}),
  };
  const methods = [...new Set([learn.method, ...learn.compare])];
  const all: Learned[] = [];
  for (const method of methods) {
    const training = await train(methodOf(method, setup), {
      ...(await common(setup, method)),
      road: twinRoad({ array, devices, scheme: learn.scheme, ...(signal ? { signal } : {}) }),
    });
    all.push({ method, training, outcome: outcomeOf(training, learn) });
  }
  const chosen = all[0]!;
  const worst = worstCell(chosen.training.corruption);
  const measured = measuredOf<'learn'>({
    'learned-error': chosen.outcome.error,
    'learned-bias': chosen.outcome.bias,
    'wrong-bits': chosen.outcome.wrongBits,
    corruption: Math.abs(chosen.training.corruption[worst]!),
    'learn-energy': chosen.training.energy,
    'learn-agreement': simulator && (await agreement(simulator, setup)),
  });
  const memory = deviceOf(array).device.states[0]!;
  const share = `Share of the range of ${memory.name}: ${memory.description}.`;
  return {
    action: 'learn',
    measured,
    tables: [methodTable(all, array), curveTable(setup)],
    figures: [courseFigure(all, learn), curveFigure(setup.curve)],
    maps: [
      {
        title: `${chosen.method}: change by pulses that did not select the cell`,
        unit: '1',
        rows,
        columns,
        values: chosen.training.corruption,
        caption: `${share} Worst: ${cellName(worst, columns)}, ${chosen.training.corruption[worst]!.toExponential(2)}.`,
      },
      {
        title: `${chosen.method}: state at the end`,
        unit: '1',
        rows,
        columns,
        values: memoryShare(devices, chosen.training.state),
        caption: share,
      },
    ],
    output: { unit: 'S', rows, columns, values: readConductances(devices, chosen.training.state) },
    notes: [
      `a weight of 1 is ${formatQuantity(setup.scale, 'S')}; one pulse in the middle of the range moves a ` +
        `weight by ${stepOf(setup.curve, setup).toPrecision(2)}`,
    ],
  };
}

/** Both roads present every pattern once, each reading its own array and pulsing as its own reads demand. */
async function agreement(simulator: Simulator, setup: Setup): Promise<number> {
  const { array, devices, learn, signal } = setup;
  assertSpiceSize(array.rows, array.columns, true, 'learn-agreement');
  const abort = signal ? { signal } : {};
  const options = { array, devices, scheme: learn.scheme, ...abort };
  const [twin, spice] = [twinRoad(options), spiceRoad(simulator, options)];
  const shared = await common(setup, learn.method);
  const run = (road: TrainingOptions['road']) =>
    train(methodOf(learn.method, setup), { ...shared, road, presentations: 1 });
  return largestDifference((await run(spice)).state, (await run(twin)).state);
}

async function common(
  { array, devices, learn, start, middle, scale, signal }: Setup,
  method: LearnMethod,
): Promise<Omit<TrainingOptions, 'road'>> {
  const cells = array.rows * array.columns;
  const centre = Float64Array.from(
    Array.from({ length: cells }, (_, cell) => [...statesAt(setOf(devices, cell), middle)]).flat(),
  );
  const reference = method === 'zero-shifted' ? await symmetryStates(devices, centre, cells, learn, signal) : centre;
  return { array, devices, learn, start, reference, scale, ...(signal ? { signal } : {}) };
}

function methodOf(method: LearnMethod, setup: Setup): Method {
  return method === 'verify' ? programAndVerify(setup.learn, stepOf(setup.curve, setup)) : outerProduct(setup.learn);
}

/** Change of a weight by one pulse, mean of both directions, where the update curves pass the middle of the range. */
function stepOf({ up, down }: MeasuredCurve, { middle, scale }: Pick<Setup, 'middle' | 'scale'>): number {
  const stepAt = (curve: readonly number[]): number => {
    const nearest = curve
      .slice(1)
      .reduce(
        (best, value, index) => (Math.abs(value - middle) < Math.abs(curve[best + 1]! - middle) ? index : best),
        0,
      );
    return Math.abs(curve[nearest + 1]! - curve[nearest]!);
  };
  return (stepAt(up) + stepAt(down)) / 2 / scale;
}

function methodTable(all: readonly Learned[], { columns }: ArraySpec): Table {
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

function curveTable({ curve: { up, down, labels }, learn }: Setup): Table {
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
function courseFigure(all: readonly Learned[], learn: LearnSpec): Figure {
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

function curveFigure({ up, down }: MeasuredCurve): Figure {
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
