import { bytesToHex, randomBytes } from '@noble/hashes/utils';
import { alterStatements, assertChange } from '../deck/alter.js';
import { isVector } from '../deck/commands.js';
import { titleLine } from '../deck/comment.js';
import { DeckError, shown } from '../deck/deck-error.js';
import { checkFunctions } from '../deck/functions.js';
import { checkParameters } from '../deck/parameters.js';
import { printDeck, printStatements } from '../deck/print.js';
import { readStatements, type Statement } from '../deck/statement.js';
import { analysisLine } from './analysis-line.js';
import { SimulationError } from './errors.js';
import type { Alteration, Analysis, Circuit } from './simulator.js';

/** Larger decks are refused unread; the largest we generate is about 1 MB. */
export const MAX_DECK_CHARACTERS = 8 * 1024 * 1024;

const VECTORS_PER_SAVE_LINE = 8;
const ANALYSES = new Set(['.tran', '.dc', '.ac', '.op', '.noise', '.tf', '.pz', '.sens', '.disto', '.pss', '.sp']);

/** Whether a command of a deck is an analysis, of whichever kind. */
export function isAnalysis(name: string): boolean {
  return ANALYSES.has(name);
}

/** A circuit that was read: what an engine gets is printed from its statements, and from nothing else. */
export interface ReadCircuit {
  readonly title: string;
  readonly statements: readonly Statement[];
}

/** A fresh word for a title: a result that does not carry it comes from another run. */
export function newNonce(): string {
  return `rulespice-${bytesToHex(randomBytes(8))}`;
}

/**
 * Reads a circuit: statements we know, whose parameters are defined, and no analysis or `.end` of its own.
 * @throws SimulationError of kind `refused-deck` or `undefined-parameter` that names the line and what to do.
 */
export function readCircuit({ title, text }: Circuit): ReadCircuit {
  const statements = readSafely(text, 1);
  const own = statements.find(({ name }) => ANALYSES.has(name) || name === '.four' || name === '.end');
  if (own)
    throw new SimulationError(
      'refused-deck',
      `line ${own.line} of the circuit: "${own.name}" does not belong into a circuit; give the ` +
        `analysis to run() instead`,
    );
  return { title, statements };
}

/**
 * Checks a circuit as `readCircuit` does.
 * @returns the text that an engine gets of it: two circuits with the same one are the same
 */
export function assertCircuit(circuit: Circuit): string {
  return printStatements(readCircuit(circuit).statements);
}

/**
 * Statements of a deck without its title line.
 * @param firstLine number of the first line of `text` in the user's file, for messages.
 * @throws SimulationError of kind `refused-deck` naming the line and what to do, or `undefined-parameter`.
 */
export function readSafely(text: string, firstLine: number): readonly Statement[] {
  if (text.length > MAX_DECK_CHARACTERS) {
    throw new SimulationError(
      'refused-deck',
      `the deck has ${text.length} characters, more than the limit of ${MAX_DECK_CHARACTERS}: save fewer ` +
        `points or use fewer models`,
    );
  }
  return asSimulationErrors(() => {
    const statements = readStatements(text, firstLine);
    checkParameters(statements);
    checkFunctions(statements);
    return statements;
  });
}

/**
 * A circuit with instance parameters changed.
 * @throws SimulationError of kind `unknown-instance` or `refused-deck`
 */
export function alteredCircuit(circuit: ReadCircuit, changes: readonly Alteration[]): ReadCircuit {
  return { ...circuit, statements: asSimulationErrors(() => alterStatements(circuit.statements, changes)) };
}

/** @throws SimulationError of kind `refused-deck` for a name that is none; RangeError for a value that is no number */
export function assertAlterations(changes: readonly Alteration[]): void {
  asSimulationErrors(() => changes.forEach(assertChange));
}

/** What the reader of decks refuses, as errors of a simulation. */
export function asSimulationErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    const place = error.line === undefined ? '' : `line ${error.line} of the deck: `;
    throw new SimulationError(error.kind, `${place}${error.what}`, '', { cause: error });
  }
}

/**
 * The deck of one analysis: title with the nonce, the circuit, one `.save` list, the analysis line, `.end`.
 * Numbers are printed without suffixes; a `tran` always carries its largest time step.
 * @throws SimulationError of kind `refused-deck` when the save list is empty or a name in it or in the analysis is
 *   malformed.
 */
export function buildDeck(circuit: ReadCircuit, analysis: Analysis, save: readonly string[], nonce: string): string {
  return joinDeck(nonce, circuit, [...saveLines(analysis, save), analysisLine(analysis)]);
}

/** Prints a title with the nonce, a circuit and further lines. */
export function joinDeck(nonce: string, { title, statements }: ReadCircuit, lines: readonly string[]): string {
  return asSimulationErrors(() => printDeck(titleLine(nonce, title), statements, lines));
}

/**
 * @throws SimulationError of kind `refused-deck` when the list is empty or a name in it could be anything but a vector.
 */
export function assertSaveList(save: readonly string[]): void {
  if (save.length === 0)
    throw new SimulationError(
      'refused-deck',
      'the list of vectors to save is empty; name at least one, such as v(out)',
    );
  for (const name of save) {
    if (!isVector(name) || name.includes('//') || /[^ -~]/.test(name))
      throw new SimulationError(
        'refused-deck',
        `"${shown(name)}" cannot be saved; name a vector such as v(out), i(v1) or @m1[id]`,
      );
  }
}

/** Analyses that give other vectors than those of the circuit. */
const OWN_VECTORS: ReadonlySet<string> = new Set(['noise', 'tf', 'pz', 'sens']);

/** A circuit without `.save` lines where an analysis gives other vectors than they name. */
export function savingFor({ kind }: Analysis, { title, statements }: ReadCircuit): ReadCircuit {
  return OWN_VECTORS.has(kind)
    ? { title, statements: statements.filter(({ name }) => name !== '.save') }
    : { title, statements };
}

function saveLines(analysis: Analysis, save: readonly string[]): string[] {
  assertSaveList(save);
  // Results with vectors of their own, which a .save list of circuit vectors would suppress.
  if (OWN_VECTORS.has(analysis.kind)) return [];
  const lines: string[] = [];
  for (let start = 0; start < save.length; start += VECTORS_PER_SAVE_LINE)
    lines.push(`.save ${save.slice(start, start + VECTORS_PER_SAVE_LINE).join(' ')}`);
  return lines;
}
