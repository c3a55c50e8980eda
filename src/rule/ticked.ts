import { UserError } from '../units/user-error.js';
import { formatQuantity } from '../units/format.js';
import { driftTerm } from './equations.js';
import { pathOf } from './path.js';
import { traceStates, weightStates, type Drift, type Rule, type Update } from './rule.js';
import { scalesIn } from './scale.js';

/*
 * Drifts of a weight that a circuit makes at ticks. -w / 10 s from 1 pF would be a current of some 30 fA, less than a
 * transistor leaks; as a small share of the weight at every tick it is what an event does anyhow. Between ticks the
 * weight is behind by less than one step.
 */

/** What a circuit does in the place of a rule. */
export interface Ticked {
  readonly rule: Rule;
  /** The drifts of the rule that have become updates at ticks. */
  readonly drifts: readonly Drift[];
}

/** Most that a weight decays by at one tick, as a share of it: how far it is behind the rule just before. */
const STEP = 0.005;
/** The same where the rule has a tick of its own. */
const LARGEST_STEP = 0.02;
/** Ticks within the shortest time constant of the traces that a drift reads. */
const SAMPLES = 5;
const FEWEST_SAMPLES = 2.5;
/** No event comes more often, s: a pulse is there and gone. */
const SHORTEST = 2e-3;
/** Longest time between ticks, s. */
const LONGEST = 10;

/**
 * The rule with the drifts of its weights at ticks, where an update can do what the drift does: a decay to either end,
 * a constant, or a product of traces. Other drifts stay, and so do those of a gain that scales traces. At every tick a
 * weight goes as far as the drift had taken it: a (1 - exp(-b T)) / b of dw/dt = a - b w.
 *
 * @throws UserError for a drift that is too fast for ticks, and where the rule's own tick is too long
 */
export function ticked(rule: Rule): Ticked {
  const gains = scalesIn(rule).map(({ gain }) => gain.name);
  const weights = weightStates(rule).filter(({ name }) => !gains.includes(name));
  const drifts = rule.drifts.filter((drift) => weights.some(({ name }) => name === drift.state) && isUpdate(drift));
  // A weight of which one drift has no circuit is refused as it stands.
  const whole = drifts.filter(({ state }) =>
    rule.drifts.every((other) => other.state !== state || drifts.includes(other)),
  );
  if (whole.length === 0) return { rule, drifts: [] };
  const tick = rule.tick ?? periodOf(whole, rule);
  for (const drift of whole) requireSlow(drift, tick, rule);
  const added = whole.map((drift) => updateOf(drift, decayOf(whole, drift.state), tick));
  return {
    rule: {
      ...rule,
      tick,
      updates: [...rule.updates, ...added],
      drifts: rule.drifts.filter((d) => !whole.includes(d)),
    },
    drifts: whole,
  };
}

/** Whether ticks are there for decays alone, which single events and pairs do not show. */
export function decaysOnly(found: Ticked, rule: Rule): boolean {
  return rule.tick === undefined && !drivenByTicks(found, rule);
}

/** Whether traces move a weight at ticks where the rule has a drift. */
export function drivenByTicks({ drifts }: Ticked, rule: Rule): boolean {
  return drifts.some((drift) => tracesOf(drift, rule).length > 0);
}

/** What ticks do for a rule, for people; nothing where it has no such drift. */
export function tickRemarks(rule: Rule): string[] {
  const found = ticked(rule);
  const period = formatQuantity(found.rule.tick ?? NaN, 's');
  const pairs = decaysOnly(found, rule) ? '; pairs and single events are shown without it' : '';
  return found.drifts.map(
    (drift) =>
      `the drift "d${drift.state}/dt = ... ${driftTerm(drift)}" is made at ticks of ${period}, up to ` +
      `${(100 * Math.abs(drift.coefficient) * (found.rule.tick ?? NaN)).toPrecision(2)} % of the range each${pairs}`,
  );
}

/** A change that an event can make: down with w, up with (1 - w), or without the weight. */
function isUpdate({ state, coefficient, factors }: Drift): boolean {
  const [own, ...more] = factors.filter((factor) => factor.state === state);
  return own === undefined || (more.length === 0 && own.power === 1 && own.complement === coefficient > 0);
}

function tracesOf({ factors }: Drift, rule: Rule): number[] {
  const times = new Map(traceStates(rule).map(({ name, tau }) => [name, tau]));
  return factors.flatMap(({ state }) => times.get(state) ?? []);
}

function isDecay({ state, factors }: Drift): boolean {
  return factors.length === 1 && factors[0]?.state === state;
}

/** Rate at which the decays of a weight go together, 1/s. */
function decayOf(drifts: readonly Drift[], state: string): number {
  return drifts
    .filter((drift) => drift.state === state && isDecay(drift))
    .reduce((sum, { coefficient }) => sum + Math.abs(coefficient), 0);
}

/** Two digits, so that it can be read. */
function periodOf(drifts: readonly Drift[], rule: Rule): number {
  const wanted = drifts.map((drift) => {
    const traces = tracesOf(drift, rule);
    return traces.length > 0 ? Math.min(...traces) / SAMPLES : STEP / Math.abs(drift.coefficient);
  });
  const period = Math.min(LONGEST, Math.max(SHORTEST, Math.min(...wanted)));
  return Number(period.toPrecision(2));
}

function requireSlow(drift: Drift, tick: number, rule: Rule): void {
  const traces = tracesOf(drift, rule);
  const most = traces.length > 0 ? Math.min(...traces) / FEWEST_SAMPLES : LARGEST_STEP / Math.abs(drift.coefficient);
  if (tick <= most * (1 + 1e-9)) return;
  const what = traces.length > 0 ? 'its traces have decayed' : 'the weight has gone a long way';
  const own = rule.tick !== undefined;
  throw new UserError([
    {
      path: pathOf(drift),
      message:
        `the drift "d${drift.state}/dt = ... ${driftTerm(drift)}" has no circuit: it would be made at ticks, and ` +
        `within ${formatQuantity(tick, 's')}, ${own ? 'the tick of this rule' : 'the shortest between two ticks'}, ` +
        `${what}; ${own ? `make the tick ${formatQuantity(most, 's')} or less` : 'make it slower'}`,
    },
  ]);
}

function updateOf({ state, coefficient, factors }: Drift, decay: number, tick: number): Update {
  const time = decay === 0 ? tick : -Math.expm1(-decay * tick) / decay;
  return { event: 'tick', state, operation: 'add', coefficient: coefficient * time, factors };
}
