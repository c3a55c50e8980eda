import type { Job, RuleResult, Said } from './protocol.js';

type Progress = Extract<Said, { kind: 'progress' }>;

/** The worker with the engine: one job at a time. A new worker is started after an abort. */
export class EngineThread {
  private worker: Worker | undefined;
  private giveUp: ((reason: Error) => void) | undefined;

  /** @throws Error with what the worker says, and `Aborted` */
  run(job: Job, onProgress: (progress: Progress) => void): Promise<RuleResult> {
    this.abort();
    this.worker ??= new Worker('worker.js');
    const { worker } = this;
    return new Promise((resolve, reject) => {
      const settled = (work: () => void): void => {
        this.giveUp = undefined;
        work();
      };
      this.giveUp = reject;
      worker.onmessage = ({ data }: MessageEvent<Said>) => {
        if (data.kind === 'progress') onProgress(data);
        else if (data.kind === 'result') settled(() => resolve(data.result));
        else settled(() => reject(new Error(data.message)));
      };
      worker.onerror = ({ message }) => {
        this.worker = undefined;
        settled(() => reject(new Error(message || 'the worker could not be started')));
      };
      worker.postMessage(job);
    });
  }

  /** Ends a run under way, with its thread. */
  abort(): void {
    if (!this.giveUp) return;
    this.worker?.terminate();
    this.worker = undefined;
    this.giveUp(new Aborted('stopped'));
    this.giveUp = undefined;
  }
}

export class Aborted extends Error {}
