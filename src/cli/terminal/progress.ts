import type { Progress } from '../../verify/verify.js';
import type { Io } from '../io.js';
import { terminalBar } from './bar.js';
import { TimeLeft, timeLeftText } from './time-left.js';

/** A progress bar on stderr, a line a minute where nobody watches a terminal, or nothing. */
export interface ProgressDisplay {
  start(name: string): void;
  update(progress: Progress): void;
  stop(): void;
}

const NOTHING: ProgressDisplay = { start: () => undefined, update: () => undefined, stop: () => undefined };

/** Seconds between two lines of a log. */
const LINE_EVERY = 60;

/** Whether a bar belongs here: a person watches a terminal, and no CI keeps a log of it. */
export function wantsProgress({ errIsTerminal, environment }: Io, silent: boolean): boolean {
  const ci = environment.CI !== undefined && environment.CI !== '' && environment.CI !== 'false';
  return errIsTerminal && !silent && !ci && environment.TERM !== 'dumb';
}

/** One bar per spec. */
export async function createProgress(io: Io, silent: boolean): Promise<ProgressDisplay> {
  if (silent) return NOTHING;
  if (!wantsProgress(io, silent)) return progressLines(io);
  let name = '';
  let running = false;
  let left = new TimeLeft();
  const bar = await terminalBar('{name} [{bar}] {value}/{total} {label} {left}');
  const stop = (): void => {
    if (running) bar.stop();
    running = false;
  };
  return {
    start: (next) => {
      stop();
      name = next;
      left = new TimeLeft();
      bar.start(1, 0, { name, label: '', left: '' });
      running = true;
    },
    update: ({ done, total, label }) => {
      bar.setTotal(total);
      bar.update(done, { name, label, left: timeLeftText(left.after(done, total)) });
    },
    stop,
  };
}

/**
 * What a log shows of a run that takes longer than a minute: `stdp: 1200 of 5400, about 12 min left`, every minute,
 * whichever spec it is at.
 * @param now clock, s
 */
export function progressLines(
  { err }: Pick<Io, 'err'>,
  now: () => number = () => performance.now() / 1000,
): ProgressDisplay {
  let name = '';
  let last = now();
  let left = new TimeLeft(now);
  return {
    start: (next) => {
      name = next;
      left = new TimeLeft(now);
    },
    update: ({ done, total }) => {
      const text = timeLeftText(left.after(done, total));
      if (now() - last < LINE_EVERY) return;
      last = now();
      err(`${name}: ${done} of ${total}${text === '' ? '' : `, ${text}`}\n`);
    },
    stop: () => undefined,
  };
}
