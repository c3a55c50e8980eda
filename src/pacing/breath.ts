/** How long the thread is kept before other events run, ms: Ctrl-C and progress need no more. */
const LONGEST = 40;

/** Lets the thread breathe during long work: between two steps other events run, progress is told and Ctrl-C is heard. */
export class Breath {
  private last = performance.now();

  /** Whether it is time to `take` a breath. */
  get due(): boolean {
    return performance.now() - this.last > LONGEST;
  }

  async take(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.last = performance.now();
  }
}
