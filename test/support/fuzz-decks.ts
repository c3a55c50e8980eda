import { execFile } from 'node:child_process';

export interface FuzzSummary {
  readonly accepted: number;
  readonly refused: number;
  /** Circuits that the engine listed. */
  readonly listed: number;
  readonly problems: number;
}

/** Runs scripts/fuzz-decks.js in a process of its own; what it found first is part of the error. */
export function runFuzz(engine: string, count: number, seed = 1): Promise<FuzzSummary> {
  const args = [
    'scripts/fuzz-decks.js',
    '--engine',
    engine,
    '--count',
    String(count),
    '--seed',
    String(seed),
    '--json',
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      try {
        const summary = JSON.parse(stdout) as FuzzSummary & { first?: unknown };
        if (summary.problems > 0) throw new Error(JSON.stringify(summary.first).slice(0, 4000));
        resolve(summary);
      } catch (cause) {
        reject(error && stdout === '' ? new Error(stderr, { cause }) : (cause as Error));
      }
    });
  });
}
