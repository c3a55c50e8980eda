import { formatPercent, formatQuantity } from '../units/format.js';
import type { Candidate } from './choose.js';
import { SIMPLER } from './choose.js';
import type { Side } from './hypothesis.js';
import type { Interval } from './intervals.js';
import { boundOf } from './measured.js';
import type { Observation } from './observations.js';
import type { Scan } from './scan.js';
import { moves } from './scan.js';

/*
 * What somebody wants to hear first of a circuit whose rule was looked for.
 */

/** Correlation above which two numbers stand for each other. */
const TOGETHER = 0.98;
/** Most hypotheses that are named beside the chosen one. */
const MOST_ALIKE = 5;

/** Sides that do not learn, with what single events do; volts of the whole range. */
export function missingSides(scan: Scan, range: number): string[] {
  const volts = (change: number): string => formatQuantity(change * range, 'V', 3);
  return (
    [
      ['plus', 'no potentiation', 'dt > 0', scan.blank.post],
      ['minus', 'no depression', 'dt < 0', scan.blank.pre],
    ] as const
  ).flatMap(([side, what, where, blank]) => {
    if (moves(scan[side])) return [];
    const points = scan[side].map(({ change }) => change);
    const largest = points.reduce((most, change) => (Math.abs(change) > Math.abs(most) ? change : most), 0);
    const last = scan[side].at(-1)?.dt ?? NaN;
    return [
      `${what}: the second event of a pair moves the weight by at most ${volts(largest + blank)} at any ${where} up ` +
        `to ${formatQuantity(last, 's', 2)}, and by ${volts(blank)} without the first (blank)`,
    ];
  });
}

/** The rule in a line, sides that work the other way round, and bounds that are missing. */
export function findingsOf(
  { values, name }: Candidate,
  intervals: readonly Interval[],
  bounds: readonly Observation[],
  range: number,
): string[] {
  const text = (of: string, unit: string): string => {
    const found = intervals.find(({ parameter }) => parameter.name === of);
    const value = found?.value ?? NaN;
    const half = ((found?.high ?? NaN) - (found?.low ?? NaN)) / 2;
    const share = Number.isFinite(half) ? ` +- ${formatPercent(Math.abs(half / value), 2)}` : '';
    const size = unit === '1' ? ` (${formatQuantity(value * range, 'V', 3)})` : '';
    return `${of} ${formatQuantity(value, unit, 3)}${size}${share}`;
  };
  const sides = (['+', '-'] as const).filter((sign) => values[`a${sign}`] !== undefined);
  return [
    `${name}: ${sides.map((sign) => `${text(`a${sign}`, '1')}, ${text(`tau${sign}`, 's')}`).join('; ')}`,
    ...turned(values['a+'], 1),
    ...turned(values['a-'], -1),
    ...bounds.flatMap((one) => {
      const { says } = boundOf(one);
      return /leaves/.test(says) ? [`${one.trial.label}: the weight ${says}`] : [];
    }),
  ];
}

function turned(amplitude: number | undefined, direction: 1 | -1): string[] {
  if (amplitude === undefined || Math.sign(amplitude) === direction) return [];
  const order = direction > 0 ? 'post after pre' : 'pre after post';
  return [`${order} moves the weight ${direction > 0 ? 'down' : 'up'}: the other way round than STDP`];
}

/** What the measurements do not tell apart: other hypotheses, and numbers of the chosen one. */
export function alikeOf(chosen: Candidate, candidates: readonly Candidate[], intervals: readonly Interval[]): string[] {
  const least = Math.min(...candidates.map(({ estimate }) => estimate.scatter));
  const others = candidates
    .filter((one) => one !== chosen && one.estimate.scatter <= (1 + SIMPLER) * least && differs(one, chosen))
    .filter((one) => count(one) <= count(chosen) + 1)
    .sort((a, b) => count(a) - count(b) || a.estimate.scatter - b.estimate.scatter);
  return [
    ...others
      .slice(0, MOST_ALIKE)
      .map(
        (one) =>
          `${one.name}: misfit ${formatPercent(one.estimate.scatter / chosen.estimate.scatter - 1, 2)} from the ` +
          `chosen one's`,
      ),
    ...correlated(chosen),
    ...intervals.flatMap(({ parameter, low }) =>
      low === undefined ? [`${parameter.name}: nothing that was measured depends on it`] : [],
    ),
  ];
}

function count({ estimate: { parameters } }: Candidate): number {
  return parameters.length;
}

/** In what it says of a side, not in what events and time do alone. */
function differs(one: Candidate, other: Candidate): boolean {
  const side = (a: Side | undefined, b: Side | undefined): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return side(one.hypothesis.plus, other.hypothesis.plus) || side(one.hypothesis.minus, other.hypothesis.minus);
}

function correlated({ estimate: { parameters, correlation } }: Candidate): string[] {
  return parameters.flatMap(({ name }, row) =>
    parameters.slice(0, row).flatMap((other, column) => {
      const both = correlation[row]?.[column] ?? 0;
      return Math.abs(both) > TOGETHER ? [`${other.name} and ${name}: correlation ${both.toFixed(3)}`] : [];
    }),
  );
}
