import { keyword, physicalLines, statements, type Statement } from './deck-lines.js';
import { SimulationError } from './errors.js';

/** A subcircuit definition in a text, with the numbers of its lines. */
interface Definition {
  readonly first: number;
  readonly last: number;
  /** Name as written. */
  readonly name: string;
}

/**
 * Gives the subcircuit instance `path` (`xdut`, or `xdut.x_tau`) a definition of its own, so that a line inside it can
 * be changed without changing its siblings: the definition is copied under a new name for every level of the path, and
 * the instance names the copy. The circuit stays the same.
 *
 * @returns the new text, and the name of the definition that only this instance uses
 * @throws SimulationError of kind `unknown-instance`
 */
export function withPrivateSubcircuit(
  text: string,
  path: readonly string[],
): { readonly text: string; readonly subcircuit: string } {
  let current = text;
  let scope: string | undefined;
  path.forEach((instance, level) => {
    const own = `${path.slice(0, level + 1).join('__')}__own`.toLowerCase();
    const found = requireInstance(current, instance, scope, path);
    const words = found.text.split(/\s+/);
    const position = nameOfSubcircuit(words);
    const name = words[position] ?? '';
    if (name.toLowerCase() !== own) {
      const definition = definitionOf(current, name);
      if (!definition) throw unknown(path, `its subcircuit "${name}" is not defined`);
      current = copied(
        current,
        found,
        [...words.slice(0, position), own, ...words.slice(position + 1)].join(' '),
        definition,
        own,
      );
    }
    scope = own;
  });
  return { text: current, subcircuit: scope ?? '' };
}

/** The instances directly inside a subcircuit, or at the top level when none is named; by lower-case name. */
export function instancesIn(text: string, subcircuit?: string): Map<string, Statement> {
  const result = new Map<string, Statement>();
  const scope: string[] = [];
  for (const statement of statements(text)) {
    const word = keyword(statement);
    if (word === '.subckt' || word === '.macro') scope.push((statement.text.split(/\s+/)[1] ?? '').toLowerCase());
    else if (word === '.ends' || word === '.eom') scope.pop();
    else if (!word.startsWith('.') && scope.length <= 1 && scope[0] === subcircuit?.toLowerCase())
      result.set(word, statement);
  }
  return result;
}

function requireInstance(
  text: string,
  instance: string,
  scope: string | undefined,
  path: readonly string[],
): Statement {
  const found = instancesIn(text, scope).get(instance.toLowerCase());
  if (!found || !/^x/i.test(instance))
    throw unknown(
      path,
      `the circuit has no subcircuit instance "${instance}"${scope === undefined ? ' at its top level' : ' there'}`,
    );
  return found;
}

/** The last word before the parameters (`w=1e-6`, `params:`). */
function nameOfSubcircuit(words: readonly string[]): number {
  const end = words.findIndex((word, index) => index > 0 && (/=/.test(word) || /^params:?$/i.test(word)));
  // `w = 1` puts the name of the parameter before the sign.
  const stop = end < 0 ? words.length : words[end]?.startsWith('=') === true ? end - 1 : end;
  return stop - 1;
}

function definitionOf(text: string, name: string): Definition | undefined {
  const open: { name: string; first: number }[] = [];
  for (const statement of statements(text)) {
    const word = keyword(statement);
    if (word === '.subckt' || word === '.macro')
      open.push({ name: statement.text.split(/\s+/)[1] ?? '', first: statement.line });
    if (word !== '.ends' && word !== '.eom') continue;
    const closed = open.pop();
    if (closed && open.length === 0 && closed.name.toLowerCase() === name.toLowerCase())
      return { ...closed, last: statement.lastLine };
  }
  return undefined;
}

/** The copy goes to the end of the text, so that the lines before it keep their numbers. */
function copied(text: string, instance: Statement, renamed: string, { first, last }: Definition, own: string): string {
  const lines = physicalLines(text);
  const copy = lines.slice(first - 1, last);
  copy[0] = (copy[0] ?? '').replace(/^(\s*\S+\s+)\S+/, (_, before: string) => `${before}${own}`);
  copy[copy.length - 1] = '.ends';
  for (let line = instance.line; line < instance.lastLine; line += 1) lines[line] = '';
  lines[instance.line - 1] = renamed;
  return [...lines.filter((_, index) => index < lines.length - 1 || lines[index] !== ''), ...copy, ''].join('\n');
}

function unknown(path: readonly string[], why: string): SimulationError {
  return new SimulationError('unknown-instance', `cannot alter inside "${path.join('.')}": ${why}`);
}
