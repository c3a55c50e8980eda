import type { RuleSpec } from '../rule/parameters.js';
import { expandRule } from '../rule/presets.js';
import { eventsOf, traceStates, weightState, type Rule } from '../rule/rule.js';
import { decaysOnly, ticked } from '../rule/ticked.js';
import { smallestInterval } from '../spec/limits.js';
import type { EventTimes, Spec, StimulusSpec } from '../spec/types.js';
import { windowPoints } from '../spec/window.js';
import { formatQuantity } from '../units/format.js';
import { UserError } from '../units/user-error.js';
import { loadEvents } from './csv.js';
import type { Experiment } from './experiment.js';
import { neuronExperiments } from './neuron-experiments.js';
import { periodic, scheduledOnsets } from './schedule.js';
import { burstEvents, decimal, isGroupInput, poissonEvents, stepEvents, type Train } from './trains.js';

/** Rest before the first event of `impulse` and `window`, seconds: shows that the circuit starts settled. */
export const LEAD_IN = 10e-3;

/** The same of a drawn circuit, whose times are its own, in pulses. */
const REST_PULSES = 10;

/** How long a weight is watched at rest: in time constants of the slowest trace and, without one, in pulses. */
const IDLE_TIMES = 10;
const IDLE_PULSES = 100;

/** A trace is followed for this many time constants. */
const DECAY_TIMES = 6;

/** Rest after the second event of a pair, seconds and in pulses: the weight has its final value. */
const SETTLE = 5e-3;
const SETTLE_PULSES = 4;

export interface ExperimentOptions {
  /** Folder of the spec; CSV files are looked up in it. The working directory when absent. */
  readonly folder?: string;
  /** Also run dt = 0 of the window, where the rule leaves the sign open. */
  readonly includeZero?: boolean;
}

/** What every experiment of a spec shares. */
interface Setting {
  readonly rule: Rule;
  readonly pulse: number;
  /** Rest before the first event and after the last one, seconds. */
  readonly rest: { readonly before: number; readonly after: number };
  readonly stimulus: Pick<StimulusSpec, 'history' | 'reward' | 'punish'>;
  /** Single events and pairs come without ticks, which are there for decays alone. */
  readonly quiet?: boolean;
}

/**
 * Every experiment a spec describes: `impulse` (one presynaptic event), one `window` experiment for each dt, then the
 * trains. Events the rule does not wait for are left out; each experiment begins with the stated history. Throws a
 * UserError for faults in a CSV file and for trains without events.
 */
export function expandExperiments(
  spec: Spec,
  { folder = '.', includeZero = false }: ExperimentOptions = {},
): Experiment[] {
  const {
    stimulus,
    circuit: { pulse },
  } = spec;
  const stated = expandRule(spec.rule);
  // A circuit that is drawn already makes its drifts by itself.
  const found = spec.dut ? undefined : ticked(stated);
  const rule = found?.rule ?? stated;
  if (rule.neuron) return neuronExperiments(rule.neuron, spec);
  const quiet = found !== undefined && decaysOnly(found, stated);
  const setting: Setting = { rule, pulse, rest: restOf(spec, rule), stimulus, quiet };
  const waits = eventsOf(rule);
  const experiments: Experiment[] = [impulse(setting)];
  if (stimulus.window && waits.includes('pre') && waits.includes('post')) {
    const pairs = windowPoints(stimulus.window, { includeZero }).map((dt) => pair(dt, setting));
    experiments.push(
      ...pairs,
      ...stimulus.window.weights.flatMap((start) => pairs.map((one) => startingAt(start, one))),
    );
  }
  if (stimulus.credit)
    experiments.push(
      ...stimulus.credit.delays.map((delay) => creditExperiment(delay, stimulus.credit?.dt ?? NaN, setting)),
    );
  const add = (name: Experiment['name'], label: string, train: Train): void =>
    void experiments.push(trainExperiment(name, label, train, setting));
  if (stimulus.spikes) add('spikes', 'spikes', stimulus.spikes);
  if (stimulus.poisson)
    add('poisson', `poisson, seed ${stimulus.poisson.seed}`, poissonEvents(stimulus.poisson, waits, pulse));
  if (stimulus.bursts) add('bursts', 'bursts', burstEvents(stimulus.bursts, pulse));
  if (stimulus.steps) add('steps', `rate steps, seed ${stimulus.steps.seed}`, stepEvents(stimulus.steps, waits, pulse));
  if (stimulus.csv) {
    const { file, duration } = stimulus.csv;
    add('csv', `csv ${file}`, { ...loadEvents(file, folder, { duration, pulse }), duration });
  }
  return weightState(rule) ? [...experiments, ...alone(setting), idle(setting)] : experiments;
}

