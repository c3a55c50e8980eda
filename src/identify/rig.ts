import type { CompiledSpec, Toolchain } from '../compile.js';
import { nominalConditions } from '../compile.js';
import { drawnDut } from '../netlist/drawn/drawn-dut.js';
import { encodingOf } from '../netlist/drawn/encoding.js';
import type { Bench } from '../netlist/testbench.js';
import type { Conditions } from '../process/conditions.js';
import { loadProcess } from '../process/load.js';
import { stateOf } from '../quantities/measuring/recording.js';
import { benchOptions, runCircuit, type CircuitRun } from '../roads/roads.js';
import type { RuleSpec } from '../rule/parameters.js';
import { expandRule } from '../rule/presets.js';
import type { CircuitDocument } from '../spec/circuit-document.js';
import type { Spec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import { holdFault } from '../verify/hold.js';
import type { Timing } from './timing.js';
import type { Trial, Seen } from './trial.js';

/** Most simulations of one identification. */
export const MOST_SIMULATIONS = 600;

/** Weight at which everything starts that says no other. */
export const START = 0.5;

/** Where the circuit is simulated. Every trial is one transient from rest. */
export class Rig {
  private count = 0;
  private planned = 0;

  private constructor(
    private readonly circuit: CompiledSpec,
    private readonly tools: Toolchain,
    private readonly onProgress: (done: number, total: number, label: string) => void,
  ) {}

  /** @throws UserError for what is wrong in the netlist, or in what the document says of it */
  static of(
    document: CircuitDocument,
    netlist: string | undefined,
    tools: Toolchain,
    onProgress: (done: number, total: number, label: string) => void,
  ): Rig {
    const { dut, name } = document;
    const process = loadProcess(document.process);
    const spec = specOf(document);
    const chosen = netlist ?? dut.netlists[0]?.name;
    if (netlist !== undefined && !dut.netlists.some((one) => one.name === netlist))
      throw new UserError([
        {
          path: ['dut'],
          message:
            `there is no netlist "${netlist}"; there ` +
            (dut.netlists[0]?.name === undefined
              ? 'is one without a name'
              : `are ${dut.netlists.map((one) => one.name).join(', ')}`),
        },
      ]);
    const conditions = { ...nominalConditions(spec, process), ...(chosen === undefined ? {} : { netlist: chosen }) };
    const drawn = drawnDut(name, dut, process).under(conditions);
    const compiled = { spec, rule: expandRule(spec.rule), process, conditions, encoding: encodingOf(dut), dut: drawn };
    return new Rig(compiled, tools, onProgress);
  }

  get compiled(): CompiledSpec {
    return this.circuit;
  }

  get conditions(): Conditions {
    return this.circuit.conditions;
  }

  get simulations(): number {
    return this.count;
  }

  /** So many simulations are to come. */
  expect(simulations: number): void {
    this.planned = this.count + simulations;
  }

  /**
   * Runs trials, in their order.
   * @param taus time constants to resolve, s
   * @throws SimulationError, and UserError where there would be too many
   */
  async run(trials: readonly Trial[], taus: Taus): Promise<Seen[]> {
    if (this.count + trials.length > MOST_SIMULATIONS)
      throw new UserError([
        { message: `identification would need more than ${MOST_SIMULATIONS} simulations: its time scale is not found` },
      ]);
    const compiled = this.resolving(taus);
    return Promise.all(
      trials.map(async (trial) => {
        const { recording } = await this.simulate(compiled, trial);
        return { trial, weight: stateOf(recording, 'w') };
      }),
    );
  }

  /**
   * Whether the weight stays where it is while nothing happens.
   * @returns what it does instead
   */
  async holdFault(rest: Trial, taus: Taus): Promise<string | undefined> {
    const compiled = this.resolving(taus);
    return holdFault(compiled, await this.simulate(compiled, rest));
  }

  private async simulate(compiled: CompiledSpec, trial: Trial): Promise<CircuitRun> {
    const bench: Bench = {
      dut: compiled.dut,
      process: compiled.process,
      conditions: compiled.conditions,
      options: benchOptions(compiled),
    };
    const run = await runCircuit(compiled, bench, { name: 'spikes', ...trial }, this.tools);
    this.count += 1;
    this.planned = Math.max(this.planned, this.count);
    this.onProgress(this.count, this.planned, trial.label);
    return run;
  }

  private resolving(taus: Taus): CompiledSpec {
    const spec = { ...this.circuit.spec, rule: provisional(taus) };
    return { ...this.circuit, spec, rule: expandRule(spec.rule) };
  }
}

/** Time constants of the two sides, s, as far as they are known. */
export type Taus = Pick<Timing, 'plus' | 'minus'>;

/** Any rule with those time constants: a simulation asks it for its steps and where the weight starts. */
function provisional({ plus, minus }: Taus): RuleSpec {
  return {
    kind: 'stdp',
    dependence: 'additive',
    pairing: 'all-to-all',
    potentiation: { amplitude: 0.01, tau: plus },
    depression: { amplitude: 0.01, tau: minus },
    weight: { initial: START },
  };
}

function specOf({ name, process, circuit, dut, simulation }: CircuitDocument): Spec {
  return {
    ...{
      rulespice: 1,
      name,
      rule: provisional({ plus: circuit.pulse, minus: circuit.pulse }),
      process,
      circuit,
      dut,
      simulation,
    },
    stimulus: {},
    verify: [],
    variations: { corners: [], temperatures: [], supplies: [], capacitors: [], biases: [], grid: 'full' },
  };
}
