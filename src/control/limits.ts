import { ExpressionError } from '../vector/vector.js';
import { refuseLine } from '../deck/deck-error.js';

/** What a control block may take: how much, and how that is said. */
const MOST = {
  rounds: [10_000, 'goes round its loops more than 10000 times'],
  runs: [1000, 'runs more than 1000 analyses'],
  commands: [100_000, 'carries out more than 100000 commands'],
  printed: [5_000_000, 'prints more than 5 million characters'],
  // 400 MB.
  numbers: [50_000_000, 'has results of more than 50 million numbers'],
} as const;

/** Values that the expressions of a deck may compute: some ten seconds of them. */
const MOST_COMPUTED = 500_000_000;

/** Counts what a control block takes, so that each one comes to an end. */
export class Limits {
  private readonly taken: Record<keyof typeof MOST, number> = {
    rounds: 0,
    runs: 0,
    commands: 0,
    printed: 0,
    numbers: 0,
  };

  private computed = 0;

  /** Counts values that an expression computes. @throws ExpressionError when there are too many */
  compute(values: number): void {
    this.computed += values;
    if (this.computed > MOST_COMPUTED)
      throw new ExpressionError(`expressions compute more than ${MOST_COMPUTED / 1e6} million values`);
  }

  /** @throws DeckError that names the line at which a limit is passed */
  take(what: keyof typeof MOST, amount: number, line: number): void {
    this.taken[what] += amount;
    const [most, words] = MOST[what];
    if (this.taken[what] > most) refuseLine(line, `the control block ${words}`, 'take it apart into several decks');
  }
}
