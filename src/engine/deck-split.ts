import { refuseLine } from '../deck/deck-error.js';
import { constantsOf } from '../deck/constants.js';
import { savecurrents } from '../deck/device-currents.js';
import type { Statement } from '../deck/statement.js';
import { analysisLine } from './analysis-line.js';
import { asSimulationErrors, readSafely, type ReadCircuit } from './deck.js';
import { SimulationError } from './errors.js';
import { readAnalysis } from './read-analysis.js';
import type { Analysis } from './simulator.js';

/** A complete deck taken apart: the circuit, and its analyses in order, each with the line that stands for it. */
export interface SplitDeck {
  readonly circuit: ReadCircuit;
  readonly analyses: readonly { readonly analysis: Analysis; readonly card: string }[];
}

/**
 * Takes a user's deck apart. Its first line is the title, as in every SPICE. Output commands (`.print`, `.meas`, ...)
 * are not printed for an engine, `.save` lines are.
 * @throws SimulationError of kind `refused-deck` when the deck is unsafe or has no analysis that we run.
 */
export function splitDeck(deck: string): SplitDeck {
  const { title, body } = deckParts(deck);
  const all = readSafely(body, 2);
  return asSimulationErrors(() => {
    const currents = savecurrents(all);
    if (currents)
      refuse(
        currents,
        'savecurrents means different vectors to each engine',
        'name the currents with .save, as @m1[id]',
      );
    const constants = constantsOf(all);
    const statements: Statement[] = [];
    const analyses: { analysis: Analysis; card: string }[] = [];
    for (const statement of all) {
      const analysis = readAnalysis(statement, constants);
      if (analysis) analyses.push({ analysis, card: cardOf(analysis, statement) });
      else statements.push(statement);
    }
    if (analyses.length === 0)
      throw new SimulationError(
        'refused-deck',
        'the deck has no analysis; add a .tran, .dc, .ac, .op or .noise line (the first line of a deck is its title)',
      );
    return { circuit: { title, statements }, analyses };
  });
}

/**
 * A deck's title, its first line, and all that follows.
 * @throws SimulationError of kind `refused-deck` for a deck of one line that an old Mac wrote
 */
export function deckParts(deck: string): { readonly title: string; readonly body: string } {
  const newline = deck.indexOf('\n');
  const body = newline < 0 ? '' : deck.slice(newline + 1);
  const title = (newline < 0 ? deck : deck.slice(0, newline)).trim().slice(0, 200);
  if (newline < 0 && /\r./.test(deck))
    throw new SimulationError(
      'refused-deck',
      'line 1 of the deck: its lines end in carriage returns only; save the file with the line ends of Unix or Windows',
    );
  return { title, body };
}

/** What an engine gets: the user's own words where it reads them as we do. */
function cardOf(analysis: Analysis, { text }: Statement): string {
  const swept = analysis.kind === 'ac' || analysis.kind === 'noise';
  return swept && analysis.from === analysis.to ? analysisLine(analysis) : text;
}

function refuse(statement: Statement, what: string, advice: string): never {
  refuseLine(statement.line, what, advice);
}
