import { isUnprinted } from './commands.js';
import { assertSealed, type Statement } from './statement.js';

/**
 * Statements as an engine gets them: one line each, however long, because ngspice stitches continuation lines together
 * one by one. Comments are not kept. Nothing else ever writes a line for an engine.
 */
export function printStatements(statements: readonly Statement[]): string {
  return statements
    .filter(isPrinted)
    .map(({ text }) => `${text}\n`)
    .join('');
}

/**
 * A whole deck: a title line from `titleLine`, statements, `.end`.
 * @param lines statements of our own, such as an analysis and a list of vectors
 */
export function printDeck(title: string, statements: readonly Statement[], lines: readonly string[]): string {
  for (const line of lines) assertSealed(line);
  return `${title}\n${printStatements(statements)}${lines.map((line) => `${line}\n`).join('')}.end\n`;
}

function isPrinted({ name, text }: Statement): boolean {
  return !isUnprinted(name) && text !== '.options';
}
