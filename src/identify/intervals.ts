import { Matrix, pseudoInverse } from 'ml-matrix';
import { fitSide } from '../compare/window-fit.js';
import { estimate } from '../fit/estimate-problem.js';
import { studentQuantile } from '../fit/inference/diagnostics.js';
import type { FitProblem } from '../fit/problem.js';
import { coordinateOf, valueOf, type FitParameter } from '../fit/search/parameter.js';
import type { Candidate, Evidence } from './choose.js';
import { totalOf } from './measured.js';
import type { Observation } from './observations.js';
import { problemOf } from './problem.js';
import type { TrialKind } from './trial.js';

/** A number of the rule with its 95 % interval; none where nothing that was measured depends on it. */
export interface Interval {
  readonly parameter: FitParameter;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** Parts of what was measured that tell an amplitude and a time constant by themselves. */
const PARTS: readonly (readonly TrialKind[])[] = [['pair'], ['weights'], ['repeat', 'triplet', 'frequency'], ['train']];
/** What a part is asked for. */
const ASKED = ['a+', 'tau+', 'a-', 'tau-'];

/**
 * Intervals of a rule that describes an exact simulation. What scatters is what the rule cannot describe, and that goes
 * together within an experiment: experiments are the independent things (cluster-robust covariance, Liang and Zeger,
 * Biometrika 73:13 (1986)), if that is wider than the usual one. And where an amplitude or a time constant depends on
 * what it is measured with, its interval reaches over what each kind of experiment says alone.
 */
export async function intervalsOf(candidate: Candidate, evidence: Evidence): Promise<Interval[]> {
  const parts = windowParts(evidence);
  for (const kinds of PARTS) parts.push(await partly(candidate, evidence, kinds));
  const errors = errorsOf(candidate, evidence.observations);
  const { problem, values } = candidate.estimate;
  return problem.parameters.map((parameter, index): Interval => {
    const value = values[index] ?? NaN;
    const error = errors[index];
    if (error === undefined) return { parameter, value };
    const at = coordinateOf(parameter, value);
    const clip = (end: number): number => Math.min(parameter.max, Math.max(parameter.min, end));
    const alone = parts.flatMap((part) => part.get(parameter.name) ?? []);
    return {
      parameter,
      value,
      low: clip(Math.min(valueOf(parameter, at - error), ...alone)),
      high: clip(Math.max(valueOf(parameter, at + error), ...alone)),
    };
  });
}

/** Distances, in time constants of the scan, that a window is fitted over: all, and without the ends. */
const DISTANCES = [
  [0, Infinity],
  [0.25, Infinity],
  [0, 2.5],
] as const;

/** The exponential of each side at the weight of the start, as a verification fits it to its distances. */
function windowParts({ observations, start, timing }: Evidence): Map<string, number>[] {
  const pairs = observations.filter(({ trial }) => trial.kind === 'pair' && trial.start === start);
  return DISTANCES.map(([from, to]) => {
    const found = new Map<string, number>();
    for (const [side, sign, tau] of [
      [1, '+', timing.plus],
      [-1, '-', timing.minus],
    ] as const) {
      const own = pairs.filter(({ trial: { dt = NaN } }) => side * dt > from * tau && side * dt < to * tau);
      const fit = fitSide(
        { dt: Float64Array.from(own, ({ trial }) => trial.dt ?? NaN), change: Float64Array.from(own, totalOf) },
        side,
      );
      if (fit.tau !== undefined) found.set(`a${sign}`, fit.amplitude).set(`tau${sign}`, fit.tau);
    }
    return found;
  });
}

/** Half the width of each interval, in coordinates; undefined for a parameter that nothing depends on. */
function errorsOf({ estimate: found }: Candidate, observations: readonly Observation[]): (number | undefined)[] {
  const { jacobian } = found.search.best;
  const cluster = clustersOf(found.problem, observations);
  const bread = pseudoInverse(jacobian.transpose().mmul(jacobian));
  const scores = new Map<number, Matrix>();
  found.residuals.forEach((residual, row) => {
    const score = Matrix.rowVector(jacobian.getRow(row)).mul(residual);
    const of = cluster[row] ?? -1;
    scores.set(of, scores.get(of)?.add(score) ?? score);
  });
  const size = jacobian.columns;
  const meat = [...scores.values()].reduce((sum, one) => sum.add(one.transpose().mmul(one)), Matrix.zeros(size, size));
  const robust = bread
    .mmul(meat)
    .mmul(bread)
    .mul(scores.size / (scores.size - 1));
  const quantile = studentQuantile(Math.max(1, scores.size - size));
  return found.problem.parameters.map((_, index) => {
    if (jacobian.getColumn(index).every((entry) => entry === 0)) return undefined;
    const variance = Math.max(robust.get(index, index), found.scatter ** 2 * bread.get(index, index));
    return Number.isFinite(variance) ? quantile * Math.sqrt(variance) : undefined;
  });
}

/** Which trial each point of a problem belongs to. */
function clustersOf({ rows }: FitProblem, observations: readonly Observation[]): number[] {
  const of = observations.flatMap(({ steps }, index) => steps.map(() => index));
  return rows.map((row) => of[row] ?? -1);
}

/** Amplitudes and time constants from some kinds of experiments alone, everything else as it was found in all. */
async function partly(
  { hypothesis, values, estimate: whole }: Candidate,
  { watch, ...given }: Evidence,
  kinds: readonly TrialKind[],
): Promise<Map<string, number>> {
  const observations = given.observations.filter(({ trial }) => kinds.includes(trial.kind));
  const problem = problemOf(hypothesis, { ...given, observations }, values);
  const asked = problem.parameters.flatMap(({ name }, index) => (ASKED.includes(name) ? [index] : []));
  if (problem.observed.length <= 2 * asked.length) return new Map();
  const complete = (free: Float64Array): Float64Array => {
    const all = whole.values.slice();
    asked.forEach((index, position) => (all[index] = free[position] ?? NaN));
    return all;
  };
  const found = await estimate(
    {
      ...problem,
      parameters: asked.map((index) => problem.parameters[index]!),
      predict: (free) => problem.predict(complete(free)),
      residuals: (free) => problem.residuals(complete(free)),
    },
    { seed: 1, starts: 1, robust: false, intervals: 'none' },
    watch,
  );
  if (found.faults.length > 0) return new Map();
  return new Map(asked.map((index, position) => [problem.parameters[index]!.name, found.values[position] ?? NaN]));
}
