import type { BiasDriver, CellDefinition } from '../../cells/cell.js';
import { findCell } from '../../cells/registry.js';
import type { ReferenceInput } from '../composition.js';
import { ownNet, takeInstance, type Graph, type PlacedCell } from '../graph.js';
import { instanceNames } from '../instance-names.js';

/**
 * Gives every open bias port its chain of bias cells down to a reference current, and every level its reference
 * voltage. A bias cell stands before the cell it serves.
 */
export function addBiases(graph: Graph): Graph {
  const growing: Growing = { graph, references: [...graph.references] };
  const instances = graph.instances.flatMap((instance) => {
    graph.claims.serve(instance.purpose);
    return grow(growing, instance);
  });
  return { ...graph, instances, references: growing.references };
}

/** The graph that bias cells are added to, and the references that they end in so far. */
interface Growing {
  readonly graph: Graph;
  readonly references: ReferenceInput[];
}

/** An instance behind the bias cells of its open ports. */
function grow(growing: Growing, instance: PlacedCell): PlacedCell[] {
  const made = instance.cell.ports.flatMap(({ name, driver, level }): PlacedCell[] => {
    const net = instance.nets[name];
    if (net === undefined || !instance.undriven.has(name)) return [];
    if (driver) return drive(growing, instance, net, driver);
    if (level !== undefined)
      growing.references.push({ net, direction: 'voltage', instance: instance.id, reference: level });
    return [];
  });
  return [...made, { ...instance, undriven: new Set() }];
}

/** The chain of bias cells that drives a net. */
function drive(growing: Growing, served: PlacedCell, net: string, driver: BiasDriver): PlacedCell[] {
  const { graph, references } = growing;
  const cell = findCell(driver.cell);
  const name = instanceNames.driver(net);
  takeInstance(graph.claims, name, `the bias cell of ${net}`);
  const nets: Record<string, string> = { out: net };
  const before: PlacedCell[] = [];
  if (driver.input) {
    nets.in = `${net}_in`;
    graph.claims.take('net', nets.in, `the input of the bias cell of ${net}`);
    before.push(...drive(growing, served, nets.in, driver.input));
  }
  const { reference } = driver;
  if (reference !== undefined) references.push({ net, direction: directionOf(cell), instance: served.id, reference });
  const undriven = new Set<string>();
  for (const { name: port, driver: own, level } of cell.ports) {
    if (nets[port] !== undefined || (own === undefined && level === undefined)) continue;
    nets[port] = ownNet(graph, name.id, port);
    undriven.add(port);
  }
  const serves = reference === undefined ? {} : { serves: { instance: served.id, reference } };
  const bias = {
    ...name,
    cell,
    nets,
    undriven,
    targets: {},
    purpose: served.purpose,
    shared: true as const,
    ...serves,
  };
  return [...before, ...grow(growing, bias)];
}

/** Which way the reference current of a bias cell flows. */
function directionOf({ name, ports }: CellDefinition): ReferenceInput['direction'] {
  const output = ports.find((port) => port.name === 'out');
  if (!output?.reference) throw new Error(`cell ${name} takes no reference current`);
  return output.reference;
}
