import { refuseLine, shown } from '../deck/deck-error.js';
import { constantValue, type Constants } from '../deck/constant-expression.js';
import { constantsOf } from '../deck/constants.js';
import { savecurrents } from '../deck/device-currents.js';
import { withoutBraces } from '../deck/expressions.js';
import { words as wordsOf, type Statement } from '../deck/statement.js';
import { analysisLine, asSimulationErrors, readSafely, type ReadCircuit } from './deck.js';
import { SimulationError } from './errors.js';
import type { Analysis } from './simulator.js';

/** A complete deck taken apart: the circuit, and its analyses in order, each with the line that stands for it. */
export interface SplitDeck {
  readonly circuit: ReadCircuit;
  readonly analyses: readonly { readonly analysis: Analysis; readonly card: string }[];
}

const UNSUPPORTED = new Set(['.tf', '.pz', '.sens', '.disto', '.four']);

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

function readAnalysis(statement: Statement, constants: Constants): Analysis | undefined {
  const { name: word } = statement;
  if (UNSUPPORTED.has(word)) refuse(statement, `"${word}" analyses are not supported`, 'remove the line');
  const words = wordsOf(statement).slice(1);
  const number = (index: number): number => {
    const value = constantValue(withoutBraces(words[index] ?? ''), constants);
    if (value === undefined)
      refuse(
        statement,
        `"${shown(words[index] ?? '')}" is no number: without it nobody can tell whether the analysis reached its end`,
        'write the number, or an expression of numbers and .param names of the top level',
      );
    return value;
  };
  switch (word) {
    case '.op':
      return { kind: 'op' };
    case '.tran':
      return readTransient(words, number);
    case '.ac':
      return {
        kind: 'ac',
        ...frequencies(scaleOf(statement, words[0], 'an .ac line'), number(1), number(2), number(3)),
      };
    case '.dc':
      return readSweeps(words, number);
    case '.noise':
      return {
        kind: 'noise',
        output: words[0] ?? '',
        source: words[1] ?? '',
        ...frequencies(scaleOf(statement, words[2], 'a .noise line'), number(3), number(4), number(5)),
      };
    default:
      return undefined;
  }
}

function scaleOf(statement: Statement, word: string | undefined, line: string): 'lin' | 'dec' | 'oct' {
  const scale = (word ?? '').toLowerCase();
  if (scale === 'lin' || scale === 'dec' || scale === 'oct') return scale;
  return refuse(statement, `${line} has none of dec, oct, lin`, 'write one');
}

function readSweeps(words: readonly string[], number: (index: number) => number): Analysis {
  const sweep = (at: number) => ({
    source: words[at] ?? '',
    from: number(at + 1),
    to: number(at + 2),
    step: number(at + 3),
  });
  return { kind: 'dc', sweeps: words.length > 4 ? [sweep(0), sweep(4)] : [sweep(0)] };
}

/** What an engine gets: the user's own words where it reads them as we do. */
function cardOf(analysis: Analysis, { text }: Statement): string {
  const swept = analysis.kind === 'ac' || analysis.kind === 'noise';
  return swept && analysis.from === analysis.to ? analysisLine(analysis) : text;
}

/** One frequency is one point: steps from it to itself are none to some engines. */
function frequencies<SweepScale extends string>(scale: SweepScale, points: number, from: number, to: number) {
  return from === to ? { scale: 'lin' as const, points: 1, from, to } : { scale, points, from, to };
}

/**
 * `.tran step stop [start [largest step]] [uic]`; without a largest step, ngspice takes the smaller of `step` and a
 * fiftieth of the whole.
 */
function readTransient(words: readonly string[], number: (index: number) => number): Analysis {
  const useInitialConditions = words.some((word) => word.toLowerCase() === 'uic');
  const given = words.filter((word) => word.toLowerCase() !== 'uic').length;
  const [step, stop, start] = [number(0), number(1), given > 2 ? number(2) : 0];
  return {
    kind: 'tran',
    step,
    stop,
    ...(start > 0 ? { start } : {}),
    maxStep: given > 3 ? number(3) : Math.min(step, (stop - start) / 50),
    ...(useInitialConditions ? { useInitialConditions } : {}),
  };
}

function refuse(statement: Statement, what: string, advice: string): never {
  refuseLine(statement.line, what, advice);
}
