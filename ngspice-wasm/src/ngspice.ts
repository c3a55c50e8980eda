import { commandOf, vector, word, type Analysis } from './analysis.js';
import { explain, logOf, messagesOf } from './diagnostics.js';
import { NgspiceError } from './errors.js';
import { Rejection } from './guard.js';
import { Listeners } from './listeners.js';
import { startEngine, withText, type EngineModule, type EngineSource } from './module.js';
import { MAX_NETLIST_CHARACTERS, readNetlist, type Netlist } from './netlist.js';
import { readResult, readStatistics, type EngineStatistics } from './result.js';
import type { Alteration, Messages, ModelAlteration, NgspiceSettings, RunOptions, RunResult, Solver } from './types.js';

const SOLVERS: Readonly<Record<Solver, number>> = { auto: 0, sparse: 1, klu: 2 };
/**
 * Resistive arrays gain from about 100 unknowns on, but lose only 1 ms there; transistor circuits lose 5 % up to about
 * 800.
 */
export const KLU_THRESHOLD = 500;
/** What `.options` and `.temp` set in the interpreter, and no circuit takes away: cshunt, scale, scalm, temp. */
const STICKY_VARIABLES = ['cshunt_value', 'scale', 'scalm', 'temp'];
const MEMORY_LIMIT_BYTES = 2 ** 31;
/**
 * (50 uV / U_T)^2 / 2 is 2e-6 of a current in weak inversion, a fiftieth of the `reltol` that transistor circuits ask
 * for here.
 */
const LINEAR_RANGE = 50e-6;

/** One ngspice. It is single-threaded and synchronous: use it in a worker, one for each. Made by createNgspice(). */
export class Ngspice {
  private module: EngineModule | undefined;
  private netlist: Netlist | undefined;
  private lines: string[] = [];
  private dead = false;
  private readonly sourceNames: string[] = [];
  private readonly listeners = new Listeners(this.sourceNames);

  constructor(
    private readonly source: EngineSource,
    private readonly settings: NgspiceSettings,
  ) {}

  /**
   * Parses a netlist (first line is its title) and makes it the circuit of this instance, in place of the one before.
   * Its analysis lines are not run. When ngspice gave up on an earlier circuit, a fresh engine is started.
   * @returns what ngspice printed about it
   */
  async load(text: string): Promise<Messages> {
    this.netlist = undefined;
    const netlist = readNetlist(text, this.settings.maxNetlistCharacters ?? MAX_NETLIST_CHARACTERS);
    const module = this.module && !this.dead ? this.module : await this.start();
    this.forget(module);
    this.call(() => withText(module, netlist.text, (pointer) => module._ngw_circuit(pointer)));
    const problem = explain(this.lines, this.dead);
    if (problem) throw problem;
    if (this.dead)
      throw new NgspiceError('syntax', 'ngspice gave up on the netlist without a reason', { log: logOf(this.lines) });
    if (!module._ngw_loaded())
      throw new NgspiceError('syntax', 'the netlist is no circuit', { log: logOf(this.lines) });
    this.netlist = netlist;
    return messagesOf(this.lines);
  }

  /**
   * Runs one analysis of the loaded circuit and returns its vectors.
   * @throws NgspiceError that names the cause; never returns an old, partial or non-finite result
   */
  run(analysis: Analysis, options: RunOptions = {}): RunResult {
    const { module, netlist } = this.ready();
    const save = options.save?.map(vector);
    this.lines = [];
    this.command('destroy all');
    this.command('delete all');
    const kept = [
      ...(save ?? netlist.save),
      ...(save || netlist.save.length > 0 ? (options.watch ?? []).map(vector) : []),
    ];
    for (const names of commandLengths(kept)) this.command(`save ${names.join(' ')}`);
    const before = readStatistics(module);
    const start = performance.now();
    const stopped = this.listeners.during(module, analysis, options, () => this.command(commandOf(analysis)));
    this.source.ran?.((performance.now() - start) / 1000);
    if (stopped) throw Object.assign(stopped, { log: logOf(this.lines) });
    const problem = explain(this.lines, this.dead);
    if (problem) throw problem;
    try {
      return this.result(analysis, save, before);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const cause = error.kind === 'missing-vector' ? undefined : explain(this.lines, true);
      throw (
        cause ??
        new NgspiceError(error.kind, error.message, {
          log: logOf(this.lines),
          ...(error.known ? { known: error.known } : {}),
        })
      );
    }
  }

