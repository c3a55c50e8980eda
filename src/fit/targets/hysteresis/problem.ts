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

/**
 * The points of a loop, and its jumps, as a problem of least squares.
 * @throws UserError for fewer points than parameters can be told from
 */
export function problemOf(work: LoopFit, outline: LoopOutline, file: string): FitProblem {
  const { fit, loop, orientation, parameters, deviceValues, jumps } = work;
  const pick = (kind: LoopRecord['use'][number]): { recording: number; point: number }[] =>
    loop.recordings.flatMap(({ use }, recording) =>
      [...use.keys()].filter((point) => use[point] === kind).map((point) => ({ recording, point })),
    );
  const [seen, held] = [pick('fit'), pick('predict')];
  const used = seen.filter(({ recording, point }) => !besideJump(jumps[recording] ?? [], point));
  if (used.length <= parameters.length + 5)
    throw new UserError([
      {
        file,
        message:
          `found ${used.length} points that tell something about the device, expected more than ` +
          `${parameters.length + 5} for ${parameters.length} parameters`,
      },
    ]);
  const along = (places: typeof seen, rows: readonly ArrayLike<number>[]): Float64Array =>
    Float64Array.from(places, ({ recording, point }) => rows[recording]?.[point] ?? NaN);
  const observed = along(
    used,
    loop.recordings.map(({ current }) => current),
  );
  const observedLogs = observed.map((value) => Math.log10(Math.abs(value)));
  const heldLogs = along(
    held,
    loop.recordings.map(({ current }) => current),
  ).map((value) => Math.log10(Math.abs(value)));
  const misses = (places: typeof seen, logs: Float64Array, rows: readonly ArrayLike<number>[]): Float64Array =>
    along(places, rows).map((value, index) => (logs[index] ?? NaN) - Math.log10(Math.max(Math.abs(value), 1e-40)));
  const currents = (values: Float64Array): Float64Array[] =>
    simulate(fit, loop, orientation, [deviceValues(values)], TOLERANCE.residuals).map(
      ([row]) => row ?? new Float64Array(),
    );
  const landmarks = jumps.flat();
  const registered = (values: Float64Array): Registered[] =>
    loop.recordings.map((recording, index) =>
      register(fit, recording, jumps[index] ?? [], orientation, deviceValues(values), index, TOLERANCE.registered),
    );
  /** In the size of a point's: the scatter of the data stands for the interval that the data leave. */
  const late = (rows: readonly Registered[]): number[] =>
    rows.flatMap(({ jumps: jumped }, index) =>
      (jumps[index] ?? []).map(
        ({ time, interval }, nth) => (outline.features.scatter * UNIFORM * (time - (jumped[nth] ?? NaN))) / interval,
      ),
    );
  return {
    name: fit.name,
    parameters,
    observed,
    curves: curvesOf(loop, used),
    x: along(
      used,
      loop.recordings.map(({ volts }) => volts),
    ),
    rows: used.map(({ recording, point }) => loop.recordings[recording]?.rows[point] ?? -1),
    xTitle: 'v (V)',
    yTitle: 'log10(|i| / A)',
    draw: (value) => Math.log10(Math.abs(value)),
    predict: (values) => along(used, currents(values)),
    ...(landmarks.length > 0
      ? {
          landmarks: landmarks.length,
          reach: REACH,
          residuals: (values) => {
            const rows = registered(values);
            return Float64Array.of(
              ...misses(
                used,
                observedLogs,
                rows.map(({ current }) => current),
              ),
              ...late(rows),
            );
          },
        }
      : {
          residuals: (values) => misses(used, observedLogs, currents(values)),
          together: (points) => {
            const found = simulate(fit, loop, orientation, points.map(deviceValues), TOLERANCE.derivatives);
            return points.map((_, member) =>
              misses(
                used,
                observedLogs,
                found.map((family) => family[member] ?? new Float64Array()),
              ),
            );
          },
        }),
    population: (draws) =>
      Float64Array.from(
        [
          ...fit.draw(outline, draws),
          ...parameters
            .slice(parameters.length - loop.recordings.length)
            .map(({ start }) => Math.min(Math.max(start + 0.2 * draws.normal(), 0), 1)),
        ],
        (value, index) => Math.min(Math.max(value, parameters[index]?.min ?? NaN), parameters[index]?.max ?? NaN),
      ),
    known: false,
    noise:
      `normal scatter of one unknown size of log10(|i|) at every ` +
      `point${landmarks.length > 0 ? '; a jump anywhere between its two points' : ''}`,
    nothing: withoutMemory(loop, used, observedLogs),
    heldOut: { points: held.length, residuals: (values) => misses(held, heldLogs, currents(values)) },
  };
}

/** A device without memory: per polarity, log10 of the current a straight line of log10 of the voltage. */
function withoutMemory(
  { recordings }: Loop,
  used: readonly { readonly recording: number; readonly point: number }[],
  logs: Float64Array,
): FitProblem['nothing'] {
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
function curvesOf(
  { recordings }: Loop,
  used: readonly { readonly recording: number; readonly point: number }[],
): Curve[] {
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
