import type { BiasDriver } from '../../cells/cell.js';
import { findCell } from '../../cells/registry.js';
import type { ReferenceInput } from '../composition.js';
import { ownNet, type Graph, type PlacedCell } from '../graph.js';

/**
 * Gives every open bias port its chain of bias cells down to a reference current, and every level its reference
 * voltage. A bias cell stands before the cell it serves.
 */
export function addBiases(graph: Graph): Graph {
  const references: ReferenceInput[] = [...graph.references];
  const grow = (instance: PlacedCell): PlacedCell[] => {
    const made = instance.cell.ports.flatMap(({ name, driver, level }): PlacedCell[] => {
      const net = instance.nets[name];
      if (net === undefined || !instance.undriven.has(name)) return [];
      if (driver) return drive(instance, net, driver);
      if (level !== undefined) references.push({ net, direction: 'voltage', instance: instance.id, reference: level });
      return [];
    });
    return [...made, { ...instance, undriven: new Set() }];
  };
  const drive = (served: PlacedCell, net: string, driver: BiasDriver): PlacedCell[] => {
    const { claims } = graph;
    const cell = findCell(driver.cell);
    const id = `${net}_b`;
    claims.take('instance', id, `the bias cell of ${net}`);
    const nets: Record<string, string> = { out: net };
    const before: PlacedCell[] = [];
    if (driver.input) {
      nets.in = `${net}_in`;
      claims.take('net', nets.in, `the input of the bias cell of ${net}`);
      before.push(...drive(served, nets.in, driver.input));
    }
    const { reference } = driver;
    if (reference !== undefined) {
      const output = cell.ports.find((port) => port.name === 'out');
      if (!output?.reference) throw new Error(`cell ${cell.name} takes no reference current`);
      references.push({ net, direction: output.reference, instance: served.id, reference });
    }
    const undriven = new Set<string>();
    for (const { name, driver: own, level } of cell.ports) {
      if (nets[name] !== undefined || (own === undefined && level === undefined)) continue;
      nets[name] = ownNet(graph, id, name);
      undriven.add(name);
    }
    const serves = reference === undefined ? {} : { serves: { instance: served.id, reference } };
    return [...before, ...grow({ id, cell, nets, undriven, targets: {}, purpose: served.purpose, ...serves })];
  };
  const instances = graph.instances.flatMap((instance) => {
    graph.claims.serve(instance.purpose);
    return grow(instance);
  });
  return { ...graph, instances, references };
}