  /** Changes instance parameters in place; the next run uses them, without parsing the netlist again. */
  alter(changes: readonly Alteration[]): void {
    this.change(
      changes.map(
        ({ instance, parameter, value }) => `alter @${word(flatName(instance))}[${word(parameter)}] = ${finite(value)}`,
      ),
    );
  }

  /** Changes model parameters in place. A model inside a subcircuit is called `x1:name`. */
  alterModel(changes: readonly ModelAlteration[]): void {
    this.change(
      changes.map(({ model, parameter, value }) => `altermod @${word(model)}[${word(parameter)}] = ${finite(value)}`),
    );
  }

  /** Bytes that ngspice uses, and the size of the memory that the instance has taken so far. */
  memory(): { readonly used: number; readonly reserved: number } {
    return this.module
      ? { used: this.module._ngw_memory(), reserved: this.module.HEAPU8.length }
      : { used: 0, reserved: 0 };
  }

  /** Chooses the solver from the next factorisation on. */
  setSolver(solver: Solver, threshold: number = this.settings.kluThreshold ?? KLU_THRESHOLD): void {
    this.module?._ngw_solver_set(SOLVERS[solver], threshold);
  }

  /**
   * As the setting `linearRange`, from the next iteration on. @throws RangeError for what is no voltage from 0 to 1 mV
   */
  setLinearRange(volts: number): void {
    if (!(volts >= 0 && volts <= 1e-3)) throw new RangeError(`a linear range of ${volts} V; expected 0 to 1e-3`);
    this.module?._ngw_linear_range_set(volts);
  }

  /** Starts the engine; createNgspice() does it, load() does it again after a crash. */
  async start(): Promise<EngineModule> {
    this.lines = [];
    this.sourceNames.length = 0;
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
    }
    this.call(() => module._ngw_init());
    this.command('set noinit');
    this.setSolver(this.settings.solver ?? 'auto');
    this.setLinearRange(this.settings.linearRange ?? LINEAR_RANGE);
    return module;
  }

  /** Takes away the circuit before, its results, and the variables that its options left for every later circuit. */
  private forget(module: EngineModule): void {
    this.command('destroy all');
    this.command('delete all');
    if (module._ngw_loaded()) this.command('remcirc');
    for (const name of STICKY_VARIABLES) this.command(`unset ${name}`);
    this.command('setseed 1');
    this.lines = [];
  }

  private result(analysis: Analysis, save: readonly string[] | undefined, before: EngineStatistics): RunResult {
    return readResult(this.module!, {
      analysis,
      title: this.netlist!.title,
      log: logOf(this.lines),
      messages: messagesOf(this.lines),
      before,
      ...(save ? { save } : {}),
    });
  }

  private change(commands: readonly string[]): void {
    this.ready();
    this.lines = [];
    for (const command of commands) this.command(command);
    const said = this.lines.filter((line) => line.startsWith('stderr '));
    if (said.length > 0)
      throw explain(said, true) ?? new NgspiceError('unknown-instance', said[0]!.slice(7).trim(), { log: logOf(said) });
  }

  private ready(): { module: EngineModule; netlist: Netlist } {
    if (!this.module || this.dead || !this.netlist) throw new NgspiceError('no-output', 'no circuit is loaded');
    return { module: this.module, netlist: this.netlist };
  }

  private command(text: string): void {
    const module = this.module!;
    this.call(() => withText(module, text, (pointer) => module._ngw_command(pointer)));
  }

  /** An exception out of the engine (a trap, memory, exit) leaves it unusable. */
  private call(work: () => void): void {
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

/** ngspice calls the device m1 of subcircuit x1 `m.x1.m1`; users say `x1.m1`. */
export function flatName(instance: string): string {
  const name = instance.toLowerCase();
  const parts = name.split('.');
  if (parts.length === 1 || parts[0]!.length === 1) return name;
  return `${parts.at(-1)![0]}.${name}`;
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new NgspiceError('syntax', `a parameter cannot become ${value}`);
  return String(value);
}

/**
 * ngspice reads about a thousand characters of a command and drops the rest without a word; `save` adds to what is
 * saved.
 */
const COMMAND_CHARACTERS = 480;

/** The names in groups that fit one command each. */
function commandLengths(names: readonly string[]): string[][] {
  const groups: string[][] = [];
  let length = Infinity;
  for (const name of names) {
    if (length + name.length + 1 > COMMAND_CHARACTERS) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(name);
    length += name.length + 1;
  }
  return groups;
}
