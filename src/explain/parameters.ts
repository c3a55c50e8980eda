import type { DesignContext } from '../cells/cell.js';
import type { Instance } from '../compose/composition.js';
import { elaborate, type Elaboration } from '../compose/elaborate.js';
import { designComposition, type Design } from '../design/design.js';
import { DesignRefusal, type Process } from '../process/process.js';
import { expandRule } from '../rule/presets.js';
import type { Spec } from '../spec/types.js';
import { formatQuantity } from '../units/format.js';
import { carrierOf } from './terms.js';
import type { ParameterEffect, Setting } from './types.js';

/**
 * A small change shows what a number sets directly; a larger one also passes the steps in which capacitors are drawn.
 */
const CHANGES = [1.02, 1.3];

const UNITS: Readonly<Record<string, string>> = {
  tau: 's',
  decay: 's',
  tick: 's',
  pulse: 's',
  capacitance: 'F',
  area: 'm2',
  current: 'A',
  range: 'V',
};

/**
 * What each number (or expression) of the rule and of the circuit choices sets. Found by changing it and building the
 * circuit again, so it holds for every rule. With a design context the designs are compared, otherwise the targets of
 * the cells.
 */
export function parameterEffects(
  spec: Spec,
  process: Process,
  base: Elaboration,
  context?: DesignContext,
): ParameterEffect[] {
  const numbers = [...leavesOf(spec.rule, 'rule'), ...leavesOf(spec.circuit, 'circuit')];
  const design = context && attempt(() => designComposition(base.composition, context));
  const build = (changed: Spec): Elaboration =>
    elaborate(spec.name, expandRule(changed.rule), {
      circuit: changed.circuit,
      process,
      temperature: spec.process.temperature,
    });
  const effectsOf = (changed: Spec): Setting[] => {
    const other = attempt(() => build(changed));
    if (!other) return [];
    const sized = context && attempt(() => designComposition(other.composition, context));
    const sizes = design && sized ? designDifferences(design, sized) : targetDifferences(base, other);
    return [...sizes, ...encodingDifferences(base, other), ...initialDifference(spec, changed, base)];
  };
  return numbers.map(({ path, keys, value }) => {
    const sets = CHANGES.flatMap((factor) => effectsOf(withValue(spec, keys, scaled(value, factor))));
    const unit = UNITS[keys.filter((key) => Number.isNaN(Number(key))).at(-1) ?? ''] ?? '';
    return {
      path,
      value: typeof value === 'string' ? value : formatQuantity(value, unit, 6),
      sets: [...new Map(sets.map((set) => [`${set.instance} ${set.element}`, set])).values()],
    };
  });
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DesignRefusal) return undefined;
    throw error;
  }
}

interface Leaf {
  readonly path: string;
  /** From the spec down. */
  readonly keys: readonly string[];
  /** A number, or an expression of a rule written out. */
  readonly value: number | string;
}

/** Where a rule written out has expressions; other texts are names. */
const EXPRESSIONS = ['on', 'drift', 'outputs'];

function leavesOf(value: unknown, path: string, keys: readonly string[] = [path]): Leaf[] {
  if (
    typeof value === 'number' ||
    (typeof value === 'string' && keys[0] === 'rule' && EXPRESSIONS.includes(keys[1] ?? ''))
  )
    return [{ path, keys, value }];
  if (typeof value !== 'object' || value === null) return [];
  // The range of a weight in a rule is the mark of one, always [0, 1].
  return Object.entries(value)
    .filter(([key]) => !(keys[0] === 'rule' && key === 'range'))
    .flatMap(([key, item]) =>
      leavesOf(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, [...keys, key]),
    );
}

/** A number times a factor; an expression as a whole, what comes after its `=` if it has one. */
function scaled(value: number | string, factor: number): number | string {
  if (typeof value === 'number') return value * factor;
  const [, sets = '', sum = ''] = /^(\s*=)?(.*)$/s.exec(value) ?? [];
  return `${sets} ${factor} * (${sum})`;
}

