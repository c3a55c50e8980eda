import { explain, logOf } from './diagnostics.js';
import { NgspiceError } from './errors.js';
import { Listeners } from './listeners.js';
import { startEngine, withText, type EngineModule, type EngineSource } from './module.js';
import { Pristine } from './pristine.js';
import type { NgspiceSettings } from './types.js';

const MEMORY_LIMIT_BYTES = 2 ** 31;
/** Mode of a file that nobody may write. */
const READ_ONLY = 0o444;

/**
 * The engine of one Ngspice, and what it printed since it was last asked for. It is wiped between circuits, and
 * replaced after a failure of any kind, so that no circuit meets an engine with a past.
 */
export class Instance {
  module: EngineModule | undefined;
  /** Everything printed, `stdout ...` or `stderr ...`. */
  lines: string[] = [];
  /** It crashed or gave up, and answers nothing more. */
  dead = false;
  private pristine: Pristine | undefined;
  private state: 'pristine' | 'used' | 'failed' = 'failed';
  private readonly sourceNames: string[] = [];
  readonly listeners = new Listeners(this.sourceNames);

  constructor(
    private readonly source: EngineSource,
    private readonly settings: NgspiceSettings,
  ) {}

  /**
   * An engine to which nobody has spoken: this one put back to what it was before its first circuit, else a new one.
   */
  async fresh(): Promise<EngineModule> {
    if (!this.module || this.dead || this.state === 'failed') return this.start();
    if (this.state === 'used') {
      if (this.pristine?.restore() !== true) return this.start();
      this.sourceNames.length = 0;
      this.state = 'pristine';
    }
    this.lines = [];
    return this.module;
  }

  /** Starts an engine in place of the one that may be there. */
  async start(): Promise<EngineModule> {
    this.lines = [];
    this.sourceNames.length = 0;
    this.state = 'failed';
    const { listeners, sourceNames } = this;
    const module = await startEngine(
      this.source,
      {
        onLine: (line) => {
          this.lines.push(line);
        },
        onExit: () => {
          this.dead = true;
        },
        onPoint: (...all) => listeners.onPoint(...all),
        onSource: (...all) => listeners.onSource(...all),
        onSourceName: (name) => sourceNames.push(name) - 1,
        onStep: (...all) => listeners.onStep(...all),
        onEvent: (time) => listeners.onEvent(time),
      },
      this.settings.memoryLimitBytes ?? MEMORY_LIMIT_BYTES,
    );
    this.module = module;
    this.dead = false;
    for (const [path, data] of Object.entries(this.settings.mounts ?? {})) {
      module.FS.mkdirTree(path.slice(0, Math.max(1, path.lastIndexOf('/'))));
      module.FS.writeFile(path, data);
      module.FS.chmod(path, READ_ONLY);
    }
    this.call(() => module._ngw_init());
    this.command('set noinit');
    this.command('setseed 1');
    this.pristine = new Pristine(module);
    this.state = 'pristine';
    this.lines = [];
    return module;
  }

  /** Does something with a circuit. What fails leaves an engine that no other circuit may have. */
  attempt<T>(work: () => T): T {
    if (this.state === 'pristine') this.state = 'used';
    try {
      return work();
    } catch (error) {
      this.state = 'failed';
      throw error;
    }
  }

  command(text: string): void {
    const module = this.module!;
    this.call(() => withText(module, text, (pointer) => module._ngw_command(pointer)));
  }

  /** An exception out of the engine (a trap, memory, exit) leaves it unusable. */
  call(work: () => void): void {
    try {
      work();
    } catch (cause) {
      this.dead = true;
      const known = explain(this.lines, true);
      throw known?.kind === 'memory'
        ? known
        : new NgspiceError('crashed', `the engine crashed: ${cause instanceof Error ? cause.message : String(cause)}`, {
            log: logOf(this.lines),
            cause,
          });
    }
  }
}
