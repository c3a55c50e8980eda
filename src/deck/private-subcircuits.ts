import { DeckError } from './deck-error.js';
import { readStatement, words, type Statement } from './statement.js';

/** A subcircuit definition, with the positions of its first and last statement. */
interface Definition {
  readonly first: number;
  readonly last: number;
}

/**
 * Gives the subcircuit instance `path` (`xdut`, or `xdut.x_tau`) a definition of its own, so that a line inside it can
 * be changed without changing its siblings: the definition is copied under a new name for every level of the path, and
 * the instance names the copy. The circuit stays the same.
 *
 * @returns the new statements, and the name of the definition that only this instance uses
 * @throws DeckError of kind `unknown-instance`
 */
export function withPrivateSubcircuit(
  statements: readonly Statement[],
  path: readonly string[],
): { readonly statements: readonly Statement[]; readonly subcircuit: string } {
  let current = statements;
  let scope: string | undefined;
  path.forEach((instance, level) => {
    const own = `${path.slice(0, level + 1).join('__')}__own`.toLowerCase();
    const found = requireInstance(current, instance, scope, path);
    const parts = words(found);
    const position = nameOfSubcircuit(parts);
    const name = parts[position] ?? '';
    if (name !== own) {
      const definition = definitionOf(current, name);
      if (!definition) throw unknown(path, `its subcircuit "${name}" is not defined`);
      const renamed = withText(found, [...parts.slice(0, position), own, ...parts.slice(position + 1)].join(' '));
      current = [
        ...current.map((statement) => (statement === found ? renamed : statement)),
        ...copyOf(current.slice(definition.first, definition.last + 1), own),
      ];
    }
    scope = own;
  });
  return { statements: current, subcircuit: scope ?? '' };
}

/** The instances directly inside a subcircuit, or at the top level when none is named; by name. */
export function instancesIn(statements: readonly Statement[], subcircuit?: string): Map<string, Statement> {
  const result = new Map<string, Statement>();
  const scope: string[] = [];
  const wanted = subcircuit?.toLowerCase();
  for (const statement of statements) {
    const { name, kind } = statement;
    if (name === '.subckt' || name === '.macro') scope.push(words(statement)[1] ?? '');
    else if (name === '.ends' || name === '.eom') scope.pop();
    else if (kind === 'element' && scope.length <= 1 && scope[0] === wanted) result.set(name, statement);
  }
  return result;
}

/** The same statement, at the same place, with another text. */
export function withText({ line, lastLine }: Statement, text: string): Statement {
  return readStatement(text, line, lastLine);
}

function requireInstance(
  statements: readonly Statement[],
  instance: string,
  scope: string | undefined,
  path: readonly string[],
): Statement {
  const found = instancesIn(statements, scope).get(instance.toLowerCase());
  if (!found || !/^x/i.test(instance))
    throw unknown(
      path,
      `the circuit has no subcircuit instance "${instance}"${scope === undefined ? ' at its top level' : ' there'}`,
    );
  return found;
}

/** The last word before the parameters (`w=1e-6`, `params:`). */
export function nameOfSubcircuit(parts: readonly string[]): number {
  const end = parts.findIndex((word, index) => index > 0 && (word.includes('=') || /^params:?$/.test(word)));
  // `w = 1` puts the name of the parameter before the sign.
  const stop = end < 0 ? parts.length : parts[end]?.startsWith('=') === true ? end - 1 : end;
  return stop - 1;
}

function definitionOf(statements: readonly Statement[], name: string): Definition | undefined {
  const open: { name: string; first: number }[] = [];
  for (const [position, statement] of statements.entries()) {
    if (statement.name === '.subckt' || statement.name === '.macro')
      open.push({ name: words(statement)[1] ?? '', first: position });
    if (statement.name !== '.ends' && statement.name !== '.eom') continue;
    const closed = open.pop();
    if (closed && open.length === 0 && closed.name === name) return { first: closed.first, last: position };
  }
  return undefined;
}

/** Goes to the end of the circuit, and stands on no line of the user's. */
function copyOf(definition: readonly Statement[], own: string): Statement[] {
  return definition.map(({ text }, index) => {
    if (index === 0) return readStatement(text.replace(/^(\S+ )\S+/, (_, before: string) => `${before}${own}`));
    return readStatement(index === definition.length - 1 ? '.ends' : text);
  });
}

function unknown(path: readonly string[], why: string): DeckError {
  return new DeckError('unknown-instance', `cannot alter inside "${path.join('.')}": ${why}`);
}
