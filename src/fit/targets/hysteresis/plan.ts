import jStat from 'jstat';
import { scatterOf } from '../../derived.js';
import type { Estimate } from '../../estimate.js';
import type { FitParameter } from '../../search/parameter.js';
import type { FitData } from '../../data/table.js';
import type { FitPlan } from '../../target.js';
import { UserError } from '../../../units/user-error.js';
import { formatQuantity } from '../../../units/format.js';
import { cardsOf } from './cards.js';
import { outlineOf, type DeviceFit, type LoopOutline } from './device-fit.js';
import { featuresOf, type Features } from './features.js';
import { readLoop, type Loop, type LoopRecord } from './loop.js';
import { besideJump, jumpsOf } from './jumps.js';
import type { LoopFit } from './loop-fit.js';
import { problemOf } from './problem.js';
import { compareJumps, register } from './registration.js';
import { drivenDevice, TOLERANCE, type DeviceValues } from './simulation.js';

/** Chance of a difference between the directions by scatter alone, from which on there is no hysteresis. */
const ACCIDENT = 0.01;
/** Rms difference between the directions under which there is none, decades. */
const NO_DIFFERENCE = 0.01;

/** The plan of fitting one device to loops. @throws UserError for data that cannot hold the parameters */
export function planOf(data: FitData, fit: DeviceFit): FitPlan {
  const loop = readLoop(data);
  assertTemperatures(loop, fit, data);
  const features = featuresOf(loop, (ratio, freedom, other) => 1 - jStat.centralF.cdf(ratio, freedom, other));
  const orientation = directionOf(features) * fit.sets > 0 ? 1 : -1;
  const outline = outlineOf(loop, features, orientation, fit.sets);
  const own = fit.parameters(outline);
  const parameters = [...own, ...startsOf(loop, fit, own, outline)];
  const deviceValues = (values: ArrayLike<number>): DeviceValues => ({
    parameters: deviceParameters(fit, own, values),
    starts: Array.from({ length: parameters.length - own.length }, (_, index) => values[own.length + index] ?? NaN),
  });
  const jumps = loop.recordings.map((recording) => jumpsOf(recording, loop.floor));
  const work: LoopFit = { fit, loop, orientation, parameters, deviceValues, jumps };
  return {
    problems: [problemOf(work, outline, data.files[0]?.file ?? '')],
    notes: notesOf(work),
    derived: ([estimate]) =>
      estimate === undefined ? [] : [...scatterOf(estimate, 'sd', 'scatter of log10(|i|) of one point')],
    findings: ([estimate]) => (estimate === undefined ? [] : toldJumps(work, estimate).near),
    warnings: ([estimate]) => [...loop.warnings, ...(estimate === undefined ? [] : toldJumps(work, estimate).far)],
    faults: () => withoutHysteresis(features),
    cards: ([estimate], _derived, origin) => {
      if (estimate === undefined) throw new Error('a card of a fit without estimate');
      return cardsOf(work, estimate, origin);
    },
  };
}

function notesOf({ fit, loop, orientation, jumps }: LoopFit): string[] {
  const beside = loop.recordings.reduce(
    (count, { use }, index) =>
      count + use.filter((kind, point) => kind === 'fit' && besideJump(jumps[index] ?? [], point)).length,
    0,
  );
  return [
    ...loop.notes,
    fit.why,
    ...(beside > 0
      ? [
          `${beside} points are not fitted: next to one of ${jumps.flat().length} jumps, whose places ` +
            `are fitted instead, each to the interval between its two points`,
        ]
      : []),
    ...(orientation < 0
      ? [
          'the device is fitted the other way round: its first port is the second terminal of the data, ' +
            'which SET at the opposite voltage',
        ]
      : []),
  ];
}

