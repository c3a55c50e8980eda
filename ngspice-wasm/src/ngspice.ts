import { commandOf, vector, word, type Analysis } from './analysis.js';
import { explain, logOf, messagesOf } from './diagnostics.js';
import { NgspiceError } from './errors.js';
import { Rejection } from './guard.js';
import { Instance } from './instance.js';
import { withText, type EngineModule, type EngineSource } from './module.js';
import { MAX_NETLIST_CHARACTERS, readNetlist, type Netlist } from './netlist.js';
import { readResult, readStatistics, type EngineStatistics } from './result.js';
import type { Alteration, Messages, ModelAlteration, NgspiceSettings, RunOptions, RunResult, Solver } from './types.js';

const SOLVERS: Readonly<Record<Solver, number>> = { auto: 0, sparse: 1, klu: 2 };
/**
 * Resistive arrays gain from about 100 unknowns on, but lose only 1 ms there; transistor circuits lose 5 % up to about
 * 800.
 */
export const KLU_THRESHOLD = 500;
/**
 * (50 uV / U_T)^2 / 2 is 2e-6 of a current in weak inversion, a fiftieth of the `reltol` that transistor circuits ask
 * for here.
 */
const LINEAR_RANGE = 50e-6;

/** One ngspice. It is single-threaded and synchronous: use it in a worker, one for each. Made by createNgspice(). */
export class Ngspice {
  private readonly engine: Instance;
  private netlist: Netlist | undefined;
  private solver: readonly [solver: Solver, threshold: number];
  private linearRange: number;

  constructor(
    private readonly source: EngineSource,
    private readonly settings: NgspiceSettings,
  ) {
    this.engine = new Instance(source, settings);
    this.solver = [settings.solver ?? 'auto', settings.kluThreshold ?? KLU_THRESHOLD];
    this.linearRange = checkedRange(settings.linearRange ?? LINEAR_RANGE);
  }

  /** Starts the engine; createNgspice() does it, load() does it again after a failure. */
  async start(): Promise<void> {
    await this.engine.start();
  }

  /**
   * Parses a netlist (first line is its title) and makes it the circuit of this instance, in place of the one before.
   * Its analysis lines are not run. It finds an engine to which nobody has spoken: the one of the circuit before is put
   * back to what it was before its first circuit, and one in which anything failed is replaced.
   * @returns what ngspice printed about it
   */
  async load(text: string): Promise<Messages> {
    this.netlist = undefined;
    const netlist = readNetlist(text, this.settings.maxNetlistCharacters ?? MAX_NETLIST_CHARACTERS);
    const module = await this.engine.fresh();
    this.applySettings();
    return this.engine.attempt(() => this.parse(module, netlist));
  }

  /**
   * Runs one analysis of the loaded circuit and returns its vectors.
   * @throws NgspiceError that names the cause; never returns an old, partial or non-finite result
   */
  run(analysis: Analysis, options: RunOptions = {}): RunResult {
    return this.engine.attempt(() => this.perform(analysis, options));
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
    const { module } = this.engine;
    return module ? { used: module._ngw_memory(), reserved: module.HEAPU8.length } : { used: 0, reserved: 0 };
  }

  /** Chooses the solver from the next factorisation on. */
  setSolver(solver: Solver, threshold: number = this.settings.kluThreshold ?? KLU_THRESHOLD): void {
    this.solver = [solver, threshold];
    this.applySettings();
  }

  /**
   * As the setting `linearRange`, from the next iteration on. @throws RangeError for what is no voltage from 0 to 1 mV
   */
  setLinearRange(volts: number): void {
    this.linearRange = checkedRange(volts);
    this.applySettings();
  }

  private applySettings(): void {
    const [solver, threshold] = this.solver;
    this.engine.module?._ngw_solver_set(SOLVERS[solver], threshold);
    this.engine.module?._ngw_linear_range_set(this.linearRange);
  }

  private parse(module: EngineModule, netlist: Netlist): Messages {
    const { engine } = this;
    engine.call(() => withText(module, netlist.text, (pointer) => module._ngw_circuit(pointer)));
    const problem = explain(engine.lines, engine.dead);
    if (problem) throw problem;
    const log = logOf(engine.lines);
    if (engine.dead) throw new NgspiceError('syntax', 'ngspice gave up on the netlist without a reason', { log });
    if (!module._ngw_loaded()) throw new NgspiceError('syntax', 'the netlist is no circuit', { log });
    this.netlist = netlist;
    return messagesOf(engine.lines);
  }

  private perform(analysis: Analysis, options: RunOptions): RunResult {
    const { module, netlist } = this.ready();
    const save = options.save?.map(vector);
    this.engine.lines = [];
    this.command('destroy all');
    this.command('delete all');
    const kept = [
      ...(save ?? netlist.save),
      ...(save || netlist.save.length > 0 ? (options.watch ?? []).map(vector) : []),
    ];
    for (const names of commandLengths(kept)) this.command(`save ${names.join(' ')}`);
    const before = readStatistics(module);
    const start = performance.now();
    const stopped = this.engine.listeners.during(module, analysis, options, () => this.command(commandOf(analysis)));
    this.source.ran?.((performance.now() - start) / 1000);
    if (stopped) throw Object.assign(stopped, { log: logOf(this.engine.lines) });
    const problem = explain(this.engine.lines, this.engine.dead);
    if (problem) throw problem;
    try {
      return this.result(analysis, save, before);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const cause = error.kind === 'missing-vector' ? undefined : explain(this.engine.lines, true);
      throw (
        cause ??
        new NgspiceError(error.kind, error.message, {
          log: logOf(this.engine.lines),
          ...(error.known ? { known: error.known } : {}),
        })
      );
    }
  }

  private result(analysis: Analysis, save: readonly string[] | undefined, before: EngineStatistics): RunResult {
    return readResult(this.engine.module!, {
      analysis,
      title: this.netlist!.title,
      log: logOf(this.engine.lines),
      messages: messagesOf(this.engine.lines),
      before,
      ...(save ? { save } : {}),
    });
  }

  private change(commands: readonly string[]): void {
    this.engine.attempt(() => {
      this.ready();
      this.engine.lines = [];
      for (const command of commands) this.command(command);
      const said = this.engine.lines.filter((line) => line.startsWith('stderr '));
      if (said.length === 0) return;
      throw explain(said, true) ?? new NgspiceError('unknown-instance', said[0]!.slice(7).trim(), { log: logOf(said) });
    });
  }

  private ready(): { module: EngineModule; netlist: Netlist } {
    const { module, dead } = this.engine;
    if (!module || dead || !this.netlist) throw new NgspiceError('no-output', 'no circuit is loaded');
    return { module, netlist: this.netlist };
  }

  private command(text: string): void {
    this.engine.command(text);
  }
}

/** ngspice calls the device m1 of subcircuit x1 `m.x1.m1`; users say `x1.m1`. */
export function flatName(instance: string): string {
  const name = instance.toLowerCase();
  const parts = name.split('.');
  if (parts.length === 1 || parts[0]!.length === 1) return name;
  return `${parts.at(-1)![0]}.${name}`;
}

function checkedRange(volts: number): number {
  if (!(volts >= 0 && volts <= 1e-3)) throw new RangeError(`a linear range of ${volts} V; expected 0 to 1e-3`);
  return volts;
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
