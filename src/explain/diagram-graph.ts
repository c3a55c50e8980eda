import type { PortKind } from '../cells/cell.js';
import type { Composition, Instance } from '../compose/composition.js';

/**
 * The signal flow of a composition: events in, cells, states out. Bias chains, inverters and dump buffers are left out.
 */
export interface SignalGraph {
  readonly nodes: readonly SignalNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface SignalNode {
  readonly id: string;
  readonly kind: 'event' | 'cell' | 'state';
  readonly lines: readonly string[];
}

/** Kinds of ports that carry what the rule talks about; a dump node, a bias or a complement says nothing about it. */
const SIGNAL: ReadonlySet<PortKind> = new Set<PortKind>(['event', 'gate-p', 'current', 'charge']);

/**
 * Edges follow the nets: from a port that drives a net to the ports that read it, through a node of its own where the
 * net carries a state of the rule. Found from the kinds and directions of ports, so that it holds for every cell.
 *
 * @param term what an instance does for the rule, for its second line
 */
export function signalGraph(composition: Composition, term: (instance: Instance) => string | undefined): SignalGraph {
  const events = composition.events.map(({ net }) => ({ net, id: `event ${net}` }));
  const states = composition.outputs
    .filter(({ kind }) => kind === 'voltage')
    .map(({ net, state }) => ({ net, state, id: `state ${state}` }));
  const edges = composition.instances.flatMap((instance) =>
    instance.cell.ports.flatMap((port): { from: string; to: string }[] => {
      const net = instance.nets[port.name];
      if (net === undefined) return [];
      const own = `cell ${instance.id}`;
      const event = events.find((candidate) => candidate.net === net);
      if (event && port.kind === 'event') return port.direction === 'in' ? [{ from: event.id, to: own }] : [];
      const state = states.find((candidate) => candidate.net === net);
      if (!state && !SIGNAL.has(port.kind)) return [];
      if (state) return port.direction === 'in' ? [{ from: state.id, to: own }] : [{ from: own, to: state.id }];
      if (port.direction === 'in') return [];
      return readers(composition, instance, net).map((reader) => ({ from: own, to: `cell ${reader.id}` }));
    }),
  );
  const functional = reaching(
    edges,
    new Set([
      ...states.map(({ id }) => id),
      ...composition.outputs.flatMap(({ net }) => senders(composition, net).map(({ id }) => `cell ${id}`)),
    ]),
  );
  const kept = edges.filter(({ from, to }) => functional.has(from) && functional.has(to));
  const nodes: SignalNode[] = [
    ...events.map(({ net, id }): SignalNode => ({ id, kind: 'event', lines: [net] })),
    ...composition.instances.map((instance): SignalNode => ({
      id: `cell ${instance.id}`,
      kind: 'cell',
      lines: [instance.cell.title, ...[term(instance) ?? instance.id]],
    })),
    ...states.map(({ state, id }): SignalNode => ({ id, kind: 'state', lines: [state] })),
  ];
  const unique = new Map(kept.map((edge) => [`${edge.from}>${edge.to}`, edge]));
  return { nodes: nodes.filter(({ id }) => functional.has(id)), edges: [...unique.values()] };
}

function readers({ instances }: Composition, sender: Instance, net: string): Instance[] {
  return instances.filter(
    (instance) =>
      instance !== sender &&
      instance.cell.ports.some(
        ({ name, kind, direction }) => instance.nets[name] === net && SIGNAL.has(kind) && direction !== 'out',
      ),
  );
}

function senders({ instances }: Composition, net: string): Instance[] {
  return instances.filter(({ cell, nets }) =>
    cell.ports.some(({ name, direction }) => nets[name] === net && direction !== 'in'),
  );
}

/** Every node from which a goal can be reached, the goals included. */
function reaching(edges: readonly { from: string; to: string }[], goals: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(goals);
  for (let grown = true; grown;) {
    const before = found.size;
    for (const { from, to } of edges) if (found.has(to)) found.add(from);
    grown = found.size > before;
  }
  return found;
}
