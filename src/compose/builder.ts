import type { Port, Targets } from '../cells/cell.js';
import { findCell } from '../cells/registry.js';
import { Claims, type Purpose } from './claims.js';
import { complete } from './complete.js';
import type { Composition, Instance, Output } from './composition.js';
import type { EventInput } from './events.js';
import { ownNet, takeInstance, type Graph, type PlacedCell } from './graph.js';
import { placedByHand, type InstanceName } from './instance-names.js';

/**
 * Places cells, one by one. Whoever places a cell connects what the rule means; supplies, biases, levels and
 * complements of events are left open, and the passes of src/compose/complete.ts connect them.
 */
export class CompositionBuilder {
  readonly #instances: PlacedCell[] = [];
  readonly #outputs: Output[] = [];
  readonly #events: readonly EventInput[];
  readonly #claims = new Claims();
  readonly #namesNets: boolean;
  #purpose: Purpose | undefined;
  #makes: string | undefined;

  /**
   * @param options.namesNets every net is made by `net` or is a port's own; else the first cell to name one makes it
   */
  constructor(
    readonly name: string,
    readonly title: string,
    events: readonly EventInput[],
    { namesNets = false }: { readonly namesNets?: boolean } = {},
  ) {
    this.#events = events;
    this.#namesNets = namesNets;
    for (const { net, event, late } of events)
      this.#claims.take('net', net, `the ${late ? 'late pulse of the ' : ''}event ${event}`);
    for (const rail of ['vdd', 'vss']) this.#claims.take('net', rail, 'a supply');
  }

  /**
   * What of the rule the next cells and nets are for: a place in the spec, where a name is told to be taken, and the
   * equation that a netlist shows.
   */
  serve(purpose: Purpose, makes?: string): void {
    this.#purpose = purpose;
    this.#makes = makes;
    this.#claims.serve(purpose);
  }

  /**
   * Makes a net that several cells share, and returns its name.
   * @param what it is, for messages
   * @throws UserError when something else is called so
   */
  net(name: string, what: string): string {
    this.#claims.take('net', name, what);
    return name;
  }

  /**
   * Places an instance; returns the nets of its ports, but of those that a later pass connects to what all cells share.
   *
   * @param named where a rule places it; a cell placed by hand has only an id
   * @param serves its target `current` is that reference of that instance, once the latter is sized
   */
  add(
    named: InstanceName | string,
    cellName: string,
    given: Readonly<Record<string, string>>,
    targets: Targets,
    serves?: Instance['serves'],
  ): Readonly<Record<string, string>> {
    const cell = findCell(cellName);
    const { id, ...name } = typeof named === 'string' ? placedByHand(named) : named;
    for (const port of Object.keys(given))
      if (!cell.ports.some(({ name }) => name === port)) throw new Error(`cell ${cellName} has no port "${port}"`);
    for (const net of Object.values(given)) this.#meet(id, net);
    takeInstance(this.#claims, { id, element: name.element }, `the ${cellName} ${id}`);
    const nets: Record<string, string> = { ...given };
    const undriven = new Set<string>();
    for (const port of cell.ports) {
      if (nets[port.name] !== undefined || isShared(port)) continue;
      const own = ownNet({ claims: this.#claims }, id, port.name);
      if (hasDriver(port)) undriven.add(port.name);
      else if (port.direction === 'in')
        throw new Error(`instance ${id}: port ${port.name} of ${cell.name} is not connected`);
      nets[port.name] = own;
    }
    this.#instances.push({
      id,
      ...name,
      cell,
      nets,
      undriven,
      targets,
      purpose: this.#purpose,
      ...(this.#makes === undefined ? {} : { makes: this.#makes }),
      ...(serves ? { serves } : {}),
    });
    return nets;
  }

  /** Makes a net an output of the DUT that carries a state of the rule. */
  output(output: Output): void {
    this.#outputs.push(output);
  }

  /** The cells as they were placed. */
  graph(): Graph {
    return {
      name: this.name,
      title: this.title,
      instances: this.#instances,
      events: this.#events,
      references: [],
      outputs: this.#outputs,
      claims: this.#claims,
    };
  }

  /** The graph with its open ports connected. */
  build(): Composition {
    return complete(this.graph());
  }

  /** A net that a cell is connected to has been made by somebody. */
  #meet(id: string, net: string): void {
    if (this.#claims.has('net', net)) return;
    if (this.#namesNets) throw new Error(`instance ${id}: nobody has made the net "${net}"`);
    this.#claims.take('net', net, `the net ${net}`);
  }
}

/** What a later pass connects to something that many cells share. */
function isShared({ kind, complementOf }: Port): boolean {
  return kind === 'supply' || (kind === 'event-n' && complementOf !== undefined);
}

function hasDriver({ driver, level }: Port): boolean {
  return driver !== undefined || level !== undefined;
}
