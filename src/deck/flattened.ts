import { nameOfSubcircuit } from './private-subcircuits.js';
import { words, type Statement } from './statement.js';

/** A statement by the name that it has in the flat circuit of a simulator. */
export interface FlattenedStatement {
  readonly statement: Statement;
  /** Instances it is in, from the top, such as `x1.x2`; empty at the top level. */
  readonly path: string;
}

/** What stands in a subcircuit, or at the top level. */
interface Scope {
  readonly elements: Map<string, Statement>;
  readonly definitions: Map<string, Scope>;
  readonly outer?: Scope;
}

const DEEPEST = 50;

/**
 * Finds the statement that a simulator means. ngspice takes subcircuits apart and calls the resistor r1 of instance x2
 * in x1 `r.x1.x2.r1`, a node in it `x1.x2.mid`. Definitions are looked for from the inside out, as there.
 */
export class FlattenedNames {
  private readonly top: Scope;

  constructor(statements: readonly Statement[]) {
    this.top = scopesOf(statements);
  }

  /** The device of a name such as `r.x1.r1`, `x1.x2` or `v.x1.v1#branch`. */
  device(name: string): FlattenedStatement | undefined {
    const plain = name.toLowerCase().replace(/#.*$/, '');
    const [, letter = '', rest = ''] = /^([a-z])\.(.+)$/.exec(plain) ?? [];
    const found = rest === '' ? undefined : deviceIn(this.top, rest, '');
    // The letter before the path is that of the device.
    return found?.statement.name.startsWith(letter) === true ? found : deviceIn(this.top, plain, '');
  }

  /** The first device at an inner node such as `x1.mid`; undefined for nodes of the top level. */
  node(name: string): FlattenedStatement | undefined {
    return nodeIn(this.top, name.toLowerCase(), '');
  }
}

function scopesOf(statements: readonly Statement[]): Scope {
  const top = emptyScope();
  let current = top;
  for (const statement of statements) {
    const { name, kind } = statement;
    if (name === '.subckt' || name === '.macro') {
      const inner = emptyScope(current);
      current.definitions.set(words(statement)[1] ?? '', inner);
      current = inner;
    } else if (name === '.ends' || name === '.eom') current = current.outer ?? top;
    else if (kind === 'element' && !current.elements.has(name)) current.elements.set(name, statement);
  }
  return top;
}

function emptyScope(outer?: Scope): Scope {
  return { elements: new Map(), definitions: new Map(), ...(outer ? { outer } : {}) };
}

function deviceIn(scope: Scope, rest: string, path: string): FlattenedStatement | undefined {
  const statement = scope.elements.get(rest);
  if (statement) return { statement, path };
  return inInstances(scope, rest, path, deviceIn);
}

function nodeIn(scope: Scope, rest: string, path: string): FlattenedStatement | undefined {
  const inner = inInstances(scope, rest, path, nodeIn);
  if (inner || path === '') return inner;
  const statement = [...scope.elements.values()].find((one) => words(one).slice(1).includes(rest));
  return statement && { statement, path };
}

/** Names may have dots of their own: every instance whose name the rest starts with may be meant. */
function inInstances(
  scope: Scope,
  rest: string,
  path: string,
  find: (scope: Scope, rest: string, path: string) => FlattenedStatement | undefined,
): FlattenedStatement | undefined {
  if (path.split('.').length > DEEPEST) return undefined;
  for (const [name, statement] of scope.elements) {
    if (!name.startsWith('x') || !rest.startsWith(`${name}.`)) continue;
    const parts = words(statement);
    const definition = definitionOf(scope, parts[nameOfSubcircuit(parts)] ?? '');
    const found = definition && find(definition, rest.slice(name.length + 1), path === '' ? name : `${path}.${name}`);
    if (found) return found;
  }
  return undefined;
}

function definitionOf(scope: Scope | undefined, name: string): Scope | undefined {
  return scope && (scope.definitions.get(name) ?? definitionOf(scope.outer, name));
}
