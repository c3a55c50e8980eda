import { FlattenedNames, type FlattenedStatement } from '../deck/flattened.js';
import type { Statement } from '../deck/statement.js';
import { SimulationError } from '../engine/errors.js';

/** A statement of the user's, and what the engine says of it. */
interface Meant extends FlattenedStatement {
  readonly reason: string;
}

/**
 * What an engine says of a line of its own deck, said of the user's: ngspice prints the flattened statement it cannot
 * read, or names a flattened device or node, and each of them comes from one of ours.
 */
export function withPlace(error: unknown, statements: readonly Statement[]): unknown {
  if (!(error instanceof SimulationError) || /^line \d+ of the deck/.test(error.message)) return error;
  const names = new FlattenedNames(statements);
  const meant = quoted(error, names) ?? byText(error, statements) ?? named(error.message, names) ?? inLog(error, names);
  if (!meant) return error;
  const { statement, path, reason } = meant;
  const where = path === '' ? '' : ` in ${path}`;
  return new SimulationError(
    error.kind,
    `line ${statement.line} of the deck: "${statement.text.slice(0, 80)}"${where}: ${reason}`,
    error.log,
    { cause: error },
  );
}

/** The statement behind `Error on line 2 or its substitute:`. */
function quoted({ log, message }: SimulationError, names: FlattenedNames): Meant | undefined {
  const [, said = '', reason = ''] = /Error on line(?: \d+ or its substitute)?:\s*\n\s*(.+)\n\s*(.*)/i.exec(log) ?? [];
  const word = said.trim().replace(/^\(/, '').split(/\s/)[0] ?? '';
  const found = word === '' ? undefined : names.device(word);
  if (!found) return undefined;
  // What it says of a missing model is worse than what we make of it.
  const telling = /^(could not find|unknown parameter)/i.test(reason.trim()) ? message : reason.trim();
  return { ...found, reason: telling === '' ? message : telling };
}

/** A device, or an inner node, that a message names; what it quotes in parentheses is no flattened statement. */
function named(reason: string, names: FlattenedNames): Meant | undefined {
  const tokens = reason
    .replace(/ \([^()]*\)$/, '')
    .toLowerCase()
    .split(/[\s,;"'()[\]]+|:(?=\s|$)/);
  const candidates = tokens.filter((word) => word.length > 1);
  const found =
    candidates.map((word) => names.device(word)).find((one) => one !== undefined) ??
    candidates.map((word) => names.node(word)).find((one) => one !== undefined);
  return found && { ...found, reason };
}

/** `can't find model 'n1' from line` and the statement, which is the user's own if only one reads so. */
function byText({ log, message }: SimulationError, statements: readonly Statement[]): Meant | undefined {
  const [, said = ''] = /from line\s*\n\s*(.+)/i.exec(log) ?? [];
  const same = statements.filter(({ text }) => text === said.trim().toLowerCase());
  return same[0] && same.length === 1 ? { statement: same[0], path: '', reason: message } : undefined;
}

/** `in line b.x1.b1` behind a message. */
function inLog({ log, message }: SimulationError, names: FlattenedNames): Meant | undefined {
  const [, name = ''] = /\bin line (\S+)/i.exec(log) ?? [];
  const found = name === '' ? undefined : names.device(name);
  return found && { ...found, reason: message };
}
