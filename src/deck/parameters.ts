import { DeckError, shown } from './deck-error.js';
import { isUnprinted } from './commands.js';
import { expressionsMasked, expressionsIn } from './expressions.js';
import type { Statement } from './statement.js';

/** Names every expression may use without a definition. */
const BUILT_IN = new Set(
  (
    'pi e c i echarge boltz kelvin planck yes no true false temper time hertz temp tnom vt gmin m mult ' +
    'scale defl defw defad defas reltol abstol vntol and or not defined eq ne gt ge lt le'
  ).split(' '),
);

interface Definition {
  readonly name: string;
  readonly statement: Statement;
  readonly uses: readonly string[];
}

interface Use {
  readonly statement: Statement;
  readonly inside: boolean;
  readonly names: readonly string[];
}

/**
 * Finds `{parameter}` expressions that nothing defines, and parameters defined in terms of themselves. ngspice reports
 * the first only sometimes (inside the embedded engine it asks a question nobody answers) and loops on the second. At
 * the top level only top-level definitions count; inside a subcircuit any definition of the deck does, because ngspice
 * also sees those of the caller. The expressions of a subcircuit's instance also see its own parameters.
 * @throws DeckError of kind `undefined-parameter` naming the line.
 */
export function checkParameters(deck: readonly Statement[]): void {
  const { global, everywhere, defaults, uses } = collect(deck);
  for (const { statement, inside, names } of uses) {
    const own = statement.name.startsWith('x') ? ownNames(statement, defaults) : undefined;
    const missing = names.find(
      (name) => !BUILT_IN.has(name) && !(inside ? everywhere : global).has(name) && own?.has(name) !== true,
    );
    if (missing !== undefined)
      fail(
        statement,
        `parameter "${shown(missing)}" is used but defined nowhere${inside ? '' : ' at the top level'}; add ` +
          `".param ${shown(missing)}=..."`,
      );
  }
  checkCircles(global);
}

interface Found {
  readonly global: Map<string, Definition>;
  readonly everywhere: Set<string>;
  /** Parameters that subcircuits have by default, by the subcircuit's name. */
  readonly defaults: Map<string, readonly string[]>;
  readonly uses: Use[];
}

function collect(deck: readonly Statement[]): Found {
  const found: Found = { global: new Map(), everywhere: new Set(), defaults: new Map(), uses: [] };
  let depth = 0;
  for (const statement of deck) {
    const { name: word } = statement;
    if (word === '.subckt' || word === '.macro') {
      depth += 1;
      const names = assignments(statement).map(({ name }) => name);
      found.defaults.set(statement.text.split(' ', 2)[1] ?? '', names);
      for (const name of names) found.everywhere.add(name);
    } else if (word === '.ends' || word === '.eom') depth = Math.max(0, depth - 1);
    else if (word === '.func') {
      // Arguments of a function are defined in its body only; as names they are harmless elsewhere.
      for (const name of identifiers(statement.text.slice(5))) found.everywhere.add(name);
    } else if (word === '.csparam' || !isUnprinted(word)) collectFrom(statement, depth > 0, found);
  }
  return found;
}

