import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import { ExpressionFault, parseExpression } from './expression.js';
import { liveness } from './liveness.js';
import { monomials, type Monomial, type StateTypes } from './monomials.js';
import { EVENTS, isEvent, MOST_STATES, nameFault } from './names.js';
import type { RuleProblem } from './problem.js';
import { readReadout } from './readout.js';
import type { Drift, Rule, RuleState, Update } from './rule.js';
import type { Expression, RuleSource, StateSource } from './source.js';

export type RuleReading = { readonly rule: Rule } | { readonly problems: readonly RuleProblem[] };

/** Most terms of one rule, all expressions multiplied out. */
const MOST_TERMS = 400;

/**
 * Reads a rule in the explicit language into the normal form, or says everything that is wrong with it. Never throws.
 * @param taken names that no state may have because they mean something else to whoever reads the rule, in small
 *   letters
 */
export function readRule(source: RuleSource, kind: string, taken: readonly string[] = []): RuleReading {
  const excess = tooLarge(source);
  if (excess) return { problems: [excess] };
  const problems: RuleProblem[] = [];
  const states = Object.entries(source.states).map(([name, state]) =>
    readState(name, state, Object.keys(source.states), problems, taken),
  );
  const types = new Map(states.map(({ name, type }) => [name, type]));
  const updates = Object.entries(source.on ?? {}).flatMap(([event, terms]) => readEvent(event, terms, types, problems));
  const drifts = Object.entries(source.drift ?? {}).flatMap(([state, text]) => readDrift(state, text, types, problems));
  const readouts = Object.entries(source.outputs ?? {}).map(([name, text]) =>
    readReadout(name, text, source, types, problems, taken),
  );
  const ticks = updates.some(({ event }) => event === 'tick');
  if (ticks && source.tick === undefined)
    problems.push({
      path: ['on', 'tick'],
      key: true,
      message: 'the event "tick" is periodic and has no period; add "tick: 10 ms" to the rule',
    });
  if (!ticks && source.tick !== undefined)
    problems.push({
      path: ['tick'],
      key: true,
      message: 'nothing happens on "tick"; add on.tick or remove the period',
    });
  if (updates.length + drifts.length > MOST_TERMS)
    problems.push({ path: ['on'], key: true, message: `the rule has more than ${MOST_TERMS} terms; make it simpler` });
  if (problems.length > 0) return { problems };
  const rule: Rule = {
    kind,
    states,
    updates: setsFirst(updates),
    drifts,
    readouts,
    ...(source.tick === undefined ? {} : { tick: source.tick }),
  };
  const idle = liveness(rule);
  return idle.length > 0 ? { problems: idle } : { rule };
}

/** What is counted before anything is read: names are compared with each other, and terms multiplied out. */
function tooLarge({ states, on = {}, drift = {}, outputs = {} }: RuleSource): RuleProblem | undefined {
  const count = Object.keys(states).length;
  if (count > MOST_STATES)
    return {
      path: ['states'],
      key: true,
      message: `found ${count} states, expected at most ${MOST_STATES}; make the rule smaller`,
    };
  const sections = [...Object.values(on), drift, outputs];
  const terms = sections.reduce((sum, section) => sum + Object.keys(section).length, 0);
  if (terms <= MOST_TERMS) return undefined;
  return {
    path: ['on'],
    key: true,
    message: `the rule has more than ${MOST_TERMS} terms (${terms}); make it simpler`,
  };
}

/**
 * As `readRule` for a source that must be right: the expansion of a preset, or a spec that has been loaded. Throws a
 * UserError.
 */
export function ruleOf(source: RuleSource, kind: string): Rule {
  const reading = readRule(source, kind);
  if ('rule' in reading) return reading.rule;
  throw new UserError(
    reading.problems.map(({ path, message }) => ({ message: `${['rule', ...path].join('.')}: ${message}` })),
  );
}

function readState(
  name: string,
  { decay, range, initial }: StateSource,
  names: readonly string[],
  problems: RuleProblem[],
  taken: readonly string[],
): RuleState {
  const fault = nameFault(name, names, taken);
  if (fault !== undefined) problems.push({ path: ['states', name], key: true, message: fault });
  if (decay === undefined) return { type: 'weight', name, initial: initial ?? 0.5 };
  if (range !== undefined) {
    problems.push({
      path: ['states', name, 'decay'],
      key: true,
      message:
        `a weight (it has a range) keeps its value; remove "decay", and for a slow decay write drift: { ` +
        `${name}: -${name} / ${decay} s }`,
    });
  } else if (initial !== undefined) {
    problems.push({
      path: ['states', name, 'initial'],
      key: true,
      message: 'a trace (it decays) starts at 0; remove "initial" or "decay"',
    });
  }
  return { type: 'trace', name, tau: decay };
}

