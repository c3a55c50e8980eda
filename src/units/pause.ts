import { nextTurn } from './next-turn.js';

/** How long the thread is kept before other events run, ms: Ctrl-C and progress need no more. */
const LONGEST = 40;

/**
 * Lets the thread breathe during long work: between two steps other events run, progress is told and Ctrl-C is heard.
 */
export class Pause {
  private last = performance.now();

  /** Lets other events run where it is time; to be awaited between two steps. */
  async take(): Promise<void> {
    if (performance.now() - this.last <= LONGEST) return;
    await nextTurn();
    this.last = performance.now();
  }
}
