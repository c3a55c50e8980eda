import type { RuleSpec } from '../rule/parameters.js';
import { expandRule } from '../rule/presets.js';
import { traceStates } from '../rule/rule.js';
import type { Spec } from '../spec/types.js';
import { windowPoints } from '../spec/window.js';
import { formatQuantity } from '../units/format.js';
import { UserError } from '../units/user-error.js';
import { loadEvents } from './csv.js';
import type { Experiment } from './experiment.js';
import { poissonTrain } from './poisson.js';

/** Rest before the first event of `impulse` and `window`, seconds: shows that the circuit starts settled. */
export const LEAD_IN = 10e-3;

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

/**
 * Every experiment a spec describes: `impulse` (one presynaptic event from rest), one `window` experiment for each dt,
 * then spikes, poisson and csv. A trace has no postsynaptic events. Throws a UserError for faults in a CSV file and for trains without events.
 */
export function expandExperiments(spec: Spec, { folder = '.', includeZero = false }: ExperimentOptions = {}): Experiment[] {
  const { rule, stimulus, circuit: { pulse } } = spec;
  const found: Experiment[] = [impulseExperiment(rule, pulse)];
  if (stimulus.window && rule.kind === 'stdp') {
    found.push(...windowPoints(stimulus.window, { includeZero }).map((dt) => pairExperiment(dt, pulse)));
  }
  if (stimulus.spikes) {
    const { pre, post, duration } = stimulus.spikes;
    found.push(train(rule, 'spikes', 'spikes', { pre, post }, duration));
  }
  if (stimulus.poisson) {
    const { rate, duration, seed } = stimulus.poisson;
    const events = {
      pre: poissonTrain({ rate: rate.pre, duration, pulse, seed, channel: 0 }),
      post: poissonTrain({ rate: rate.post, duration, pulse, seed, channel: 1 }),
    };
    found.push(train(rule, 'poisson', `poisson, seed ${seed}`, events, duration));
  }
  if (stimulus.csv) {
    const { file, duration } = stimulus.csv;
    found.push(train(rule, 'csv', `csv ${file}`, loadEvents(file, folder, { duration, pulse }), duration));
  }
  return found;
}

/** One presynaptic event from rest, followed until the trace has decayed. */
export function impulseExperiment(rule: RuleSpec, pulse: number): Experiment {
  const tau = Math.max(...traceStates(expandRule(rule)).map((state) => state.tau), 0);
  return { name: 'impulse', label: 'impulse', events: { pre: [LEAD_IN], post: [] }, duration: decimal(LEAD_IN + pulse + DECAY_TIMES * tau) };
}

/** One pair from rest; pre first for dt > 0 (s). */
export function pairExperiment(dt: number, pulse: number): Experiment {
  const later = decimal(LEAD_IN + Math.abs(dt));
  const events = dt >= 0 ? { pre: [LEAD_IN], post: [later] } : { pre: [later], post: [LEAD_IN] };
  const settle = Math.max(SETTLE, SETTLE_PULSES * pulse);
  return { name: 'window', label: `window, dt = ${formatQuantity(dt, 's', 9)}`, events, duration: decimal(later + pulse + settle), dt };
}

function train(rule: RuleSpec, name: Experiment['name'], label: string, events: Experiment['events'], duration: number): Experiment {
  const used = rule.kind === 'trace' ? { pre: events.pre, post: [] } : events;
  for (const channel of rule.kind === 'trace' ? (['pre'] as const) : (['pre', 'post'] as const)) {
    if (used[channel].length > 0) continue;
    throw new UserError([{ message: `stimulus.${name}: there is no ${channel} event within ${formatQuantity(duration, 's')}; lengthen the duration or add events` }]);
  }
  return { name, label, events: used, duration };
}

function decimal(time: number): number {
  return Number(time.toPrecision(12));
}
