import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { DeckSimulator } from '../../engine/deck-simulator.js';
import { SimulationError } from '../../engine/errors.js';
import type { DeckExecutor, DeckJob, EngineOutput, RunLimits } from '../../engine/executor.js';
import { Gate } from './gate.js';
import { abortedError, timeoutError } from './pool-member.js';
import type { EngineInfo, Simulator } from '../../engine/simulator.js';

const MAX_OUTPUT_CHARACTERS = 4_000_000;
const VERSION_SECONDS = 20;
/** From the folder of the program. */
const STARTUP = '../share/ngspice/scripts/spinit';

/**
 * Several OpenMP threads make circuits of this size 2 to 9 times slower; a user's compatibility mode would change the
 * deck.
 */
const SPICEINIT = 'set num_threads=1\nunset ngbehavior\n';

export interface NativeOptions {
  /** Processes at a time; default: one per processor. */
  readonly jobs?: number;
  /** The program to run; default `ngspice` from the PATH. */
  readonly command?: string;
}

/** The ngspice installed on this machine, one process per analysis in a temporary directory of its own. */
export function createNative(options: NativeOptions = {}): Simulator {
  return new DeckSimulator(new NativeExecutor(options));
}

class NativeExecutor implements DeckExecutor {
  private readonly gate: Gate;
  private readonly command: string;
  private readonly disposal = new AbortController();

  readonly parallel: number;

  constructor({ jobs = availableParallelism(), command = 'ngspice' }: NativeOptions) {
    this.parallel = Math.max(1, jobs);
    this.gate = new Gate(this.parallel);
    this.command = command;
  }

  async info(): Promise<EngineInfo> {
    const { stdout } = await this.inDirectory((directory) =>
      this.spawn(['--version'], directory, { timeoutSeconds: VERSION_SECONDS }),
    );
    const version = stdout.map((line) => /ngspice-([\w.+-]+)/.exec(line)?.[1]).find((found) => found !== undefined);
    return {
      name: 'ngspice',
      version: version ?? 'unknown',
      option: 'native',
      build: await digestOfProgram(this.command),
    };
  }

  async execute<T>({ deck }: DeckJob, limits: RunLimits, accept: (output: EngineOutput) => T): Promise<T> {
    const leave = await this.gate.enter(limits.signal);
    try {
      return await this.inDirectory(async (directory) => {
        await writeFile(join(directory, '.spiceinit'), SPICEINIT);
        await writeFile(join(directory, 'deck.cir'), deck);
        const said = await this.spawn(['-b', '-r', 'out.raw', 'deck.cir'], directory, limits);
        const raw = await readFile(join(directory, 'out.raw')).catch(() => undefined);
        return accept({ ...said, ...(raw === undefined ? {} : { raw }) });
      });
    } finally {
      leave();
    }
  }

  dispose(): Promise<void> {
    this.disposal.abort();
    return Promise.resolve();
  }

  private async inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
    const directory = await mkdtemp(join(tmpdir(), 'rulespice-'));
    try {
      return await work(directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  private spawn(
    args: readonly string[],
    directory: string,
    { timeoutSeconds, signal }: RunLimits,
  ): Promise<Pick<EngineOutput, 'stdout' | 'stderr'>> {
    if (signal?.aborted || this.disposal.signal.aborted) return Promise.reject(abortedError());
    return new Promise((resolve, reject) => {
      // A clean environment: no SPICE_ASCIIRAWFILE, no start-up files of the user, messages in English.
      const env = { PATH: process.env.PATH ?? '', HOME: directory, LC_ALL: 'C', OMP_NUM_THREADS: '1' };
      const child = spawn(this.command, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
      let stopped: SimulationError | undefined;
      const stop = (error: SimulationError): void => {
        stopped ??= error;
        child.kill('SIGKILL');
      };
      const abort = (): void => stop(abortedError());
      const timer = setTimeout(() => stop(timeoutError(timeoutSeconds)), timeoutSeconds * 1000);
      signal?.addEventListener('abort', abort, { once: true });
      this.disposal.signal.addEventListener('abort', abort, { once: true });
      const out = collect(child.stdout);
      const err = collect(child.stderr);
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.disposal.signal.removeEventListener('abort', abort);
        settle();
      };
      child.on('error', (error: NodeJS.ErrnoException) => finish(() => reject(this.startError(error))));
      child.on('close', (_code, killedBy) =>
        finish(() => {
          if (stopped) reject(stopped);
          else if (killedBy)
            reject(new SimulationError('crashed', `ngspice was ended by ${killedBy}`, err().join('\n')));
          else resolve({ stdout: out(), stderr: err() });
        }),
      );
    });
  }

  private startError(error: NodeJS.ErrnoException): SimulationError {
    if (error.code !== 'ENOENT')
      return new SimulationError('crashed', `cannot run "${this.command}": ${error.message}`);
    return new SimulationError(
      'engine-missing',
      `"${this.command}" is not installed; install ngspice or use --engine embedded`,
    );
  }
}

/**
 * sha256 of the file that a command starts, and of the start-up file that its installation has for everybody: two
 * builds of one version may differ in their numbers.
 */
async function digestOfProgram(command: string): Promise<string> {
  const places = command.includes('/')
    ? [command]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command));
  for (const place of places) {
    const program = await readFile(place).catch(() => undefined);
    if (!program) continue;
    const startup = await readFile(join(dirname(place), STARTUP)).catch(() => '');
    return createHash('sha256').update(program).update(startup).digest('hex');
  }
  return 'unknown';
}

/**
 * Collects the lines of a stream, dropping what exceeds the limit; errors stand at the end of a log, so its start goes.
 */
function collect(stream: NodeJS.ReadableStream): () => string[] {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > 2 * MAX_OUTPUT_CHARACTERS) text = text.slice(-MAX_OUTPUT_CHARACTERS);
  });
  return () => text.split('\n').filter((line) => line.trim() !== '');
}
