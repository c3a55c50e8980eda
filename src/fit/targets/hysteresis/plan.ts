import jStat from 'jstat';
import { scatterOf } from '../../derived.js';
import type { FitParameter } from '../../parameter.js';
import type { Curve, FitProblem } from '../../problem.js';
import type { FitData } from '../../table.js';
import type { FitPlan } from '../../target.js';
import { UserError } from '../../../units/user-error.js';
import { formatQuantity } from '../../../units/format.js';
import { cardsOf } from './cards.js';
import { sightOf, type DeviceFit, type Sight } from './device-fit.js';
import { featuresOf, type Features } from './features.js';
import { readLoop, type Loop, type Recording } from './loop.js';
import { drivenDevice, simulate, TOLERANCE, type DeviceValues } from './simulation.js';

/** Chance of a difference between the directions by scatter alone, from which on there is no hysteresis. */
const ACCIDENT = 0.01;
/** Rms difference between the directions under which there is none, decades. */
const NO_DIFFERENCE = 0.01;

/** Everything about one loop and one device that the fit, its judgement and its cards share. */
export interface Work {
  readonly fit: DeviceFit;
  readonly loop: Loop;
  /** -1 where the data SET at the voltages at which the device would RESET: it is fitted the other way round. */
  readonly orientation: 1 | -1;
  readonly parameters: readonly FitParameter[];
  deviceValues(this: void, values: ArrayLike<number>): DeviceValues;
}

/** The plan of fitting one device to loops. @throws UserError for data that cannot hold the parameters */
export function planOf(data: FitData, fit: DeviceFit): FitPlan {
  const loop = readLoop(data);
  assertTemperatures(loop, fit, data);
  const features = featuresOf(loop, (ratio, freedom, other) => 1 - jStat.centralF.cdf(ratio, freedom, other));
  const orientation = directionOf(features) * fit.sets > 0 ? 1 : -1;
  const sight = sightOf(loop, features, orientation, fit.sets);
  const own = fit.parameters(sight);
  const parameters = [...own, ...startsOf(loop, fit, own, sight)];
  const deviceValues = (values: ArrayLike<number>): DeviceValues => ({
    parameters: deviceParameters(fit, own, values),
    starts: Array.from({ length: parameters.length - own.length }, (_, index) => values[own.length + index] ?? NaN),
  });
  const work: Work = { fit, loop, orientation, parameters, deviceValues };
  return {
    problems: [problemOf(work, sight, data.files[0]?.file ?? '')],
    notes: [
      ...loop.notes, fit.why,
      ...(orientation < 0 ? ['the device is fitted the other way round: its first port is the second terminal of the data, which SET at the opposite voltage'] : []),
    ],
    derived: ([estimate]) => (estimate === undefined ? [] : [...scatterOf(estimate, 'sd', 'scatter of log10(|i|) of one point')]),
    warnings: () => loop.warnings,
    faults: () => (features.chance < ACCIDENT && features.difference > NO_DIFFERENCE ? [] : [Number.isNaN(features.chance)
      ? 'no voltage was passed in both directions, so there is no hysteresis to be seen'
      : `there is no hysteresis: the two directions differ by ${features.difference.toPrecision(2)} decades (rms), which scatter alone does with a chance of ${features.chance.toPrecision(2)}`]),
    cards: ([estimate], _derived, origin) => {
      if (estimate === undefined) throw new Error('a card of a fit without estimate');
      return cardsOf(work, estimate, origin);
    },
  };
}

/** 1 where positive voltages SET. */
function directionOf({ positive, negative }: Features): 1 | -1 {
  return (positive?.opening ?? 0) - (negative?.opening ?? 0) >= 0 ? 1 : -1;
}

function assertTemperatures({ recordings }: Loop, { ambient, device }: DeviceFit, data: FitData): void {
  const found = [...new Set(recordings.map(({ temperature }) => temperature))];
  if (ambient === undefined && found.length > 1) throw new UserError([{ file: data.files[0]?.file ?? '', message: `found sweeps at ${found.map((value) => formatQuantity(value ?? NaN, 'C', 4)).join(', ')}, and the equations of ${device.name} have no temperature; fit each alone, such as --keep "T = ${formatQuantity(found[0] ?? NaN, 'C', 4)}"` }]);
}

/** The state at the start of each recording: whether its first current is that of the LRS or of the HRS tells where to look. */
function startsOf({ recordings }: Loop, fit: DeviceFit, guess: readonly FitParameter[], { lowest, highest, largestVoltage }: Sight): FitParameter[] {
  const [state] = fit.device.states;
  if (state === undefined) throw new Error(`${fit.device.name} has no state`);
  return recordings.map((recording, index) => {
    const first = recording.use.findIndex((kind) => kind !== 'none');
    const conducting = (recording.current[first] ?? NaN) / (recording.volts[first] ?? NaN) > Math.sqrt(lowest * highest);
    const at = (share: number): number => {
      const { model, start } = drivenDevice(fit, { parameters: deviceParameters(fit, guess, guess.map((parameter) => parameter.start)), starts: [share] }, recording, 0);
      return model.current(0.1 * largestVoltage, start, 0);
    };
    return {
      name: recordings.length > 1 ? `${state.name}_start ${index + 1}` : `${state.name}_start`,
      meaning: `${state.name} at the start, as a share of its range`, unit: '', scale: 'linear', start: conducting === at(1) > at(0) ? 0.99 : 0.01, min: 0, max: 1, size: 0.05, naturalBounds: true,
    };
  });
}

