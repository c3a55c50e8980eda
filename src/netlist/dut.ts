import type { Output } from '../compose/composition.js';
import type { EventInput } from '../compose/events.js';
import type { Design, SizedReference } from '../design/design.js';
import type { Conditions } from '../process/conditions.js';
import type { VariedCircuit } from '../nonideality/variation.js';

export { DUT } from '../compose/hierarchy.js';

/**
 * The device under test: all that testbenches, roads, trims, chips and reports need of a circuit, whoever drew it.
 * `ComposedDut` is the one that rulespice composes and sizes itself.
 */
export interface Dut {
  /** For people: titles of decks. */
  readonly name: string;
  /** SPICE name of its subcircuit. */
  readonly subcircuit: string;
  /** Ports of its subcircuit, in order, `vdd` and `vss` among them. */
  readonly ports: readonly string[];
  readonly events: readonly EventInput[];
  /** Reference currents and voltages that it is given, with their values. */
  readonly references: readonly SizedReference[];
  /** Where the states of the rule are seen. */
  readonly outputs: readonly Output[];
  /** Where a neuron takes its current and shows its spikes; absent of a synapse. */
  readonly neuron?: NeuronPorts | undefined;
  /** Capacitors from nets to ground that its testbench adds; F. */
  readonly loads?: readonly { readonly net: string; readonly capacitance: number }[];
  /** Terminals of its transistors, of a circuit whose stress and power were never designed here. */
  readonly terminals?: readonly Terminals[];
  /** What a reader must know of it. */
  readonly warnings?: readonly string[];
  /** How it was composed and sized; absent where somebody else drew it. */
  readonly design?: Design;
  /** Its subcircuits as SPICE, its own last: neither sources nor analyses. */
  text(): string;
  /** Model cards of its transistors at a corner of its process. */
  cards(corner: string): string;
  /** What of it may differ from chip to chip; paths as a testbench knows them (`xdut.xsynapse.xtrace_x.mtau`). */
  varied(): VariedCircuit;
  /** The event input that the circuit of a state listens to. */
  inputOf(state: string): EventInput | undefined;
  /** The same silicon with other references, by port. */
  withReferences(values: ReadonlyMap<string, number>): Dut;
  /** As it is under some conditions: its capacitors and reference currents off, or another netlist of it. */
  under(conditions: Conditions): Dut;
}

/** The nets of a neuron at the top level of its testbench. */
export interface NeuronPorts {
  /** A current into the circuit, or out of it. */
  readonly input: { readonly net: string; readonly flows: 'in' | 'out' };
  /** Level in volts; half of the supply when absent. */
  readonly spike: { readonly net: string; readonly edge: 'rising' | 'falling'; readonly level?: number };
}

/** Drain, gate, source and bulk of a transistor, as vectors of a testbench; `0` for ground. */
export interface Terminals {
  readonly name: string;
  readonly vectors: readonly string[];
}

/** The design of a circuit that was composed. @throws Error for another circuit: a defect of who asks */
export function designOf({ name, design }: Dut): Design {
  if (!design) throw new Error(`${name} was not composed by rulespice: it has no design`);
  return design;
}