function readEvent(
  event: string,
  terms: Readonly<Record<string, Expression>>,
  types: StateTypes,
  problems: RuleProblem[],
): Update[] {
  if (!isEvent(event)) {
    problems.push({
      path: ['on', event],
      key: true,
      message:
        `unknown event ${JSON.stringify(event)}; events: ${EVENTS.join(', ')}, and pre1 to pre32 for a ` +
        `group of synapses${didYouMean(event, EVENTS)}`,
    });
    return [];
  }
  if (Object.keys(terms).length === 0)
    problems.push({
      path: ['on', event],
      key: true,
      message: `nothing happens on ${event}; add a state and what is added to it, or remove the event`,
    });
  return Object.entries(terms).flatMap(([state, text]): Update[] => {
    const path = ['on', event, state];
    if (!target(state, types, path, problems)) return [];
    const written = String(text);
    const equals = /^\s*=/.exec(written)?.[0] ?? '';
    const operation = equals === '' ? 'add' : 'set';
    const found = readTerms(written.slice(equals.length), equals.length, types, path, problems, 0, operation === 'set');
    return found.map(({ coefficient, factors }) => ({ event, state, operation, coefficient, factors }));
  });
}

function readDrift(state: string, text: Expression, types: StateTypes, problems: RuleProblem[]): Drift[] {
  const path = ['drift', state];
  if (!target(state, types, path, problems)) return [];
  return readTerms(String(text), 0, types, path, problems, -1, false).map(({ coefficient, factors }) => ({
    state,
    coefficient,
    factors,
  }));
}

function target(state: string, types: StateTypes, path: readonly string[], problems: RuleProblem[]): boolean {
  if (types.has(state)) return true;
  const names = [...types.keys()];
  problems.push({
    path,
    key: true,
    message:
      `found ${JSON.stringify(state)}, which is no state; states: ` + `${names.join(', ')}${didYouMean(state, names)}`,
  });
  return false;
}

/** The monomials of an expression, each of the expected dimension (power of a second). */
function readTerms(
  text: string,
  offset: number,
  types: StateTypes,
  path: readonly string[],
  problems: RuleProblem[],
  dimension: number,
  zero: boolean,
): readonly Monomial[] {
  try {
    const terms = monomials(parseExpression(text), types);
    const wrong = terms.find((term) => term.dimension !== dimension);
    if (wrong) throw new ExpressionFault(dimensionFault(wrong.dimension, dimension), firstCharacter(text));
    const signed = terms
      .flatMap(({ factors }) => factors)
      .find((factor) => !Number.isInteger(factor.power) && types.get(factor.state) === 'trace');
    if (signed)
      throw new ExpressionFault(
        `has ${signed.state}^${signed.power}, and a trace may be negative; expected a whole power, or a weight`,
        firstCharacter(text),
      );
    const live = terms.filter(({ coefficient }) => coefficient !== 0);
    if (zero && live.length > 1)
      throw new ExpressionFault('sets a sum; expected a single term after "=", such as = 1', firstCharacter(text));
    if (zero && live.length === 0) return [{ coefficient: 0, dimension, factors: [] }];
    if (live.length === 0)
      throw new ExpressionFault('is always 0; remove it, or write "= 0" to set the state', firstCharacter(text));
    return live;
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    problems.push({ path, index: offset + error.index, message: error.message });
    return [];
  }
}

function dimensionFault(found: number, expected: number): string {
  const what =
    found === 0
      ? 'a plain number'
      : found === -1
        ? 'a rate (1/s)'
        : found === 1
          ? 'a time'
          : `a time to the power ${found}`;
  return expected === 0
    ? `is ${what}, expected a plain number: what one event adds has no unit; remove the unit`
    : `is ${what}, expected a rate: a drift is a change per second; divide by a time ("/ 10 s") or multiply ` +
        `by a rate ("0.1 Hz *")`;
}

function firstCharacter(text: string): number {
  return text.length - text.trimStart().length;
}

/** A state that is set and added to at the same time starts from what it is set to. */
function setsFirst(updates: readonly Update[]): Update[] {
  return [
    ...updates.filter(({ operation }) => operation === 'set'),
    ...updates.filter(({ operation }) => operation === 'add'),
  ];
}
