/** Where a fit stands. */
export interface FitProgress {
  readonly problem: string;
  readonly phase: 'search' | 'intervals';
  readonly done: number;
  readonly total: number;
  /** Lowest sum of squares so far. */
  readonly cost: number;
}

/** How long the thread is kept before it looks up, ms: Ctrl-C and progress need no more. */
const BREATH = 40;

/** Lets the thread breathe during long work: other events run, progress is told, and Ctrl-C is heard between two steps. */
export class Watch {
  private looked = performance.now();

  constructor(private readonly signal?: AbortSignal, private readonly onProgress?: (progress: FitProgress) => void) {}

  /** Whether to stop. To be awaited between two steps. */
  async stopped(): Promise<boolean> {
    if (performance.now() - this.looked > BREATH) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      this.looked = performance.now();
    }
    return this.signal?.aborted === true;
  }

  tell(progress: FitProgress): void {
    this.onProgress?.(progress);
  }
}
