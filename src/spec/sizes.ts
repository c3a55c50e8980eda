import { formatQuantity } from '../units/format.js';
import { LONGEST_DURATION, MOST_CONDITIONS, MOST_EVENTS, MOST_MEASUREMENTS } from './limits.js';
import { problem, type PathProblem } from './problems.js';
import { isSampledCheck, type QuantityVocabulary } from './quantity-vocabulary.js';
import type { SpecParts } from './spec-parts.js';
import type { StimulusSpec, VariationsSpec } from './types.js';

/*
 * Products of numbers that are small one by one: they are counted before anything of their size is made.
 */

type Grid = Pick<VariationsSpec, 'corners' | 'temperatures' | 'supplies' | 'capacitors' | 'biases' | 'grid' | 'list'>;

/** What is too much of a spec. */
export function sizeProblems(
  { variations, verify, stimulus }: SpecParts,
  quantities: QuantityVocabulary,
): PathProblem[] {
  return [
    ...(variations ? conditionProblems(variations) : []),
    ...(variations ? measurementProblems(variations, verify, quantities) : []),
    ...(stimulus ? durationProblems(stimulus) : []),
  ];
}

/** Number of conditions, without making them. */
export function conditionCount({ corners, temperatures, supplies, capacitors, biases, grid, list }: Grid): number {
  if (list) return list.length;
  const lengths = [corners, temperatures, supplies, capacitors, biases].map(({ length }) => length);
  return grid === 'one-at-a-time'
    ? 1 + lengths.reduce((sum, length) => sum + length, 0)
    : lengths.reduce((product, length) => product * Math.max(1, length), 1);
}

function conditionProblems(variations: VariationsSpec): PathProblem[] {
  const count = conditionCount(variations);
  if (count <= MOST_CONDITIONS) return [];
  return [
    problem(
      ['variations'],
      `the lists multiply to ${count} conditions, expected at most ${MOST_CONDITIONS}; take fewer values, name the ` +
        `conditions in "list", or take "grid: one-at-a-time"`,
    ),
  ];
}

/** Samples and runs with noise, at every condition. */
function measurementProblems(
  variations: VariationsSpec,
  verify: SpecParts['verify'],
  quantities: QuantityVocabulary,
): PathProblem[] {
  const { sampling, noise } = variations;
  const conditions = Math.min(conditionCount(variations), MOST_CONDITIONS);
  const checks = Math.max(1, verify.filter((check) => check && isSampledCheck(check, quantities)).length);
  const samples = (sampling?.samples ?? 0) * conditions * checks;
  const runs = (noise?.runs ?? 0) * conditions;
  const fault = (key: string, count: number, what: string): PathProblem =>
    problem(
      ['variations', key],
      `${count} ${what} at ${conditions} conditions are more than the ${MOST_MEASUREMENTS} measurements that fit ` +
        `into memory; take fewer`,
    );
  return [
    ...(samples > MOST_MEASUREMENTS
      ? [
          fault(
            sampling?.spread.mismatch ? 'mismatch' : 'spread',
            sampling?.samples ?? 0,
            `samples of ${checks} checks`,
          ),
        ]
      : []),
    ...(runs > MOST_MEASUREMENTS ? [fault('noise', noise?.runs ?? 0, 'runs')] : []),
  ];
}

/** Experiments that are put together from parts. */
function durationProblems({ history, bursts, steps, spikes }: StimulusSpec): PathProblem[] {
  const found: PathProblem[] = [];
  const long = (path: readonly PropertyKey[], duration: number): void => {
    if (duration > LONGEST_DURATION)
      found.push(
        problem(
          ['stimulus', ...path],
          `lasts ${formatQuantity(duration, 's')} in all, expected at most ${formatQuantity(LONGEST_DURATION, 's')}; ` +
            `shorten it`,
        ),
      );
  };
  if (history !== undefined && history !== 'rest') long(['history'], history.warm * history.interval);
  if (bursts) long(['bursts'], bursts.repeat * bursts.every);
  if (steps) {
    long(
      ['steps'],
      steps.rates.reduce((sum, { duration }) => sum + duration, 0),
    );
    found.push(...stepEvents(steps));
  }
  const events = Object.values(spikes?.events ?? {}).reduce((sum, times) => sum + times.length, 0);
  if (events > 4 * MOST_EVENTS)
    found.push(
      problem(['stimulus', 'spikes'], `holds ${events} events, expected at most ${4 * MOST_EVENTS}; take fewer`),
    );
  return found;
}

function stepEvents({ rates }: NonNullable<StimulusSpec['steps']>): PathProblem[] {
  const expected = new Map<string, number>();
  for (const { rate, duration } of rates)
    for (const [event, hertz] of Object.entries(rate)) {
      // What is too much by itself is told at its place.
      if (hertz * duration > MOST_EVENTS) return [];
      expected.set(event, (expected.get(event) ?? 0) + hertz * duration);
    }
  return [...expected]
    .filter(([, count]) => count > MOST_EVENTS)
    .slice(0, 1)
    .map(([event, count]) =>
      problem(
        ['stimulus', 'steps'],
        `gives about ${Math.round(count)} events (${event}) in all and at most ${MOST_EVENTS} can be simulated; ` +
          `shorten it or lower the rates`,
      ),
    );
}
