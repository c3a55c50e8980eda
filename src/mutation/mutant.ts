import { physicalLines } from '../deck/logical-lines.js';
import { instancesIn } from '../deck/private-subcircuits.js';
import { readStatements } from '../deck/statement.js';

/** What is wrong with a mutant. */
export type MutantKind = 'polarity' | 'terminals' | 'merged nets' | 'value' | 'removed' | 'wiring';

/** One planted fault of a circuit, the same in every deck that holds the subcircuit. */
export interface Mutant {
  /** For people and for picking one: `dpi.mtau: gate and drain swapped`. */
  readonly id: string;
  readonly kind: MutantKind;
  /** Where it sits: a subcircuit, or the top level of a deck when absent. */
  readonly subcircuit?: string;
  /** The lines of the fault's own scope, changed; each is one statement. */
  readonly edit: (lines: readonly string[]) => readonly string[];
}

/**
 * A deck with the fault in it; the deck itself where it does not hold what the fault changes (the decks of a
 * calibration have the cells, but not their wiring).
 */
export function plant(text: string, mutant: Mutant): string {
  // Model cards stand first and hold no fault; they are most of the text.
  const start = text.search(/^\.subckt/im);
  return start < 0 ? text : `${text.slice(0, start)}${planted(text.slice(start), mutant)}`;
}

function planted(text: string, { subcircuit, edit }: Mutant): string {
  const lines = physicalLines(text);
  const scope = scopeOf(text, subcircuit);
  if (!scope) return text;
  const own = scope.map((number) => lines[number - 1] ?? '');
  const changed = edit(own);
  if (changed.length === own.length && changed.every((line, index) => line === own[index])) return text;
  const [first = 0] = scope;
  const inside = new Set(scope);
  // Everything of the scope where its first line stood: the order of elements means nothing to SPICE.
  return lines
    .flatMap((line, index) => (index + 1 === first ? changed : inside.has(index + 1) ? [] : [line]))
    .join('\n');
}

/** Numbers of the element lines of a subcircuit or of the top level; undefined when the deck has none there. */
function scopeOf(text: string, subcircuit: string | undefined): number[] | undefined {
  const found = [...instancesIn(readStatements(text), subcircuit).values()];
  if (found.some(({ line, lastLine }) => line !== lastLine))
    throw new Error('a mutant is planted in generated decks, which have one line for each element');
  return found.length === 0 ? undefined : found.map(({ line }) => line);
}
