import type { Composition, Instance } from './composition.js';
import type { Graph, GraphPass, PlacedCell } from './graph.js';
import { addBiases } from './passes/biases.js';
import { addComplements } from './passes/complements.js';
import { connectSupplies } from './passes/supplies.js';

/** What completes the open ports of a graph, in this order: bias cells and inverters have supplies, too. */
export const GRAPH_PASSES: readonly {
  readonly name: string;
  readonly does: string;
  readonly run: GraphPass;
  /** What it decided, where that is not in the cells, references and outputs that it changed. */
  readonly show?: (graph: Graph) => string[];
}[] = [
  { name: 'biases', does: 'bias cells down to reference currents, and reference voltages', run: addBiases },
  { name: 'complements', does: 'an inverter for every event that some cell wants inverted', run: addComplements },
  {
    name: 'supplies',
    does: 'supply ports to their rails',
    run: connectSupplies,
    show: ({ instances }) => [`${instances.length} cells between vdd and vss`],
  },
];

/** A graph with all its ports connected. @throws Error for a port that nothing connects: a defect of who placed it */
export function complete(graph: Graph): Composition {
  return compositionOf(GRAPH_PASSES.reduce((grown, { run }) => run(grown), graph));
}

/** The composition that a graph is once every port has a net. */
export function compositionOf(graph: Graph): Composition {
  const { name, title, equations = [], unit, instances, events, references, outputs } = graph;
  return {
    name,
    title,
    equations,
    ...(unit ? { unit } : {}),
    instances: instances.map(connected),
    events,
    references,
    outputs,
  };
}

function connected({ id, element, role, cell, nets, targets, serves, shared, member, makes }: PlacedCell): Instance {
  const open = cell.ports.find((port) => nets[port.name] === undefined);
  if (open) throw new Error(`instance ${id}: port ${open.name} of ${cell.name} is not connected`);
  // In the order of the ports, as the netlist names them.
  const ordered = Object.fromEntries(cell.ports.map((port) => [port.name, nets[port.name] ?? '']));
  return {
    id,
    element,
    role,
    cell,
    nets: ordered,
    targets,
    ...(makes === undefined ? {} : { makes }),
    ...(serves ? { serves } : {}),
    ...(shared ? { shared } : {}),
    ...(member === undefined ? {} : { member }),
  };
}
