import type { Progress } from '../../verify/verify.js';
import type { Io } from '../io.js';

/** A progress bar on stderr, or nothing. */
export interface ProgressDisplay {
  start(name: string): void;
  update(progress: Progress): void;
  stop(): void;
}

const NOTHING: ProgressDisplay = { start: () => undefined, update: () => undefined, stop: () => undefined };

/** Whether a bar belongs here: a person watches a terminal, and no CI keeps a log of it. */
export function wantsProgress({ errIsTerminal, environment }: Io, silent: boolean): boolean {
  const ci = environment.CI !== undefined && environment.CI !== '' && environment.CI !== 'false';
  return errIsTerminal && !silent && !ci && environment.TERM !== 'dumb';
}

/** One bar per spec. */
export async function createProgress(io: Io, silent: boolean): Promise<ProgressDisplay> {
  if (!wantsProgress(io, silent)) return NOTHING;
  const { default: cliProgress } = await import('cli-progress');
  let name = '';
  let running = false;
  const bar = new cliProgress.SingleBar({
    format: '{name} [{bar}] {value}/{total} {label}, {eta_formatted} left', barsize: 24, barCompleteChar: '#', barIncompleteChar: '-', hideCursor: true, clearOnComplete: true, stream: process.stderr, gracefulExit: false, linewrap: false,
  });
  const stop = (): void => {
    if (running) bar.stop();
    running = false;
  };
  return {
    start: (next) => {
      stop();
      name = next;
      bar.start(1, 0, { name, label: '' });
      running = true;
    },
    update: ({ done, total, label }) => {
      bar.setTotal(total);
      bar.update(done, { name, label });
    },
    stop,
  };
}
