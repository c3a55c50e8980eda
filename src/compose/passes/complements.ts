import { findCell } from '../../cells/registry.js';
import { takeInstance, type Graph, type PlacedCell } from '../graph.js';
import { instanceNames } from '../instance-names.js';

/** Gives every port that wants the complement of an event an inverter; cells of one event share it. */
export function addComplements(graph: Graph): Graph {
  const { claims } = graph;
  const made = new Map<string, string>();
  const instances = graph.instances.flatMap((instance) => {
    claims.serve(instance.purpose);
    const nets = { ...instance.nets };
    const inverters: PlacedCell[] = [];
    for (const port of instance.cell.ports) {
      if (port.kind !== 'event-n' || port.complementOf === undefined || nets[port.name] !== undefined) continue;
      const event = nets[port.complementOf];
      if (event === undefined)
        throw new Error(`instance ${instance.id}: port ${port.complementOf} of ${instance.cell.name} needs an event`);
      let complement = made.get(event);
      if (complement === undefined) {
        complement = `${event}_b`;
        claims.take('net', complement, `the complement of the event ${event}`);
        made.set(event, complement);
        inverters.push(inverter(event, complement, instance, graph));
      }
      nets[port.name] = complement;
    }
    return [...inverters, { ...instance, nets }];
  });
  return { ...graph, instances };
}

function inverter(event: string, out: string, { purpose }: PlacedCell, { claims }: Graph): PlacedCell {
  const name = instanceNames.inverter(event);
  takeInstance(claims, name, `the inverter of the event ${event}`);
  const cell = findCell('inverter');
  return { ...name, cell, nets: { in: event, out }, undriven: new Set(), targets: {}, purpose };
}
