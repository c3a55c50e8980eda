import { Worker } from 'node:worker_threads';
import type { Analysis } from '../src/index.js';

export type WorkerOutcome =
  | { readonly type: 'done'; readonly vectors: Readonly<Record<string, Float64Array>> }
  | { readonly type: 'failed'; readonly kind?: string; readonly message: string }
  | { readonly type: 'killed' };

interface Job {
  readonly netlist: string;
  readonly analysis: Analysis;
  readonly options?: { readonly save?: readonly string[]; readonly abortFlag?: Int32Array };
  readonly repeat?: number;
}

/** Runs a netlist in a thread of its own, which is killed at the limit. */
export async function inWorker(
  job: Job,
  limitSeconds = 60,
  onLoaded: () => void = () => undefined,
): Promise<WorkerOutcome> {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: job });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => void worker.terminate().then(() => resolve({ type: 'killed' })),
      limitSeconds * 1000,
    );
    worker.on('message', (message: WorkerOutcome | { type: 'loaded' }) => {
      if (message.type === 'loaded') return onLoaded();
      clearTimeout(timer);
      void worker.terminate().then(() => resolve(message));
    });
    worker.on('error', reject);
  });
}
