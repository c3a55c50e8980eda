import { traceStates, type Rule } from '../rule/rule.js';
import { formatQuantity } from '../units/format.js';
import { MOST_EVENTS, REFRACTORY_PULSES, REFRACTORY_SHARE, smallestInterval } from './limits.js';
import { problem, type PathProblem } from './problems.js';
import type { EventTimes, StimulusSpec } from './types.js';
import { windowPoints } from './window.js';

/** Pulses of events that a circuit cannot tell apart, and more of them than can be simulated. */
export function againstPulse(stimulus: StimulusSpec, rule: Rule | undefined, pulse: number): PathProblem[] {
  const text = `the ${formatQuantity(pulse, 's')} event pulse`;
  const { spikes, poisson, steps } = stimulus;
  return [
    ...windowAgainstPulse(stimulus, pulse, text),
    ...creditAgainstPulse(stimulus, pulse, text),
    ...Object.keys(spikes?.events ?? {}).flatMap((event) =>
      listAgainstPulse(spikes?.events ?? {}, spikes?.duration ?? 0, event, pulse, text),
    ),
    ...(poisson ? ratesAgainstPulse(poisson.rate, poisson.duration, ['poisson'], ['rate'], pulse, text) : []),
    ...(steps?.rates.flatMap(({ rate, duration }, index) =>
      ratesAgainstPulse(rate, duration, ['steps', 'rates', index], ['rate'], pulse, text),
    ) ?? []),
    ...burstsAgainstPulse(stimulus, pulse, text),
    ...historyAgainstRest(stimulus, rule, pulse, text),
  ];
}

function creditAgainstPulse({ credit }: StimulusSpec, pulse: number, text: string): PathProblem[] {
  if (!credit) return [];
  const shortest = smallestInterval(pulse);
  return [
    ...(Math.abs(credit.dt) < shortest
      ? [problem(['stimulus', 'credit', 'dt'], `is within ${text}; take a larger one or a shorter circuit.pulse`)]
      : []),
    ...((credit.delays[0] ?? Infinity) < shortest
      ? [
          problem(
            ['stimulus', 'credit', 'delays', 0],
            `is within ${text}; take a longer delay or a shorter circuit.pulse`,
          ),
        ]
      : []),
  ];
}

function windowAgainstPulse({ window }: StimulusSpec, pulse: number, text: string): PathProblem[] {
  const nearest = window ? Math.min(...windowPoints(window).map(Math.abs)) : Infinity;
  if (nearest >= smallestInterval(pulse)) return [];
  return [
    problem(
      ['stimulus', 'window', 'step'],
      `the smallest |dt| is ${formatQuantity(nearest, 's')}, within ${text}; take a larger step or a ` +
        `shorter circuit.pulse`,
    ),
  ];
}

function listAgainstPulse(
  events: EventTimes,
  duration: number,
  event: string,
  pulse: number,
  text: string,
): PathProblem[] {
  const found: PathProblem[] = [];
  const times = events[event] ?? [];
  const shortest = smallestInterval(pulse);
  const close = times.findIndex((time, index) => index > 0 && time - (times[index - 1] ?? 0) < shortest - 1e-12);
  if (close > 0)
    found.push(
      problem(
        ['stimulus', 'spikes', event, close],
        `starts within ${text} of the event before it; move it or shorten circuit.pulse`,
      ),
    );
  const cut = times.findIndex((time) => time < duration && time + shortest > duration + 1e-12);
  if (cut >= 0)
    found.push(
      problem(
        ['stimulus', 'spikes', event, cut],
        `${text} ends after the duration of the experiment; lengthen "duration"`,
      ),
    );
  return found;
}

function ratesAgainstPulse(
  rates: Readonly<Record<string, number>>,
  duration: number,
  path: readonly PropertyKey[],
  key: readonly string[],
  pulse: number,
  text: string,
): PathProblem[] {
  return Object.entries(rates).flatMap(([event, rate]) => {
    const found: PathProblem[] = [];
    if (event === 'post' && rate === rates['pre']) return found;
    if (rate * REFRACTORY_PULSES * pulse > REFRACTORY_SHARE) {
      const most = REFRACTORY_SHARE / (REFRACTORY_PULSES * pulse);
      found.push(
        problem(
          ['stimulus', ...path, ...key],
          `${formatQuantity(rate, 'Hz')} (${event}) leaves too little room for ${text}; take at most ` +
            `${formatQuantity(most, 'Hz')} or shorten circuit.pulse`,
        ),
      );
    }
    if (rate * duration > MOST_EVENTS) {
      found.push(
        problem(
          ['stimulus', ...path, 'duration'],
          `gives about ${Math.round(rate * duration)} events (${event}) and at most ${MOST_EVENTS} can be ` +
            `simulated; shorten it or lower the rate`,
        ),
      );
    }
    return found;
  });
}

function burstsAgainstPulse({ bursts }: StimulusSpec, pulse: number, text: string): PathProblem[] {
  const shortest = smallestInterval(pulse);
  return Object.entries(bursts?.events ?? {}).flatMap(([event, { spikes, interval = 0, delay }]) => {
    const path = ['stimulus', 'bursts', event];
    const every = bursts?.every ?? 0;
    if (spikes > 1 && interval < shortest)
      return [problem([...path, 'interval'], `is within ${text}; lengthen it or shorten circuit.pulse`)];
    if (delay + (spikes - 1) * interval + shortest > every + 1e-12)
      return [
        problem(
          path,
          `a burst takes ${formatQuantity(delay + (spikes - 1) * interval + pulse, 's')} and the next ` +
            `begins after ${formatQuantity(every, 's')}; lengthen stimulus.bursts.every`,
        ),
      ];
    if (spikes * (bursts?.repeat ?? 1) > MOST_EVENTS)
      return [
        problem(
          [...path, 'spikes'],
          `gives ${spikes * (bursts?.repeat ?? 1)} events and at most ${MOST_EVENTS} can be simulated; take fewer`,
        ),
      ];
    return [];
  });
}

/** A trace must have decayed to 1 % between two pairs: after that, a pair is measured and not its neighbours. */
const FORGOTTEN = 5;

/** Conditioning pairs must not reach into each other, nor into the measured one. */
function historyAgainstRest(
  { history, window }: StimulusSpec,
  rule: Rule | undefined,
  pulse: number,
  text: string,
): PathProblem[] {
  if (history === undefined || history === 'rest') return [];
  const path = ['stimulus', 'history', 'interval'];
  const shortest = 2 * smallestInterval(pulse);
  if (history.interval < shortest)
    return [problem(path, `leaves too little room for ${text}; take at least ${formatQuantity(shortest, 's')}`)];
  if (!window || !rule) return [];
  const widest = Math.max(...windowPoints(window).map(Math.abs));
  const slowest = Math.max(
    0,
    ...traceStates(rule)
      .filter((state) => countsSides(rule, state.name))
      .map(({ tau }) => tau),
  );
  const needed = widest + FORGOTTEN * slowest;
  if (history.interval >= needed) return [];
  return [
    problem(
      path,
      `pairs up to ${formatQuantity(widest, 's')} wide would reach into their neighbours by traces of ` +
        `${formatQuantity(slowest, 's')}; take at least ${formatQuantity(needed, 's')}`,
    ),
  ];
}

/** Whether pre or post adds a constant to the trace: it carries one event to the next. */
function countsSides(rule: Rule, state: string): boolean {
  return rule.updates.some(
    (update) => update.state === state && update.factors.length === 0 && ['pre', 'post'].includes(update.event),
  );
}
