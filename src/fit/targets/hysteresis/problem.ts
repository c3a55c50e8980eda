import type { Generator } from '../../../random/generator.js';
import type { Curve, FitProblem } from '../../problem.js';
import { UserError } from '../../../units/user-error.js';
import type { LoopOutline } from './device-fit.js';
import { besideJump } from './jumps.js';
import type { Loop, LoopRecord } from './loop.js';
import type { LoopFit } from './loop-fit.js';
import { register, type Registered } from './registration.js';
import { simulate, TOLERANCE } from './simulation.js';

/** An interval over the standard deviation of a number that is anywhere in it. */
const UNIFORM = Math.sqrt(12);
/**
 * Relative change of a coordinate for differences between devices that jump: each takes its own time steps, whose error
 * it has to stand out from.
 */
const REACH = 1e-3;

/** A point of one recording. */
interface Place {
  readonly recording: number;
  readonly point: number;
}

/**
 * The points of a loop, and its jumps, as a problem of least squares.
 * @throws UserError for fewer points than parameters can be told from
 */
export function problemOf(work: LoopFit, outline: LoopOutline, file: string): FitProblem {
  const { fit, loop, parameters, jumps } = work;
  const [seen, held] = [placesOf(loop, 'fit'), placesOf(loop, 'predict')];
  const used = seen.filter(({ recording, point }) => !besideJump(jumps[recording] ?? [], point));
  assertEnough(used.length, parameters.length, file);
  const measured = loop.recordings.map(({ current }) => current);
  const volts = loop.recordings.map((recording) => recording.volts);
  const observed = along(used, measured);
  const [logs, heldLogs] = [logsOf(observed), logsOf(along(held, measured))];
  const jumping = jumps.flat().length > 0;
  return {
    name: fit.name,
    parameters,
    observed,
    curves: curvesOf(loop, used),
    x: along(used, volts),
    rows: used.map(({ recording, point }) => loop.recordings[recording]?.rows[point] ?? -1),
    xTitle: 'v (V)',
    yTitle: 'log10(|i| / A)',
    draw: (value) => Math.log10(Math.abs(value)),
    predict: (values) => along(used, currentsOf(work, values)),
    ...(jumping ? withLandmarks(work, outline, used, logs) : pointByPoint(work, used, logs)),
    population: populationOf(work, outline),
    known: false,
    noise:
      `normal scatter of one unknown size of log10(|i|) at every ` +
      `point${jumping ? '; a jump anywhere between its two points' : ''}`,
    nothing: withoutMemory(loop, used, logs),
    heldOut: { points: held.length, residuals: (values) => misses(held, heldLogs, currentsOf(work, values)) },
  };
}

function assertEnough(points: number, parameters: number, file: string): void {
  if (points <= parameters + 5)
    throw new UserError([
      {
        file,
        message:
          `found ${points} points that tell something about the device, expected more than ` +
          `${parameters + 5} for ${parameters} parameters`,
      },
    ]);
}

function placesOf({ recordings }: Loop, kind: LoopRecord['use'][number]): Place[] {
  return recordings.flatMap(({ use }, recording) =>
    [...use.keys()].filter((point) => use[point] === kind).map((point) => ({ recording, point })),
  );
}

function along(places: readonly Place[], rows: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(places, ({ recording, point }) => rows[recording]?.[point] ?? NaN);
}

function logsOf(currents: Float64Array): Float64Array {
  return currents.map((value) => Math.log10(Math.abs(value)));
}

function misses(places: readonly Place[], logs: Float64Array, rows: readonly ArrayLike<number>[]): Float64Array {
  return along(places, rows).map((value, index) => (logs[index] ?? NaN) - Math.log10(Math.max(Math.abs(value), 1e-40)));
}

function currentsOf({ fit, loop, orientation, deviceValues }: LoopFit, values: Float64Array): Float64Array[] {
  return simulate(fit, loop, orientation, [deviceValues(values)], TOLERANCE.residuals).map(
    ([row]) => row ?? new Float64Array(),
  );
}