/**
 * One event after the stated history, followed until the traces have decayed. @param event the presynaptic one when
 * absent
 */
export function impulseExperiment(
  rule: RuleSpec,
  pulse: number,
  stimulus: Setting['stimulus'] = {},
  event?: string,
): Experiment {
  return impulse({ rule: expandRule(rule), pulse, rest: ownRest(pulse), stimulus }, event);
}

/** One pair from rest; pre first for dt > 0 (s). */
export function pairExperiment(
  dt: number,
  pulse: number,
  rule: RuleSpec,
  stimulus: Setting['stimulus'] = {},
): Experiment {
  return pair(dt, { rule: expandRule(rule), pulse, rest: ownRest(pulse), stimulus });
}

/**
 * The same experiment with one event of that kind before all others, so that its trace is met awake, as in a train.
 * Measured from the first of the other events on.
 * @param since from the earlier event to the others, s
 */
export function woken(experiment: Experiment, event: string, since: number): Experiment {
  const onsets = Object.entries(experiment.events).map(
    ([name, times]) => [name, times.map((at) => decimal(at + since))] as const,
  );
  const first = Math.min(...Object.values(experiment.events).flat());
  return {
    ...experiment,
    events: {
      pre: [],
      post: [],
      ...Object.fromEntries(onsets.map(([name, times]) => [name, name === event ? [first, ...times] : times])),
    },
    duration: decimal(experiment.duration + since),
    measuredFrom: decimal((experiment.measuredFrom ?? first) + since),
  };
}

/** The rest around the events of circuits that are composed of our cells. */
function ownRest(pulse: number): Setting['rest'] {
  return { before: LEAD_IN, after: Math.max(SETTLE, SETTLE_PULSES * pulse) };
}

/**
 * The rest of a drawn circuit follows its own times. A trace that still holds a branch open lets the weight leak after
 * the pair: that is part of what the pair did.
 */
function restOf({ dut, circuit: { pulse } }: Spec, rule: Rule): Setting['rest'] {
  if (!dut) return ownRest(pulse);
  const before = dut.rest ?? REST_PULSES * pulse;
  return { before, after: dut.rest ?? Math.max(before, DECAY_TIMES * slowestTau(rule)) };
}

function slowestTau(rule: Rule): number {
  return Math.max(...traceStates(rule).map(({ tau }) => tau), 0);
}

/** One event of each side by itself: what it does to the weight without a partner. */
function alone({ rule, pulse, rest }: Setting): Experiment[] {
  return eventsOf(rule)
    .filter((event) => event === 'pre' || event === 'post')
    .map((event) => ({
      name: 'alone',
      label: `${event} alone`,
      events: { pre: [], post: [], [event]: [rest.before] },
      duration: decimal(rest.before + pulse + rest.after),
    }));
}

/** No event at all. */
function idle({ rule, pulse }: Setting): Experiment {
  const slowest = slowestTau(rule);
  return {
    name: 'rest',
    label: 'rest',
    events: { pre: [], post: [] },
    duration: decimal(slowest > 0 ? IDLE_TIMES * slowest : IDLE_PULSES * pulse),
  };
}

function impulse(setting: Setting, given?: string): Experiment {
  const { rule, pulse, rest } = setting;
  const tau = slowestTau(rule);
  const onsets = conditioned(rest.before, setting);
  const last = onsets.at(-1) ?? rest.before;
  const event = given ?? eventsOf(rule).find((candidate) => candidate === 'pre' || isGroupInput(candidate)) ?? 'pre';
  return complete(
    {
      name: 'impulse',
      label: 'impulse',
      events: { pre: [], post: [], [event]: onsets },
      duration: decimal(last + pulse + DECAY_TIMES * tau),
    },
    last,
    setting,
  );
}

function pair(dt: number, setting: Setting): Experiment {
  const { pulse, rest, stimulus } = setting;
  const [early, late] = [conditioned(rest.before, setting), conditioned(decimal(rest.before + Math.abs(dt)), setting)];
  const events = dt >= 0 ? { pre: early, post: late } : { pre: late, post: early };
  // A modulator that follows the pair belongs to it.
  const delays = [stimulus.reward, stimulus.punish].flatMap((schedule) =>
    schedule?.after === undefined ? [] : [schedule.delay ?? 0],
  );
  const end = (late.at(-1) ?? 0) + Math.max(0, ...delays) + pulse + rest.after;
  return {
    ...complete(
      { name: 'window', label: `window, dt = ${formatQuantity(dt, 's', 9)}`, events, duration: decimal(end) },
      early.at(-1) ?? 0,
      setting,
    ),
    dt,
  };
}

