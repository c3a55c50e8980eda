import type { Statement } from '../deck/statement.js';
import { SimulationError } from '../engine/errors.js';

/**
 * What an engine says of a line of its own deck, said of the user's: ngspice prints the statement it cannot read, and
 * the statement is one of ours.
 */
export function withPlace(error: unknown, statements: readonly Statement[]): unknown {
  if (!(error instanceof SimulationError) || /^line \d+ of the deck/.test(error.message)) return error;
  const [, said = '', reason = ''] = /Error on line \d+ or its substitute:\s*\n\s*(.+)\n\s*(.*)/i.exec(error.log) ?? [];
  const quoted = said
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .toLowerCase();
  const found =
    quoted === ''
      ? statements.find(({ kind, name }) => kind === 'element' && namedIn(error.message, name))
      : (statements.find(({ text }) => text === quoted) ??
        statements.find(({ kind, name }) => kind === 'element' && name === lastPart(quoted.split(' ')[0] ?? '')));
  if (!found) return error;
  const what = quoted === '' ? error.message : `"${found.text.slice(0, 80)}": ${reason.trim() || error.message}`;
  return new SimulationError(error.kind, `line ${found.line} of the deck: ${what}`, error.log, { cause: error });
}

function namedIn(message: string, name: string): boolean {
  return message
    .toLowerCase()
    .split(/[\s,;:"'()]+/)
    .some((word) => word.length > 1 && lastPart(word) === name);
}

/** ngspice calls r1 of subcircuit x1 `r.x1.r1`. */
function lastPart(name: string): string {
  return name.split('.').at(-1) ?? name;
}
