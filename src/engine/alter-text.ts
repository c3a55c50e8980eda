import { spiceNumber } from '../units/format.js';
import { physicalLines } from './deck-lines.js';
import { SimulationError } from './errors.js';
import { instancesIn, withPrivateSubcircuit } from './private-subcircuits.js';
import type { Alteration } from './simulator.js';

/** Parameters that are the value of the instance itself rather than a `name=value` pair. */
const MAIN_VALUE: Readonly<Record<string, readonly string[]>> = {
  r: ['resistance', 'r'],
  c: ['capacitance', 'c'],
  l: ['inductance', 'l'],
};

/**
 * Rewrites instance lines of a circuit so that each alteration holds: `dc` of a source, the value of R, C, L, or any
 * `name=value` parameter (added when absent). Line numbers stay as they were. An instance inside subcircuits
 * (`xdut.x1.m1`) gets definitions of its own first, appended to the text, so that its siblings stay as they are.
 * @throws SimulationError of kind `unknown-instance` when the circuit has no such instance
 */
export function alterText(text: string, changes: readonly Alteration[]): string {
  changes.forEach(assertAlteration);
  let current = text;
  for (const [path, inside] of byPath(changes)) {
    const scope =
      path === '' ? { text: current, subcircuit: undefined } : withPrivateSubcircuit(current, path.split('.'));
    current = alterLines(scope.text, scope.subcircuit, inside);
  }
  return current;
}

/** Alterations by the path of subcircuit instances they are in, in order. */
function byPath(changes: readonly Alteration[]): Map<string, Alteration[]> {
  const groups = new Map<string, Alteration[]>();
  for (const change of changes) {
    const path = change.instance.toLowerCase().split('.').slice(0, -1).join('.');
    groups.set(path, [...(groups.get(path) ?? []), change]);
  }
  return groups;
}

function alterLines(text: string, subcircuit: string | undefined, changes: readonly Alteration[]): string {
  const lines = physicalLines(text);
  const instances = instancesIn(text, subcircuit);
  for (const change of changes) {
    const name = change.instance.toLowerCase().split('.').at(-1) ?? '';
    const statement = instances.get(name);
    if (!statement)
      throw new SimulationError(
        'unknown-instance',
        `cannot alter "${change.instance}": the circuit has no such ` +
          `instance${subcircuit === undefined ? ' at its top level' : ''}`,
      );
    const altered = alterStatement(statement.text, change);
    instances.set(name, { ...statement, text: altered });
    for (let line = statement.line; line < statement.lastLine; line += 1) lines[line] = '';
    lines[statement.line - 1] = altered;
  }
  return lines.join('\n');
}

/**
 * @throws SimulationError of kind `refused-deck` when a name could be anything but a name; RangeError when the value is
 * no number of SPICE.
 */
export function assertAlteration({ instance, parameter, value }: Alteration): void {
  if (!/^[a-z_]\w*$/i.test(parameter))
    throw new SimulationError('refused-deck', `"${parameter}" is no name of a parameter`);
  if (!/^[\w.#:+\-/%]+$/.test(instance))
    throw new SimulationError('refused-deck', `"${instance}" is no name of an instance`);
  spiceNumber(value);
}

function alterStatement(text: string, { parameter, value }: Alteration): string {
  const number = spiceNumber(value);
  const name = parameter.toLowerCase();
  const device = text[0]!.toLowerCase();
  const words = text.split(/\s+/);
  const assignment = new RegExp(`(^|\\s)(${escape(name)})\\s*=\\s*(\\{[^}]*\\}|'[^']*'|\\S+)`, 'i');
  if ((device === 'v' || device === 'i') && name === 'dc') {
    const explicit = /(^|\s)dc\s*=?\s*(\{[^}]*\}|'[^']*'|[^\s=]+)/i;
    if (explicit.test(text)) return text.replace(explicit, (_, before: string) => `${before}dc ${number}`);
    const bare = /^[+-]?[\d.]/.test(words[3] ?? '') || /^[{']/.test(words[3] ?? '');
    return [...words.slice(0, 3), 'dc', number, ...words.slice(bare ? 4 : 3)].join(' ');
  }
  // The small signal of a source is not written as `name=value` either.
  if ((device === 'v' || device === 'i') && name === 'acmag') {
    const explicit = /(^|\s)ac\s+[+-]?[\d.]\S*/i;
    return explicit.test(text)
      ? text.replace(explicit, (_, before: string) => `${before}ac ${number}`)
      : `${text} ac ${number}`;
  }
  if (assignment.test(text))
    return text.replace(assignment, (_, before: string, written: string) => `${before}${written}=${number}`);
  if (MAIN_VALUE[device]?.includes(name) && words.length > 3)
    return [...words.slice(0, 3), number, ...words.slice(4)].join(' ');
  return `${text} ${name}=${number}`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
