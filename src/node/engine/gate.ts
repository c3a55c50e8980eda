import { abortedError } from './pool-member.js';

/** Lets a limited number of callers in at a time, in order of arrival. */
export class Gate {
  private inside = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /**
   * Waits for a place; call the returned function to leave it. Rejects with an `aborted` SimulationError when the
   * signal fires first.
   */
  async enter(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw abortedError();
    if (this.inside >= this.limit) await this.wait(signal);
    else this.inside += 1;
    return () => {
      // The place goes straight to the next in the queue, so that nobody slips in between.
      const next = this.queue.shift();
      if (next) next();
      else this.inside -= 1;
    };
  }

  private wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.queue.splice(this.queue.indexOf(admit), 1);
        reject(abortedError());
      };
      const admit = (): void => {
        signal?.removeEventListener('abort', cancel);
        resolve();
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.queue.push(admit);
    });
  }
}
