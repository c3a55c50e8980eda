import type { Graph } from '../graph.js';

/** Connects every supply port to the rail of its name. */
export function connectSupplies(graph: Graph): Graph {
  const instances = graph.instances.map((instance) => {
    const rails = instance.cell.ports.filter(
      ({ kind, name }) => kind === 'supply' && instance.nets[name] === undefined,
    );
    return { ...instance, nets: { ...instance.nets, ...Object.fromEntries(rails.map(({ name }) => [name, name])) } };
  });
  return { ...graph, instances };
}