function withValue(spec: Spec, keys: readonly string[], value: number | string): Spec {
  const copy = structuredClone(spec);
  let place = copy as unknown as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[keys.at(-1) ?? ''] = value;
  return copy;
}

function designDifferences(before: Design, after: Design): Setting[] {
  return before.composition.instances.flatMap((instance) => {
    if (instance.serves) return [];
    const [old, now] = [before.sized.get(instance.id), after.sized.get(instance.id)];
    const changed = (kind: 'parameters' | 'references'): string[] =>
      Object.keys(old?.[kind] ?? {}).filter((name) => differs(old?.[kind][name], now?.[kind][name]));
    return [...changed('references'), ...changed('parameters')].map((element) =>
      setting(instance, element, before.composition.references),
    );
  });
}

function targetDifferences(before: Elaboration, after: Elaboration): Setting[] {
  return before.composition.instances.flatMap((instance) => {
    const other = after.composition.instances.find(({ id }) => id === instance.id);
    const targets = Object.keys(instance.targets).filter((name) =>
      differs(instance.targets[name], other?.targets[name]),
    );
    const elements = new Set(targets.flatMap((target) => elementsOf(instance, target)));
    return [...elements].map((element) => setting(instance, element, before.composition.references));
  });
}

/** The elements a target decides about, from the cell's own declaration of what its currents are trimmed for. */
function elementsOf({ cell, targets }: Instance, target: string): string[] {
  const trimmed = (quantity: string): string[] =>
    cell.currents.filter(({ trims }) => trims?.quantity === quantity).map(({ name }) => name);
  const capacitors = cell.parameters.map(({ name }) => name);
  if (target === 'capacitance' || target === 'area') return [...capacitors, ...trimmed('tau'), ...trimmed('amplitude')];
  if (target === 'tau') return [...trimmed('tau'), ...('capacitance' in targets ? [] : capacitors)];
  const amplitude = trimmed('amplitude');
  if (target === 'current')
    return amplitude.length > 0
      ? amplitude
      : cell.currents.length > 0
        ? cell.currents.map(({ name }) => name)
        : [target];
  return amplitude.length > 0 ? amplitude : [target];
}

function setting(
  { id, nets, cell }: Instance,
  element: string,
  references: Elaboration['composition']['references'],
): Setting {
  const port = references.find(({ instance, reference }) => instance === id && reference === element);
  // A mirror that reads another cell's gate has no reference of its own; what it copies is named instead.
  const driven = cell.ports.find(({ driver }) => driver?.reference === element);
  const source = driven && nets[driven.name];
  const through = port?.net ?? (source === undefined ? undefined : `net ${source}`);
  return { instance: id, element, ...(through === undefined ? {} : { through }) };
}

function encodingDifferences(before: Elaboration, after: Elaboration): Setting[] {
  return [...before.encoding.voltages].flatMap(([state, old]) => {
    const now = after.encoding.voltages.get(state);
    const holder = carrierOf(state, before.composition);
    if (!holder || !now) return [];
    return ([0, 1] as const)
      .filter((end) => differs(old.range[end], now.range[end]))
      .map((end) => ({ instance: holder.id, element: `voltage that stands for ${state} = ${end}` }));
  });
}

/** The start value of a weight is a voltage of the testbench, not a size. */
function initialDifference(spec: Spec, changed: Spec, { composition }: Elaboration): Setting[] {
  const initial = (of: Spec): ReadonlyMap<string, number> =>
    new Map(
      expandRule(of.rule).states.flatMap((state) =>
        state.type === 'weight' ? [[state.name, state.initial] as const] : [],
      ),
    );
  const now = initial(changed);
  return [...initial(spec)]
    .filter(([name, value]) => differs(value, now.get(name)))
    .map(([name]) => ({ instance: carrierOf(name, composition)?.id ?? name, element: 'voltage at the start' }));
}

function differs(before: number | undefined, after: number | undefined): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return Math.abs(after - before) > 1e-9 * Math.max(Math.abs(before), Math.abs(after));
}