/** The same with another weight before it. */
function startingAt(start: number, experiment: Experiment): Experiment {
  return { ...experiment, label: `${experiment.label}, w = ${start}`, start };
}

/** One pair and its reward, which is all that the third factor does in this experiment. */
function creditExperiment(delay: number, dt: number, setting: Setting): Experiment {
  const { history } = setting.stimulus;
  const { events, measuredFrom } = pair(dt, { ...setting, stimulus: history === undefined ? {} : { history } });
  const reward = decimal(Math.max(...(events['pre'] ?? []), ...(events['post'] ?? [])) + delay);
  return {
    name: 'credit',
    label: `credit, delay = ${formatQuantity(delay, 's', 9)}`,
    events: { ...events, reward: [reward] },
    duration: decimal(reward + setting.pulse + setting.rest.after),
    delay,
    ...(measuredFrom === undefined ? {} : { measuredFrom }),
  };
}

function trainExperiment(
  name: Experiment['name'],
  label: string,
  { events, reading, duration }: Train,
  setting: Setting,
): Experiment {
  const {
    rule,
    stimulus: { history },
  } = setting;
  const sides = eventsOf(rule).filter((event) => event === 'pre' || event === 'post' || isGroupInput(event));
  for (const event of sides) {
    if ((events[event]?.length ?? 0) > 0) continue;
    throw new UserError([
      {
        message:
          `stimulus.${name}: there is no ${event} event within ${formatQuantity(duration, 's')}; lengthen ` +
          `the duration or add events`,
      },
    ]);
  }
  const { warm, interval } = history === undefined || history === 'rest' ? { warm: 0, interval: 0 } : history;
  const start = decimal(warm * interval);
  // Conditioning events alternate, a quarter and three quarters into each interval.
  const conditioning = (event: string): number[] =>
    sides.includes(event)
      ? Array.from({ length: warm }, (_, index) => decimal((index + (event === 'post' ? 0.75 : 0.25)) * interval))
      : [];
  const shifted = Object.fromEntries(
    ['pre', 'post', ...eventsOf(rule)].map((event) => [
      event,
      [
        ...conditioning(event),
        ...(eventsOf(rule).includes(event) ? (events[event] ?? []).map((at) => decimal(start + at)) : []),
      ],
    ]),
  );
  const told = reading === undefined ? {} : { reading };
  return complete({ name, label, ...told, events: shifted, duration: decimal(start + duration) }, start, setting);
}

/**
 * Adds what comes by itself: the third factor and ticks; and marks the measured part when a history comes before it.
 */
function complete(experiment: Experiment, measuredFrom: number, setting: Setting): Experiment {
  const { rule, pulse, stimulus, quiet = false } = setting;
  const waits = eventsOf(rule);
  const { events, duration } = experiment;
  const isTrain = experiment.name !== 'impulse' && experiment.name !== 'window';
  const added: Record<string, readonly number[]> = {};
  for (const event of ['reward', 'punish'] as const) {
    const schedule = stimulus[event];
    if (!waits.includes(event) || !schedule || (schedule.after === undefined && !isTrain)) continue;
    const scheduled = scheduledOnsets(schedule, events, { from: isTrain ? measuredFrom : 0, to: duration, pulse }, [
      'stimulus',
      event,
      'every',
    ]);
    added[event] = merged(events[event] ?? [], scheduled, pulse);
  }
  if (waits.includes('tick') && rule.tick !== undefined && (isTrain || !quiet))
    added['tick'] = periodic(rule.tick, duration - smallestInterval(pulse), ['rule', 'tick']);
  const history = stimulus.history !== undefined && stimulus.history !== 'rest';
  return { ...experiment, events: { ...events, ...added }, ...(history ? { measuredFrom } : {}) };
}

/** Listed and scheduled onsets together; of two within a pulse the earlier stays. */
function merged(listed: readonly number[], scheduled: readonly number[], pulse: number): EventTimes[string] {
  const kept: number[] = [];
  for (const onset of [...listed, ...scheduled].sort((a, b) => a - b)) {
    if (kept.length === 0 || onset - (kept.at(-1) ?? 0) >= smallestInterval(pulse) - 1e-12) kept.push(onset);
  }
  return kept;
}

/** An onset after the conditioning onsets of the history. */
function conditioned(onset: number, { stimulus: { history } }: Setting): number[] {
  if (history === undefined || history === 'rest') return [onset];
  return Array.from({ length: history.warm + 1 }, (_, index) => decimal(onset + index * history.interval));
}