function collectFrom(statement: Statement, inside: boolean, { global, everywhere, uses }: Found): void {
  const { name: word, text } = statement;
  if (word === '.param' || word === '.params') {
    for (const definition of assignments(statement)) {
      everywhere.add(definition.name);
      if (!inside) global.set(definition.name, definition);
      uses.push({ statement, inside, names: definition.uses });
    }
    return;
  }
  // Model cards are long and mostly numbers.
  const names = /[{']/.test(text) ? expressionsIn(text).flatMap(identifiers) : [];
  names.push(...bareValues(text));
  uses.push({ statement, inside, names });
}

/** Names that the expressions of a subcircuit's instance see besides those around it; not in their own definition. */
function ownNames(statement: Statement, defaults: Found['defaults']): ReadonlySet<string> {
  const given = assignments(statement);
  const selfish = new Set(given.filter(({ name, uses }) => uses.includes(name)).map(({ name }) => name));
  const subcircuit =
    statement.text
      .split(/ (?=[^ =]+ ?=|params:)/, 1)[0]!
      .split(' ')
      .at(-1) ?? '';
  return new Set(
    [...(defaults.get(subcircuit) ?? []), ...given.map(({ name }) => name)].filter((name) => !selfish.has(name)),
  );
}

/** `name = value` pairs of a statement, with the names their values use. */
function assignments(statement: Statement): Definition[] {
  const text = statement.text.replace(/"[^"]*"/g, '0');
  // An `=` inside an expression assigns nothing.
  const starts = [...expressionsMasked(text).matchAll(/([a-z_]\w*)\s*(\([^()]*\))?\s*=(?!=)/gi)];
  return starts.map((found, index) => {
    const value = text.slice(found.index + found[0].length, starts[index + 1]?.index ?? text.length);
    // `f(x)=...` inside .param defines a function: its argument is no parameter.
    const locals = new Set(identifiers(found[2] ?? ''));
    return { name: found[1]!.toLowerCase(), statement, uses: identifiers(value).filter((name) => !locals.has(name)) };
  });
}

/** `name=word` on an instance line: ngspice reads the word as a parameter even without braces. */
function bareValues(text: string): string[] {
  if (!/^[rcldmjqx]/i.test(text)) return [];
  return [...text.replace(/\{[^{}]*\}|'[^']*'|"[^"]*"/g, '0').matchAll(/=\s*([a-z_]\w*)(?=\s|$)/gi)].map((found) =>
    found[1]!.toLowerCase(),
  );
}

/**
 * Parameter names of an expression: no numbers, no function names, nothing inside `v(...)`, `i(...)` or `@dev[par]`.
 */
function identifiers(expression: string): string[] {
  // Most values are one number or one name.
  if (/^[{' ]*[-+]?[\d.]+(?:e[-+]?\d+)?[a-z]*[}' ]*$/.test(expression)) return [];
  const single = /^[{' ]*([a-z_]\w*)[}' ]*$/.exec(expression)?.[1];
  if (single !== undefined) return [single];
  const text = expression.replace(/\b[vi]\s*\([^()]*\)/g, ' ').replace(/@[\w.]+\[\w+\]/g, ' ');
  const names: string[] = [];
  for (const [, name, call] of text.matchAll(/(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-z]*|([a-z_]\w*)(\s*\()?/g))
    if (name !== undefined && call === undefined) names.push(name);
  return names;
}

/**
 * Takes away every definition whose parameters are all known, until none is left or only circles are. Linear in the
 * deck.
 */
function checkCircles(definitions: ReadonlyMap<string, Definition>): void {
  /** Definitions that wait for others, with the number of those. */
  const open = new Map<string, number>();
  const users = new Map<string, string[]>();
  for (const { name, uses } of definitions.values()) {
    let waits = 0;
    for (const used of uses) {
      waits += 1;
      const list = users.get(used);
      if (list) list.push(name);
      else users.set(used, [name]);
    }
    if (waits > 0) open.set(name, waits);
  }
  const known = [...users.keys()].filter((name) => !open.has(name));
  for (let name = known.pop(); name !== undefined; name = known.pop()) {
    for (const user of users.get(name) ?? []) {
      const waits = (open.get(user) ?? 0) - 1;
      if (waits > 0) open.set(user, waits);
      else if (open.delete(user)) known.push(user);
    }
  }
  const first = open.keys().next();
  if (first.done !== true) failOnCircle(first.value, open, definitions);
}

function failOnCircle(
  start: string,
  open: ReadonlyMap<string, number>,
  definitions: ReadonlyMap<string, Definition>,
): never {
  const path = new Set<string>();
  let name = start;
  while (!path.has(name)) {
    path.add(name);
    name = definitions.get(name)!.uses.find((used) => open.has(used)) ?? start;
  }
  const all = [...path];
  const circle = all.slice(all.indexOf(name), all.indexOf(name) + 10);
  fail(
    definitions.get(name)!.statement,
    `parameter "${name}" is defined by itself (${[...circle, name].join(' -> ')}); give one of them a number`,
  );
}

function fail(statement: Statement, message: string): never {
  throw new DeckError('undefined-parameter', message, statement.line);
}
