import { dutPorts, type Composition } from '../compose/composition.js';
import type { Design } from '../design/design.js';
import { renderCells, subcircuitName } from '../netlist/render-dut.js';
import type { Process } from '../process/process.js';
import { xschemSymbol, type SymbolPort } from './xschem.js';

export interface SymbolFile {
  readonly name: string;
  readonly text: string;
}

/**
 * One symbol per generated subcircuit: the composition's, and those of its cells. @param netlist file that holds the
 * subcircuits
 */
export function xschemSymbols(design: Design, process: Process, netlist: string): SymbolFile[] {
  const { composition } = design;
  const cells = new Map<string, readonly SymbolPort[]>();
  const { names } = renderCells(design, process);
  for (const instance of composition.instances) {
    const ports = instance.cell.ports.map(({ name, direction, kind }): SymbolPort => ({
      name,
      direction: kind === 'supply' ? 'inout' : direction,
    }));
    cells.set(names.get(instance.id) ?? instance.cell.name, ports);
  }
  cells.set(subcircuitName(composition), topPorts(composition));
  return [...cells].map(([name, ports]) => ({ name: `${name}.sym`, text: xschemSymbol(name, ports, netlist) }));
}

function topPorts(composition: Composition): SymbolPort[] {
  const outputs = new Set(composition.outputs.map(({ net }) => net));
  const inputs = new Set([
    ...composition.events.map(({ net }) => net),
    ...composition.references.map(({ net }) => net),
  ]);
  return dutPorts(composition).map((name) => ({
    name,
    direction: inputs.has(name) ? 'in' : outputs.has(name) ? 'out' : 'inout',
  }));
}
