import { ratio, sweepPoints, type Analysis, type Scale } from './analysis.js';
import type { NgspiceErrorKind } from './errors.js';
import { wantedName, type Plot, type Vector } from './vectors.js';

const END_SLACK = 1e-6;

/** A result that cannot be trusted, before the reason is looked for in what ngspice printed. */
export class Rejection extends Error {
  constructor(
    readonly kind: NgspiceErrorKind,
    message: string,
    readonly known?: readonly string[],
  ) {
    super(message);
  }
}

/** Only the vectors asked for, in that order; all of them when none are named. */
export function pickVectors({ vectors }: Plot, save: readonly string[] | undefined): ReadonlyMap<string, Vector> {
  if (save === undefined) {
    if (vectors.size === 0) throw new Rejection('no-output', 'the result has no vectors');
    return vectors;
  }
  const names = save.map(wantedName);
  const missing = names.filter((name) => !vectors.has(name));
  if (missing.length > 0) {
    throw new Rejection(
      'missing-vector',
      `the circuit has no ${missing.join(', ')}; the result has ` +
        `${[...vectors.keys()].slice(0, 20).join(', ') || 'nothing'}`,
      [...vectors.keys()],
    );
  }
  return new Map(names.map((name) => [name, vectors.get(name)!]));
}

/** Throws unless the analysis reached its end and every value is finite. */
export function checkPlot(analysis: Analysis, { axis, vectors }: Plot): void {
  const points = axis?.values.length ?? vectors.values().next().value?.values.length ?? 0;
  if (points === 0) throw new Rejection('no-output', `the ${analysis.kind} result is empty`);
  if (!isOnePoint(analysis)) {
    if (!axis) throw new Rejection('no-output', `the ${analysis.kind} result has no axis`);
    checkEnd(analysis, axis.values);
    checkFinite(axis, axis);
  }
  for (const vector of vectors.values()) {
    if (vector.values.length !== points)
      throw new Rejection('truncated', `${vector.name} has ${vector.values.length} values instead of ${points}`);
    checkFinite(vector, axis);
  }
}

/** Whether a result has no axis. */
export function isOnePoint(analysis: Analysis): boolean {
  return ['op', 'tf', 'pz'].includes(analysis.kind) || (analysis.kind === 'sens' && !analysis.sweep);
}

function checkEnd(analysis: Analysis, axis: Float64Array): void {
  const last = axis[axis.length - 1]!;
  switch (analysis.kind) {
    case 'tran':
      for (let index = 1; index < axis.length; index += 1) {
        if (axis[index]! < axis[index - 1]!)
          throw new Rejection('truncated', `time runs backwards at ${axis[index]} s`);
      }
      if (!(last >= analysis.stop * (1 - END_SLACK)))
        throw new Rejection('truncated', `the transient ends at ${last} s instead of ${analysis.stop} s`);
      return;
    case 'ac':
    case 'noise':
      return checkFrequencies(analysis, axis);
    case 'sens':
      if (analysis.sweep) checkFrequencies(analysis.sweep, axis);
      return;
    case 'op':
    case 'tf':
    case 'pz':
      return;
    case 'dc': {
      const [inner, outer] = [
        sweepPoints(analysis.sweeps[0]),
        analysis.sweeps[1] ? sweepPoints(analysis.sweeps[1]) : 1,
      ];
      const { to, step } = analysis.sweeps[0];
      // Rounding in the engine may add or drop the last value of each sweep.
      const complete =
        axis.length >= Math.max(1, inner - 1) * Math.max(1, outer - 1) &&
        Math.abs(last - to) <= Math.abs(step) * (1 + END_SLACK);
      if (!complete)
        throw new Rejection(
          'truncated',
          `the sweep has ${axis.length} points instead of ${inner * outer} and ends at ${last} instead of ${to}`,
        );
    }
  }
}

function checkFrequencies(sweep: { scale?: Scale; points: number; to: number }, axis: Float64Array): void {
  if (sweep.scale !== 'lin') expectFrequency(axis[axis.length - 1]!, sweep.to, ratio(sweep));
  else if (axis.length < sweep.points)
    throw new Rejection('truncated', `the sweep has ${axis.length} points instead of ${sweep.points}`);
}

/** The last frequency of a logarithmic sweep lies less than one step below its end. */
function expectFrequency(last: number, to: number, step: number): void {
  if (!(last >= (to / step) * (1 - END_SLACK)))
    throw new Rejection('truncated', `the sweep ends at ${last} Hz instead of ${to} Hz`);
}

function checkFinite({ name, values, imaginary }: Vector, axis: Vector | undefined): void {
  for (const part of imaginary ? [values, imaginary] : [values]) {
    for (let index = 0; index < part.length; index += 1) {
      if (!Number.isFinite(part[index]))
        throw new Rejection(
          'not-finite',
          `${name} is ${part[index]}${axis ? ` at ${axis.name} = ${axis.values[index]}` : ''}`,
        );
    }
  }
}