function withoutHysteresis({ chance, difference }: Features): string[] {
  if (chance < ACCIDENT && difference > NO_DIFFERENCE) return [];
  return [
    Number.isNaN(chance)
      ? 'no voltage was passed in both directions, so there is no hysteresis to be seen'
      : `there is no hysteresis: the two directions differ by ${difference.toPrecision(2)} ` +
        `decades (rms), which scatter alone does with a chance of ${chance.toPrecision(2)}`,
  ];
}

/** The jumps of the data and where the fit has them. */
function toldJumps(
  { fit, loop, jumps, orientation, deviceValues }: LoopFit,
  { values }: Estimate,
): ReturnType<typeof compareJumps> {
  const told = loop.recordings.map((recording, index) => {
    const own = jumps[index] ?? [];
    return compareJumps(
      recording,
      own,
      own.length === 0
        ? []
        : register(fit, recording, own, orientation, deviceValues(values), index, TOLERANCE.registered).jumps,
    );
  });
  return { near: told.flatMap(({ near }) => near), far: told.flatMap(({ far }) => far) };
}

/** 1 where positive voltages SET. */
function directionOf({ positive, negative }: Features): 1 | -1 {
  return (positive?.opening ?? 0) - (negative?.opening ?? 0) >= 0 ? 1 : -1;
}

function assertTemperatures({ recordings }: Loop, { ambient, device }: DeviceFit, data: FitData): void {
  const found = [...new Set(recordings.map(({ temperature }) => temperature))];
  if (ambient === undefined && found.length > 1)
    throw new UserError([
      {
        file: data.files[0]?.file ?? '',
        message:
          `found sweeps at ${found.map((value) => formatQuantity(value ?? NaN, 'C', 4)).join(', ')}, and ` +
          `the equations of ${device.name} have no temperature; fit each alone, such as --keep "T = ` +
          `${formatQuantity(found[0] ?? NaN, 'C', 4)}"`,
      },
    ]);
}

/**
 * The state at the start of each recording: whether its first current is that of the LRS or of the HRS tells where to
 * look.
 */
function startsOf(
  { recordings }: Loop,
  fit: DeviceFit,
  guess: readonly FitParameter[],
  { lowest, highest, largestVoltage }: LoopOutline,
): FitParameter[] {
  const [state] = fit.device.states;
  if (state === undefined) throw new Error(`${fit.device.name} has no state`);
  return recordings.map((recording, index) => {
    const first = recording.use.findIndex((kind) => kind !== 'none');
    const conducting =
      (recording.current[first] ?? NaN) / (recording.volts[first] ?? NaN) > Math.sqrt(lowest * highest);
    const at = (share: number): number => currentAt(fit, guess, recording, share, 0.1 * largestVoltage);
    return {
      name: recordings.length > 1 ? `${state.name}_start ${index + 1}` : `${state.name}_start`,
      meaning: `${state.name} at the start, as a share of its range`,
      unit: '',
      scale: 'linear',
      start: conducting === at(1) > at(0) ? 0.99 : 0.01,
      min: 0,
      max: 1,
      size: 0.05,
      naturalBounds: true,
    };
  });
}

/** Current of the guessed device with its state at a share of the range, A. */
function currentAt(
  fit: DeviceFit,
  guess: readonly FitParameter[],
  recording: LoopRecord,
  share: number,
  volts: number,
): number {
  const starts = guess.map((parameter) => parameter.start);
  const values = { parameters: deviceParameters(fit, guess, starts), starts: [share] };
  const { model, start } = drivenDevice(fit, values, recording, 0);
  return model.current(volts, start, 0);
}

/** Numbers of a device from those of a fit. */
function deviceParameters(
  { fixed }: DeviceFit,
  parameters: readonly FitParameter[],
  values: ArrayLike<number>,
): Readonly<Record<string, number>> {
  return {
    ...fixed,
    ...Object.fromEntries(
      parameters.map(({ name }, index) =>
        name.startsWith('|') ? [name.slice(1, -1), -(values[index] ?? NaN)] : [name, values[index] ?? NaN],
      ),
    ),
  };
}
