import type { Progress } from '../../verify/verify.js';
import type { Io } from '../io.js';
import { terminalBar } from './bar.js';
import { TimeLeft, timeLeftText } from './time-left.js';

/** A progress bar on stderr, a line a minute where nobody watches a terminal, or nothing. */
export interface ProgressDisplay {
  /** The next part begins. */
  start(name: string): void;
  /** A part that needs no work. */
  skip(): void;
  /** How far the part is. */
  update(progress: Progress): void;
  stop(): void;
}

export interface ProgressOptions {
  /** Parts of the whole work; each is given the same share of the bar. */
  readonly parts: number;
  /** Say every part that begins where nobody watches a terminal, not only a line a minute. */
  readonly each?: boolean;
}

const NOTHING: ProgressDisplay = {
  start: () => undefined,
  skip: () => undefined,
  update: () => undefined,
  stop: () => undefined,
};

/** Seconds between two lines of a log. */
const LINE_EVERY = 60;

/** Steps of the whole bar. */
const STEPS = 1000;

/** Whether a bar belongs here: a person watches a terminal, and no CI keeps a log of it. */
export function wantsProgress({ errIsTerminal, environment }: Io, silent: boolean): boolean {
  const ci = environment.CI !== undefined && environment.CI !== '' && environment.CI !== 'false';
  return errIsTerminal && !silent && !ci && environment.TERM !== 'dumb';
}

/** One bar for the whole work. */
export async function createProgress(
  io: Io,
  silent: boolean,
  options: ProgressOptions = { parts: 1 },
): Promise<ProgressDisplay> {
  if (silent) return NOTHING;
  if (!wantsProgress(io, silent)) return progressLines(io, options);
  const bar = await terminalBar('{place} {name} [{bar}] {percentage} % {label} {left}');
  const whole = new WholeWork(options.parts);
  const left = new TimeLeft();
  const show = (label: string): void => {
    const done = Math.round(whole.share * STEPS);
    bar.update(done, {
      place: whole.place,
      name: whole.name,
      label,
      left: timeLeftText(left.after(done, STEPS)),
    });
  };
  // From the first moment: what comes before the first simulation takes seconds.
  bar.start(STEPS, 0, { place: '', name: 'preparing', label: '', left: '' });
  let running = true;
  return {
    start: (name) => {
      whole.start(name);
      show('');
    },
    skip: () => whole.skip(),
    update: ({ done, total, label }) => {
      whole.update(done / total);
      show(label);
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}

/** How far a work of several parts is. */
class WholeWork {
  #begun = 0;
  #skipped = 0;
  #part = 0;
  name = '';

  constructor(private readonly parts: number) {}

  start(name: string): void {
    this.#begun += 1;
    this.#part = 0;
    this.name = name;
  }

  skip(): void {
    this.#skipped += 1;
  }

  update(share: number): void {
    // Steps that turn out to be needed enlarge the total; the bar does not go back for them.
    this.#part = Math.max(this.#part, Number.isFinite(share) ? share : 0);
  }

  /** Of the whole, 0 to 1. */
  get share(): number {
    const finished = Math.max(0, this.#begun - 1) + this.#skipped;
    return Math.min(1, (finished + this.#part) / Math.max(1, this.parts));
  }

  /** `2 of 6`; nothing where there is only one. */
  get place(): string {
    return this.parts <= 1 ? '' : `${Math.min(this.parts, this.#begun + this.#skipped)} of ${this.parts}`;
  }
}

/**
 * What a log shows of a run that takes longer than a minute: `2 of 17 stdp: 1200 of 5400, about 12 min left`, every
 * minute, whichever part it is at; with `each`, a line for every part that begins.
 * @param now clock, s
 */
export function progressLines(
  { err }: Pick<Io, 'err'>,
  { parts, each = false }: ProgressOptions = { parts: 1 },
  now: () => number = () => performance.now() / 1000,
): ProgressDisplay {
  const whole = new WholeWork(parts);
  const title = (): string => [whole.place, whole.name].filter((word) => word !== '').join(' ');
  let last = now();
  let left = new TimeLeft(now);
  return {
    start: (name) => {
      whole.start(name);
      left = new TimeLeft(now);
      if (each) err(`${title()}\n`);
    },
    skip: () => whole.skip(),
    update: ({ done, total }) => {
      const text = timeLeftText(left.after(done, total));
      if (now() - last < LINE_EVERY) return;
      last = now();
      err(`${title()}: ${done} of ${total}${text === '' ? '' : `, ${text}`}\n`);
    },
    stop: () => undefined,
  };
}