/** Numbers of a device from those of a fit. */
function deviceParameters({ fixed }: DeviceFit, parameters: readonly FitParameter[], values: ArrayLike<number>): Readonly<Record<string, number>> {
  return { ...fixed, ...Object.fromEntries(parameters.map(({ name }, index) => (name.startsWith('|') ? [name.slice(1, -1), -(values[index] ?? NaN)] : [name, values[index] ?? NaN]))) };
}

function problemOf(work: Work, sight: Sight, file: string): FitProblem {
  const { fit, loop, orientation, parameters, deviceValues } = work;
  const pick = (kind: Recording['use'][number]): { recording: number; point: number }[] => loop.recordings.flatMap(({ use }, recording) => [...use.keys()].filter((point) => use[point] === kind).map((point) => ({ recording, point })));
  const [used, held] = [pick('fit'), pick('predict')];
  if (used.length <= parameters.length + 5) throw new UserError([{ file, message: `found ${used.length} points that tell something about the device, expected more than ${parameters.length + 5} for ${parameters.length} parameters` }]);
  const along = (places: typeof used, rows: readonly ArrayLike<number>[]): Float64Array => Float64Array.from(places, ({ recording, point }) => rows[recording]?.[point] ?? NaN);
  const observed = along(used, loop.recordings.map(({ current }) => current));
  const logs = observed.map((value) => Math.log10(Math.abs(value)));
  const heldLogs = along(held, loop.recordings.map(({ current }) => current)).map((value) => Math.log10(Math.abs(value)));
  const currents = (values: Float64Array): Float64Array[] => simulate(fit, loop, orientation, [deviceValues(values)], TOLERANCE.residuals).map(([row]) => row ?? new Float64Array());
  const misses = (places: typeof used, seen: Float64Array, rows: readonly ArrayLike<number>[]): Float64Array => along(places, rows).map((value, index) => (seen[index] ?? NaN) - Math.log10(Math.max(Math.abs(value), 1e-40)));
  return {
    name: fit.name, parameters, observed,
    curves: curvesOf(loop, used),
    x: along(used, loop.recordings.map(({ volts }) => volts)),
    rows: used.map(({ recording, point }) => loop.recordings[recording]?.rows[point] ?? -1),
    xTitle: 'v (V)', yTitle: 'log10(|i| / A)', draw: (value) => Math.log10(Math.abs(value)),
    predict: (values) => along(used, currents(values)),
    residuals: (values) => misses(used, logs, currents(values)),
    together: (points) => {
      const found = simulate(fit, loop, orientation, points.map(deviceValues), TOLERANCE.derivatives);
      return points.map((_, member) => misses(used, logs, found.map((family) => family[member] ?? new Float64Array())));
    },
    population: (draws) => Float64Array.from([...fit.draw(sight, draws), ...parameters.slice(parameters.length - loop.recordings.length).map(({ start }) => Math.min(Math.max(start + 0.2 * draws.normal(), 0), 1))], (value, index) => Math.min(Math.max(value, parameters[index]?.min ?? NaN), parameters[index]?.max ?? NaN)),
    known: false,
    noise: 'normal scatter of one unknown size of log10(|i|) at every point',
    nothing: withoutMemory(loop, used, logs),
    heldOut: { points: held.length, residuals: (values) => misses(held, heldLogs, currents(values)) },
  };
}

/** A device without memory: per polarity, log10 of the current a straight line of log10 of the voltage. */
function withoutMemory({ recordings }: Loop, used: readonly { readonly recording: number; readonly point: number }[], logs: Float64Array): FitProblem['nothing'] {
  const volts = used.map(({ recording, point }) => recordings[recording]?.volts[point] ?? NaN);
  const residuals = new Float64Array(logs.length);
  let parameters = 0;
  for (const sign of [1, -1]) {
    const own = [...logs.keys()].filter((index) => Math.sign(volts[index] ?? NaN) === sign);
    if (own.length === 0) continue;
    const [x, y] = [own.map((index) => Math.log10(Math.abs(volts[index] ?? NaN))), own.map((index) => logs[index] ?? NaN)];
    const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
    const [mx, my] = [mean(x), mean(y)];
    const slope = x.reduce((sum, value, index) => sum + (value - mx) * ((y[index] ?? NaN) - my), 0) / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
    own.forEach((index, nth) => (residuals[index] = (y[nth] ?? NaN) - my - slope * ((x[nth] ?? NaN) - mx)));
    parameters += 2;
  }
  return { residuals, parameters };
}

/** One panel per recording; one curve per direction and polarity. */
function curvesOf({ recordings }: Loop, used: readonly { readonly recording: number; readonly point: number }[]): Curve[] {
  let from = 0;
  return recordings.flatMap(({ name, branches, volts }, recording) => branches.flatMap((branch): Curve[] => {
    const count = used.filter((place) => place.recording === recording && place.point >= branch.from && place.point < branch.to).length;
    const [start, end] = [volts[branch.from] ?? NaN, volts[branch.to - 1] ?? NaN];
    const curve = { panel: name, name: `${Number(start.toPrecision(3))} to ${Number(end.toPrecision(3))} V`, from, to: from + count };
    from += count;
    return count === 0 ? [] : [curve];
  }));
}
