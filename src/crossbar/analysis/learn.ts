import type { Simulator } from '../../engine/simulator.js';
import { formatQuantity } from '../../units/format.js';
import { conductanceRange, readConductances, statesAt } from '../cells/device-state.js';
import { setOf, type Devices } from '../cells/device.js';
import { outerProduct, programAndVerify } from '../learning/methods.js';
import { spiceRoad, twinRoad } from '../learning/road.js';
import { symmetryStates, updateCurve, type MeasuredCurve } from '../learning/symmetry.js';
import { outcomeOf, train, type Method, type TrainingOptions } from '../learning/trainer.js';
import type { LearnMethod } from '../spec/learning.js';
import type { ArraySpec, LearnSpec } from '../spec/schema.js';
import { deviceOf, devicesOf, initialStates } from './array-cells.js';
import type { AnalysisContext, FilesBeside } from './context.js';
import { courseFigure, curveFigure, curveTable, learnedMaps, methodTable, type Learned } from './learn-report.js';
import { measuredCells } from './measured.js';
import { worstCell, measuredOf, type AnalysisResult } from './result.js';
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

/** An array learns pattern pairs by an outer product of its lines; with other methods beside it. */
export async function analyseLearn(
  array: ArraySpec,
  learn: LearnSpec,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  const { rows, columns } = array;
  const { simulator, signal } = context;
  const setup = await setupOf(array, learn, context, signal);
  const all = await learnedBy([...new Set([learn.method, ...learn.compare])], setup);
  const chosen = all[0]!;
  const { training, outcome } = chosen;
  return {
    action: 'learn',
    measured: measuredOf<'learn'>({
      'learned-error': outcome.error,
      'learned-bias': outcome.bias,
      'wrong-bits': outcome.wrongBits,
      corruption: Math.abs(training.corruption[worstCell(training.corruption)]!),
      'learn-energy': training.energy,
      'learn-agreement': simulator && (await agreement(simulator, setup)),
    }),
    tables: [methodTable(all, array), curveTable(setup.curve, learn)],
    figures: [courseFigure(all, learn), curveFigure(setup.curve)],
    maps: learnedMaps(chosen, array, setup.devices),
    output: { unit: 'S', rows, columns, values: readConductances(setup.devices, training.state) },
    notes: [
      `a weight of 1 is ${formatQuantity(setup.scale, 'S')}; one pulse in the middle of the range moves a ` +
        `weight by ${stepOf(setup.curve, setup).toPrecision(2)}`,
      ...(measuredCells(array)?.notes() ?? []),
    ],
  };
}

async function setupOf(
  array: ArraySpec,
  learn: LearnSpec,
  files: FilesBeside,
  signal: AbortSignal | undefined,
): Promise<Setup> {
  const devices = devicesOf(array);
  const [low, high] = conductanceRange(deviceOf(array));
  return {
    array,
    learn,
    devices,
    start: initialStates(array, devices, files),
    middle: (low + high) / 2,
    scale: (high - low) / 2,
    curve: await updateCurve(deviceOf(array), learn, signal),
    ...(signal ? { signal } : {}),
  };
}

/** What each method makes of the same array, one after the other. */
async function learnedBy(methods: readonly LearnMethod[], setup: Setup): Promise<Learned[]> {
  const { array, devices, learn, signal } = setup;
  const all: Learned[] = [];
  for (const method of methods) {
    const training = await train(methodOf(method, setup), {
      ...(await common(setup, method)),
      ...noisy(setup.array),
      road: twinRoad({ array, devices, scheme: learn.scheme, ...(signal ? { signal } : {}) }),
    });
    all.push({ method, training, outcome: outcomeOf(training, learn) });
  }
  return all;
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

/** The noise of the cards, drawn anew for every method. */
function noisy(array: ArraySpec): Pick<TrainingOptions, 'measured'> {
  const measured = measuredCells(array);
  return measured ? { measured } : {};
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
