import type { Factor, Product, Rule, RuleState, TraceState, Update } from './rule.js';

/*
 * A trace cell takes one event. A trace that several events feed is the sum of one trace for each of them: they decay
 * alike, so that this is exact, and every product of the trace is a sum of products of its parts.
 */

/** A trace and what it is the sum of. */
export interface SplitTrace {
  readonly name: string;
  readonly parts: readonly string[];
}

/** The traces of a rule that several events feed with constants; what sets a trace cannot be split. */
export function splitTracesOf(rule: Rule): SplitTrace[] {
  const taken = new Set(rule.states.map(({ name }) => name));
  return rule.states.flatMap((state) => {
    const updates = rule.updates.filter((update) => update.state === state.name);
    const plain = updates.every(({ operation, factors }) => operation === 'add' && factors.length === 0);
    const positive = updates.every(({ coefficient }) => coefficient > 0);
    const drifts = rule.drifts.some((drift) => drift.state === state.name);
    if (state.type !== 'trace' || updates.length < 2 || !plain || !positive || drifts) return [];
    return [{ name: state.name, parts: updates.map(({ event }) => partName(`${state.name}_${event}`, taken)) }];
  });
}

/** The rule with a trace for each event that feeds one; the same rule where no trace has two. */
export function splitTraces(rule: Rule): Rule {
  const split = new Map(splitTracesOf(rule).map(({ name, parts }) => [name, parts]));
  if (split.size === 0) return rule;
  const expanded = <T extends Product>(product: T): T[] => expand(product, split);
  return {
    ...rule,
    states: rule.states.flatMap((state) => partsOf(state, split)),
    updates: rule.updates.flatMap((update) => fed(update, rule, split)).flatMap(expanded),
    drifts: rule.drifts.flatMap(expanded),
    readouts: rule.readouts.map((readout) => ({
      ...readout,
      terms: readout.terms.flatMap(expanded),
      divisor: readout.divisor.flatMap(expanded),
    })),
  };
}

function partName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

type Parts = ReadonlyMap<string, readonly string[]>;

function partsOf(state: RuleState, split: Parts): RuleState[] {
  const parts = split.get(state.name);
  return parts ? parts.map((name): TraceState => ({ ...(state as TraceState), name })) : [state];
}

/** What an event adds to a trace that is split goes to the part of this event. */
function fed(update: Update, rule: Rule, split: Parts): Update {
  const parts = split.get(update.state);
  if (!parts) return update;
  const at = rule.updates.filter(({ state }) => state === update.state).indexOf(update);
  return { ...update, state: parts[at] ?? update.state };
}

/** A product with every split trace written out as a sum. */
function expand<T extends Product>(product: T, split: Parts): T[] {
  const factor = product.factors.find(({ state }) => split.has(state));
  if (!factor) return [product];
  const others = product.factors.filter((other) => other !== factor);
  return powersOf(split.get(factor.state) ?? [], factor.power).flatMap(({ count, factors }) =>
    expand({ ...product, coefficient: product.coefficient * count, factors: [...factors, ...others] }, split),
  );
}

/** (a + b + ...)^n by the multinomial theorem. */
function powersOf(
  parts: readonly string[],
  power: number,
): { readonly count: number; readonly factors: readonly Factor[] }[] {
  const [first, ...rest] = parts;
  if (first === undefined) return power === 0 ? [{ count: 1, factors: [] }] : [];
  return Array.from({ length: power + 1 }, (_, own) => own).flatMap((own) =>
    powersOf(rest, power - own).map(({ count, factors }) => ({
      count: count * binomial(power, own),
      factors: own === 0 ? factors : [{ state: first, complement: false, power: own }, ...factors],
    })),
  );
}

function binomial(n: number, k: number): number {
  return k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k;
}
