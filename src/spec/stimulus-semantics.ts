import { isEvent, EVENTS } from '../rule/names.js';
import { eventsOf, type Rule } from '../rule/rule.js';
import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { smallestInterval } from './limits.js';
import { problem, type PathProblem } from './problems.js';
import type { SpecParts } from './spec-parts.js';
import { againstPulse } from './stimulus-timing.js';
import type { StimulusSpec } from './types.js';

/** The third factor: at least one of them must come when the rule waits for any. */
const MODULATORS = ['reward', 'punish'] as const;

/** Whether the stimulus gives the events that the rule waits for, and pulses that a circuit can tell apart. */
export function checkStimulus({ circuit, stimulus }: SpecParts, form: Rule | undefined): PathProblem[] {
  if (!stimulus) return [];
  const names = namesOf(stimulus);
  if (names.length > 0) return names;
  return [
    ...(form ? againstRule(stimulus, form) : []),
    ...(circuit ? againstPulse(stimulus, form, circuit.pulse) : []),
    ...(form?.tick !== undefined && circuit && form.tick < smallestInterval(circuit.pulse)
      ? [
          problem(
            ['rule', 'tick'],
            `is within the ${formatQuantity(circuit.pulse, 's')} event pulse; lengthen it or shorten circuit.pulse`,
          ),
        ]
      : []),
  ];
}

/** Events by experiment that lists them by name. */
function listed({
  spikes,
  poisson,
  bursts,
  steps,
}: StimulusSpec): { readonly path: readonly PropertyKey[]; readonly events: readonly string[] }[] {
  return [
    ...(spikes ? [{ path: ['spikes'], events: Object.keys(spikes.events) }] : []),
    ...(poisson ? [{ path: ['poisson', 'rate'], events: Object.keys(poisson.rate) }] : []),
    ...(bursts ? [{ path: ['bursts'], events: Object.keys(bursts.events) }] : []),
    ...(steps?.rates.map(({ rate }, index) => ({
      path: ['steps', 'rates', index, 'rate'],
      events: Object.keys(rate),
    })) ?? []),
  ];
}

function namesOf(stimulus: StimulusSpec): PathProblem[] {
  const known = EVENTS.filter((event) => event !== 'tick');
  return listed(stimulus).flatMap(({ path, events }) =>
    events
      .filter((event) => !isEvent(event) || event === 'tick')
      .map((event) => ({
        ...problem(
          ['stimulus', ...path, event],
          event === 'tick'
            ? 'ticks come from the rule (rule.tick); remove it'
            : `unknown event; events: ${known.join(', ')}, and pre1 to ` +
                `pre32${didYouMean(event, [...known, 'duration', 'repeat', 'every'])}`,
        ),
        key: true,
      })),
  );
}

function againstRule(stimulus: StimulusSpec, rule: Rule): PathProblem[] {
  const waits = eventsOf(rule);
  return [
    ...pairFaults(stimulus, rule, waits),
    ...MODULATORS.filter((event) => stimulus[event] && !waits.includes(event)).map((event) => ({
      ...problem(['stimulus', event], `the rule does not wait for ${event}; remove it`),
      key: true,
    })),
    ...listed(stimulus).flatMap(({ path, events }) => missingEvents(stimulus, waits, path, events)),
  ];
}

/** Experiments on pairs, where the rule has no pairs or no third factor comes. */
function pairFaults(stimulus: StimulusSpec, { kind }: Rule, waits: readonly string[]): PathProblem[] {
  const pairs = waits.includes('pre') && waits.includes('post');
  const third = thirdOf(waits);
  const found: PathProblem[] = [];
  if (stimulus.window && !pairs) {
    found.push(problem(['stimulus', 'window'], `a ${kind} has no STDP window; remove it or use a rule of kind "stdp"`));
  }
  if (stimulus.credit && !(pairs && waits.includes('reward'))) {
    found.push({
      ...problem(
        ['stimulus', 'credit'],
        `a ${kind} has no credit to assign: it needs pre, post and reward; remove it or use a rule ` +
          `of kind "three-factor"`,
      ),
      key: true,
    });
  }
  const follows = MODULATORS.some((event) => stimulus[event]?.after !== undefined);
  if (stimulus.window && third.length > 0 && !follows) {
    found.push(
      problem(
        ['stimulus', 'window'],
        `the rule waits for ${third.join(' or ')}, and nothing follows a pair; add ` +
          `stimulus.${third[0] ?? ''}: { after: post, delay: 100 ms }`,
      ),
    );
  }
  return found;
}

/** Events that the rule waits for and an experiment that lists its events does not have. */
function missingEvents(
  stimulus: StimulusSpec,
  waits: readonly string[],
  path: readonly PropertyKey[],
  events: readonly string[],
): PathProblem[] {
  const found: PathProblem[] = [];
  const sides = waits.filter((event) => event !== 'tick' && !isModulator(event));
  const third = thirdOf(waits);
  const missing = sides.filter((event) => !given(stimulus, path, event, events));
  if (missing.length > 0)
    found.push({
      ...problem(
        ['stimulus', ...path],
        `there is no event "${missing[0] ?? ''}", and the rule waits for it; add at least one`,
      ),
      key: true,
    });
  const scheduled = stimulus.reward ?? stimulus.punish;
  if (third.length > 0 && !scheduled && !third.some((event) => events.includes(event))) {
    found.push({
      ...problem(
        ['stimulus', ...path],
        `there is no ${third.join(' or ')}, and the rule waits for it; add one, or a schedule ` +
          `stimulus.${third[0] ?? ''}`,
      ),
      key: true,
    });
  }
  return found;
}

function isModulator(event: string): boolean {
  return MODULATORS.some((one) => one === event);
}

function thirdOf(waits: readonly string[]): string[] {
  return waits.filter(isModulator);
}

/** `pre` stands for every input of a group in rates, and a list must hold something. */
function given(
  { spikes }: StimulusSpec,
  path: readonly PropertyKey[],
  event: string,
  events: readonly string[],
): boolean {
  if (path[0] === 'spikes') return (spikes?.events[event]?.length ?? 0) > 0;
  return events.includes(event) || (/^pre\d/.test(event) && events.includes('pre'));
}
