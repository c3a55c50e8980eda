import type { RuleSpec } from '../rule/parameters.js';

/** A circuit that somebody else drew: its netlists, and what each of their ports is. */
export interface DutSpec {
  /** One circuit as several tools write it (`schematic`, `layout`): verified side by side. */
  readonly netlists: readonly DutNetlist[];
  /** Its subcircuit; the only one in the netlist when absent. */
  readonly subcircuit?: string;
  /** What each port is, by its name in the netlist. */
  readonly ports: Readonly<Record<string, DutPort>>;
  /** States of the rule on nets inside the subcircuit, by net. */
  readonly nodes: Readonly<Record<string, StatePort>>;
  /** How long an event stands at its level and, where it is said, its rise and fall time, seconds. */
  readonly pulse: number;
  readonly edge?: number;
  /** Rest before the first event and after the last one, seconds; src/stimulus chooses it when absent. */
  readonly rest?: number;
  /** What `against: model` compares it with: a rule that was found in it. */
  readonly model?: DutModel;
}

export interface DutModel {
  /** As the spec names it. */
  readonly file: string;
  /** The rule of that file as it was read. */
  readonly rule?: RuleSpec;
}

export interface DutNetlist {
  /** `schematic`; absent where there is one netlist only. */
  readonly name?: string;
  /** As the spec names it. */
  readonly file: string;
  /** That file as it was read, with what it includes. */
  readonly own?: { readonly file: string; readonly text: string };
}

export type DutPort =
  /** The supply of the conditions, or one of its own, volts. */
  | { readonly role: 'supply'; readonly voltage?: number }
  | { readonly role: 'ground' }
  | EventPort
  /** What another port is not. */
  | { readonly role: 'complement'; readonly of: string }
  /** Volts, or amperes that flow into the port from the supply; out of it to ground where negative. */
  | { readonly role: 'bias'; readonly voltage: number }
  | { readonly role: 'bias'; readonly current: number }
  | StatePort
  | InputPort
  | SpikePort
  /** A net that the rule knows nothing of, and what it drives, farads. */
  | { readonly role: 'output'; readonly load: number };

export interface EventPort {
  readonly role: 'event';
  readonly event: string;
  /** Volts at rest and during an event; ground and supply, or the other way round, when absent. */
  readonly levels?: readonly [number, number];
  readonly active: 'high' | 'low';
}

/** Where the current of a neuron enters, or leaves, its circuit. */
export interface InputPort {
  readonly role: 'input';
  readonly flows: 'in' | 'out';
}

/** Where the spikes of a neuron are seen. */
export interface SpikePort {
  readonly role: 'spike';
  /** Which edge is the spike: that which leaves the level at rest. */
  readonly edge: 'rising' | 'falling';
  /** Volts at which it is one; half of the supply when absent. */
  readonly level?: number;
  /** What it drives, farads. */
  readonly load: number;
}

export interface StatePort {
  readonly role: 'state';
  readonly state: string;
  /** What stands for 0 and 1: volts, or amperes out of the port. */
  readonly range: readonly [number, number];
  readonly kind: 'voltage' | 'current';
  /** 0 is where it stands at the start, and the range says how far 1 is from there. */
  readonly fromRest?: true;
  /** Volts at which a current is taken. */
  readonly at?: number;
}

/** Where states of the rule are seen: ports, and nets inside the subcircuit, with the way to each in the spec. */
export function seenStates({ ports, nodes }: Pick<DutSpec, 'ports' | 'nodes'>): SeenState[] {
  return [
    ...Object.entries(ports).map(([port, role]) => ({ port, path: ['dut', 'ports', port], role })),
    ...Object.entries(nodes).map(([port, role]) => ({ port, path: ['dut', 'nodes', port], role })),
  ].flatMap(({ port, path, role }) => (role.role === 'state' ? [{ ...role, port, path }] : []));
}

export interface SeenState extends StatePort {
  readonly port: string;
  readonly path: readonly string[];
}
