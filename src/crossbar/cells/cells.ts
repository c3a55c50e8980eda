import type { CellElement, DynamicElement } from '../cell-element.js';

/**
 * The cells of one array on both roads: what the line solver evaluates and what SPICE simulates, from the same
 * equations and the same numbers.
 */
export interface Cells<Element extends CellElement = CellElement> {
  readonly element: Element;
  readonly spice: CellNetlist;
}

/** Cells whose state can be followed in a transient. */
export type DynamicCells = Cells<DynamicElement> & { readonly state: Float64Array };

/** How a cell is written into a netlist. Cells count from 0, row by row. */
export interface CellNetlist {
  /** Definitions that stand once in the netlist; empty for cells of plain elements. */
  readonly subcircuits: readonly string[];
  /** Lines that stand once after them, such as gate lines. */
  readonly sources: readonly string[];
  /**
   * Lines of one cell between two nodes; `label` (such as `3_5`) is unique and makes the names of elements and inner
   * nodes.
   */
  instance(cell: number, label: string, word: string, bit: string): readonly string[];
  /** Nodes that hold the state variables of the cell, in the order of the element's. */
  stateNodes?(label: string): readonly string[];
}
