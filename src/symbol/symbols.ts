import { dutPorts, type Composition } from '../compose/composition.js';
import type { Design } from '../design/design.js';
import { renderBlocks, subcircuitName } from '../netlist/render-blocks.js';
import { renderCells } from '../netlist/render-dut.js';
import type { Process } from '../process/process.js';
import { xschemSymbol, type SymbolPort } from './xschem.js';

export interface SymbolFile {
  readonly name: string;
  readonly text: string;
}

/**
 * One symbol per generated subcircuit: those of the cells and blocks, and the composition's.
 * @param netlist file that holds the subcircuits
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
  for (const { block, subcircuit } of renderBlocks(composition, names).placed) {
    const ports = portsOf(composition, block.ports, block.part === 'bias');
    cells.set(
      subcircuit,
      ports.map((port) => ({ ...port, name: block.netOf(port.name) })),
    );
  }
  cells.set(subcircuitName(composition), portsOf(composition, dutPorts(composition)));
  return [...cells].map(([name, ports]) => ({ name: `${name}.sym`, text: xschemSymbol(name, ports, netlist) }));
}

/** @param drives whether the block sends what does not come from outside */
function portsOf(composition: Composition, ports: readonly string[], drives = false): SymbolPort[] {
  const outputs = new Set(composition.outputs.map(({ net }) => net));
  return ports.map((name) => {
    if (name === 'vdd' || name === 'vss') return { name, direction: 'inout' };
    if (drives || outputs.has(name)) return { name, direction: 'out' };
    return { name, direction: 'in' };
  });
}
