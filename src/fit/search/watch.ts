import { Pause } from '../../units/pause.js';

/** Where a fit stands. */
export interface FitProgress {
  readonly problem: string;
  readonly phase: 'search' | 'intervals';
  readonly done: number;
  readonly total: number;
  /** Lowest sum of squares so far. */
  readonly cost: number;
}

/**
 * Lets the thread breathe during long work: other events run, progress is told, and Ctrl-C is heard between two steps.
 */
export class Watch {
  private readonly pause = new Pause();

  constructor(
    private readonly signal?: AbortSignal,
    private readonly onProgress?: (progress: FitProgress) => void,
  ) {}

  /** Whether to stop. To be awaited between two steps. */
  async stopped(): Promise<boolean> {
    await this.pause.take();
    return this.signal?.aborted === true;
  }

  tell(progress: FitProgress): void {
    this.onProgress?.(progress);
  }
}
