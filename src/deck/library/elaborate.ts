import { constantValue } from '../constant-expression.js';
import { withoutBraces } from '../expressions.js';
import type { Card, Definition, Instance, Level, Site } from './circuit.js';
import type { Pair } from './pairs.js';

/** What a name stands for where a statement stands; undefined where nobody can tell. */
export type Names = (name: string) => number | undefined;

/** Drawn size of an element that takes a binned model, as its line says it. */
export interface Size {
  readonly l: number;
  readonly w: number;
  readonly nf: number;
  /** The user's line that asks for it. */
  readonly place?: Site;
}

/** `all` where one of them is unknown. */
export type Sizes = readonly Size[] | 'all';

/** Sizes that a set of cards is asked for. */
export type Asked = ReadonlyMap<readonly Card[], Sizes>;

/** Instances that are looked at one by one; a larger circuit gets all cards of its models. */
const MOST_INSTANCES = 20_000;
const DEEPEST = 40;

/**
 * Walks through a circuit's hierarchy with the values of its parameters, as far as they are constants, and notes which
 * sizes of which model it asks for.
 */
export function askedSizes(
  top: Level,
  global: Names,
  find: (subcircuit: string) => Definition | undefined,
  modelsOf: (name: string) => readonly Card[] | undefined,
): Asked {
  const walk = new Walk(find, modelsOf);
  walk.level(top, global, '', 0);
  return walk.asked;
}

class Walk {
  readonly asked = new Map<readonly Card[], Size[] | 'all'>();
  private readonly seen = new Set<string>();
  private place: Site | undefined;

  constructor(
    private readonly find: (subcircuit: string) => Definition | undefined,
    private readonly modelsOf: (name: string) => readonly Card[] | undefined,
  ) {}

  level(level: Level, around: Names, place: string, depth: number): void {
    const names = level.opaque ? (): undefined => undefined : around;
    for (const { words, pairs } of level.elements) {
      for (const word of words.slice(2)) {
        const cards = level.cards.get(word) ?? this.modelsOf(word);
        if (cards && cards.length > 0) this.ask(cards, pairs, names);
      }
    }
    for (const instance of level.instances) this.instance(instance, names, place, depth);
  }

  private ask(cards: readonly Card[], pairs: readonly Pair[], names: Names): void {
    const before = this.asked.get(cards);
    if (before === 'all') return;
    const value = (name: string): number | undefined => {
      const pair = pairs.findLast((one) => one.name === name);
      return pair && valueOf(pair.value, names);
    };
    const [l, w] = [value('l'), value('w')];
    const nf = pairs.some(({ name }) => name === 'nf') ? value('nf') : 1;
    if (l === undefined || w === undefined || nf === undefined) this.asked.set(cards, 'all');
    else if (!before) this.asked.set(cards, [this.placed({ l, w, nf })]);
    else if (!before.some((one) => one.l === l && one.w === w && one.nf === nf)) before.push(this.placed({ l, w, nf }));
  }

  private placed(size: Size): Size {
    return this.place ? { ...size, place: this.place } : size;
  }

  private instance({ subcircuit, given, place: written }: Instance, caller: Names, place: string, depth: number): void {
    const definition = this.find(subcircuit);
    if (!definition) return;
    this.place = written ?? this.place;
    const names = inside(definition, given, caller);
    // Two instances with the same parameters in the same place ask for the same.
    const values = [...definition.defaults, ...given].map(({ name }) => `${name}=${names(name)}`);
    const key = `${place}/${definition.name} ${values.join(' ')}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    if (depth > DEEPEST || this.seen.size > MOST_INSTANCES) this.level(definition.level, () => undefined, key, depth);
    if (depth > DEEPEST) return;
    this.level(definition.level, names, key, depth + 1);
  }
}

/**
 * The names inside an instance. What is given to it counts before what its subcircuit says, and a value that names its
 * own parameter (`w=w`) means that of the caller. Names that are neither are those of the caller.
 */
export function inside(
  { defaults, level }: Pick<Definition, 'defaults'> & { readonly level: Pick<Level, 'parameters'> },
  given: readonly Pair[],
  caller: Names,
): Names {
  const own = new Map([...defaults, ...level.parameters, ...given].map(({ name, value }) => [name, value]));
  return memoizedNames((name) => own.get(name), caller);
}

/** Names with definitions that may use each other, in front of others. */
export function memoizedNames(own: (name: string) => string | undefined, outside: Names): Names {
  const known = new Map<string, number | undefined>();
  const open = new Set<string>();
  const names: Names = (name) => {
    const value = own(name);
    if (value === undefined || open.has(name)) return outside(name);
    if (known.has(name)) return known.get(name);
    if (open.size > LONGEST_CHAIN) return undefined;
    open.add(name);
    const result = valueOf(value, names);
    open.delete(name);
    known.set(name, result);
    return result;
  };
  return names;
}

/** Definitions that wait for each other. */
const LONGEST_CHAIN = 100;

export function valueOf(text: string, names: Names): number | undefined {
  return constantValue(withoutBraces(text), names);
}
