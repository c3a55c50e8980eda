import type { CellDefinition, Targets } from '../cells/cell.js';
import type { EventInput } from './events.js';

/** A graph of cell instances: the one description from which netlist and behavioural model are both elaborated. */
export interface Composition {
  readonly name: string;
  readonly title: string;
  /** What it does, as equations; none where cells are put together without a rule. */
  readonly equations?: readonly string[];
  /**
   * What its cells make beside biases: a synapse, or what the synapses of a group have in common (those are told by
   * `member`). None where cells are put together by hand.
   */
  readonly unit?: 'synapse' | 'group';
  readonly instances: readonly Instance[];
  /** Event inputs of the DUT, in port order. */
  readonly events: readonly EventInput[];
  /** Reference current and voltage inputs of the DUT. */
  readonly references: readonly ReferenceInput[];
  /** Outputs of the DUT: monitored currents and exposed nodes. */
  readonly outputs: readonly Output[];
}

export interface Instance {
  /** For people. */
  readonly id: string;
  /** Name in the netlist, and the part of it that says what it is there for. */
  readonly element: string;
  readonly role: string;
  readonly cell: CellDefinition;
  /** Net of every port. */
  readonly nets: Readonly<Record<string, string>>;
  /** What the rule asks of this instance; bias and inverter cells get theirs from the instance they serve. */
  readonly targets: Targets;
  /** The part of the rule that it makes, as an equation: of a state or a term. */
  readonly makes?: string;
  /** Bias cells: the instance and reference name whose current they carry. */
  readonly serves?: { readonly instance: string; readonly reference: string };
  /** Bias cells: one serves every unit of an array alike. */
  readonly shared?: true;
  /** The synapse of a group that it belongs to, by its trace. */
  readonly member?: string;
}

export interface ReferenceInput {
  /** DUT port. */
  readonly net: string;
  readonly direction: 'from-supply' | 'to-ground' | 'voltage';
  readonly instance: string;
  readonly reference: string;
}

/** A DUT output; `current` ports are held at the monitor voltage and their current is the quantity. */
export interface Output {
  readonly net: string;
  readonly kind: 'current' | 'voltage';
  /** The rule's state it carries. */
  readonly state: string;
  /** Voltage at which a current is taken; the process's monitor voltage when absent. */
  readonly at?: number;
}

/** The DUT's port names in order: events, references, outputs, supply last, as designers' tools expect. */
export function dutPorts(composition: Composition): string[] {
  return [
    ...composition.events.map(({ net }) => net),
    ...composition.references.map((reference) => reference.net),
    ...composition.outputs.map((output) => output.net),
    'vdd',
    'vss',
  ];
}
