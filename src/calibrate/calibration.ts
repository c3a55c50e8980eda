import type { StateNode } from './state-nodes.js';
import type { Current, CurrentTable } from './table.js';

/**
 * Constants of a designed circuit, from DC and AC sweeps only. The behavioural model may use this, the design and the
 * rule, and nothing else; in particular no transient of the circuit.
 */
export interface Calibration {
  readonly nodes: readonly CalibratedNode[];
  /** Observed output currents (A) as functions of the state node that carries them. */
  readonly outputs: ReadonlyMap<string, { readonly node: string; readonly table: CurrentTable }>;
}

export interface CalibratedNode {
  readonly node: StateNode;
  /** Volts between which the tables hold. */
  readonly range: readonly [number, number];
  readonly contributions: readonly Contribution[];
  /** Total capacitance in F at equally spaced voltages across the range. */
  readonly capacitance: readonly number[];
  /** Charge that other state nodes of the same cell put on this one. */
  readonly couplings: readonly Coupling[];
}

/** dQ/dV towards another node in F (negative), at equally spaced voltages across that node's range. */
export interface Coupling {
  readonly node: string;
  readonly capacitance: readonly number[];
}

/**
 * The current one cell sends into a node without its event, and what the event adds. Kept apart because each has one
 * sign where their sum has not: a tail during an event balances the pair's current against I_w.
 */
export interface Contribution {
  /** State node whose voltage is the inner axis of the tables; the node itself when absent. */
  readonly of?: string;
  /** State node whose voltage is the outer axis of the tables. */
  readonly control?: string;
  /** Event of the composition that switches `added`. */
  readonly event?: string;
  readonly idle: Current;
  readonly added?: CurrentTable;
}