/** Residuals of a loop that jumps: model and data are laid over each other at the jumps, whose times are landmarks. */
function withLandmarks(
  { fit, loop, orientation, jumps, deviceValues }: LoopFit,
  { features: { scatter } }: LoopOutline,
  used: readonly Place[],
  logs: Float64Array,
): Pick<FitProblem, 'landmarks' | 'reach' | 'residuals'> {
  const registered = (values: Float64Array): Registered[] =>
    loop.recordings.map((recording, index) =>
      register(fit, recording, jumps[index] ?? [], orientation, deviceValues(values), index, TOLERANCE.registered),
    );
  /** In the size of a point's: the scatter of the data stands for the interval that the data leave. */
  const late = (rows: readonly Registered[]): number[] =>
    rows.flatMap(({ jumps: jumped }, index) =>
      (jumps[index] ?? []).map(
        ({ time, interval }, nth) => (scatter * UNIFORM * (time - (jumped[nth] ?? NaN))) / interval,
      ),
    );
  return {
    landmarks: jumps.flat().length,
    reach: REACH,
    residuals: (values) => {
      const rows = registered(values);
      const currents = rows.map(({ current }) => current);
      return Float64Array.of(...misses(used, logs, currents), ...late(rows));
    },
  };
}

/** Residuals of a loop without jumps; neighbours take the time steps of the first point. */
function pointByPoint(
  work: LoopFit,
  used: readonly Place[],
  logs: Float64Array,
): Pick<FitProblem, 'residuals' | 'together'> {
  const { fit, loop, orientation, deviceValues } = work;
  return {
    residuals: (values) => misses(used, logs, currentsOf(work, values)),
    together: (points) => {
      const found = simulate(fit, loop, orientation, points.map(deviceValues), TOLERANCE.derivatives);
      return points.map((_, member) =>
        misses(
          used,
          logs,
          found.map((family) => family[member] ?? new Float64Array()),
        ),
      );
    },
  };
}

function populationOf({ fit, loop, parameters }: LoopFit, outline: LoopOutline): (draws: Generator) => Float64Array {
  const starts = parameters.slice(parameters.length - loop.recordings.length);
  return (draws) =>
    Float64Array.from(
      [
        ...fit.draw(outline, draws),
        ...starts.map(({ start }) => Math.min(Math.max(start + 0.2 * draws.normal(), 0), 1)),
      ],
      (value, index) => Math.min(Math.max(value, parameters[index]?.min ?? NaN), parameters[index]?.max ?? NaN),
    );
}

/** A device without memory: per polarity, log10 of the current a straight line of log10 of the voltage. */
function withoutMemory({ recordings }: Loop, used: readonly Place[], logs: Float64Array): FitProblem['nothing'] {
  const volts = used.map(({ recording, point }) => recordings[recording]?.volts[point] ?? NaN);
  const residuals = new Float64Array(logs.length);
  let parameters = 0;
  for (const sign of [1, -1]) {
    const own = [...logs.keys()].filter((index) => Math.sign(volts[index] ?? NaN) === sign);
    if (own.length === 0) continue;
    const [x, y] = [
      own.map((index) => Math.log10(Math.abs(volts[index] ?? NaN))),
      own.map((index) => logs[index] ?? NaN),
    ];
    const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
    const [mx, my] = [mean(x), mean(y)];
    const slope =
      x.reduce((sum, value, index) => sum + (value - mx) * ((y[index] ?? NaN) - my), 0) /
      x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
    own.forEach((index, nth) => (residuals[index] = (y[nth] ?? NaN) - my - slope * ((x[nth] ?? NaN) - mx)));
    parameters += 2;
  }
  return { residuals, parameters };
}

/** One panel per recording; one curve per direction and polarity. */
function curvesOf({ recordings }: Loop, used: readonly Place[]): Curve[] {
  let from = 0;
  return recordings.flatMap(({ name, branches, volts }, recording) =>
    branches.flatMap((branch): Curve[] => {
      const count = used.filter(
        (place) => place.recording === recording && place.point >= branch.from && place.point < branch.to,
      ).length;
      const [start, end] = [volts[branch.from] ?? NaN, volts[branch.to - 1] ?? NaN];
      const curve = {
        panel: name,
        name: `${Number(start.toPrecision(3))} to ${Number(end.toPrecision(3))} V`,
        from,
        to: from + count,
      };
      from += count;
      return count === 0 ? [] : [curve];
    }),
  );
}
