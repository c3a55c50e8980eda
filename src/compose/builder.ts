import type { BiasDriver, CellDefinition, Port, Targets } from '../cells/cell.js';
import { findCell } from '../cells/registry.js';
import { Claims, type Purpose } from './claims.js';
import type { Composition, Instance, Output, ReferenceInput } from './composition.js';
import type { EventInput } from './events.js';

/**
 * Grows a composition cell by cell. Ports left open are completed here: supplies are connected, bias ports get their
 * chain of bias cells down to a reference current, levels their reference voltage, complemented events get an inverter.
 * So a rule only names what it means.
 */
export class CompositionBuilder {
  readonly #instances: Instance[] = [];
  readonly #references: ReferenceInput[] = [];
  readonly #outputs: Output[] = [];
  readonly #events: readonly EventInput[];
  readonly #claims = new Claims();
  /** Nets of the complements, by event. */
  readonly #complements = new Map<string, string>();
  readonly #namesNets: boolean;

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

  /** What of the rule the next cells and nets are for, as a place in the spec: where a name is told to be taken. */
  serve(purpose: Purpose): void {
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
   * Adds an instance and everything its open ports need; returns the nets of all its ports.
   *
   * @param serves its target `current` is that reference of that instance, once the latter is sized
   */
  add(
    id: string,
    cellName: string,
    nets: Readonly<Record<string, string>>,
    targets: Targets,
    serves?: Instance['serves'],
  ): Readonly<Record<string, string>> {
    const cell = findCell(cellName);
    for (const given of Object.keys(nets)) {
      if (!cell.ports.some((port) => port.name === given)) throw new Error(`cell ${cellName} has no port "${given}"`);
    }
    for (const net of Object.values(nets)) {
      if (this.#claims.has('net', net)) continue;
      if (this.#namesNets) throw new Error(`instance ${id}: nobody has made the net "${net}"`);
      this.#claims.take('net', net, `the net ${net}`);
    }
    this.#claims.take('instance', id, `the ${cellName} ${id}`);
    const complete: Record<string, string> = {};
    for (const port of cell.ports) complete[port.name] = nets[port.name] ?? this.#openPort(id, cell, port, nets);
    this.#instances.push({ id, cell, nets: complete, targets, ...(serves ? { serves } : {}) });
    return complete;
  }

  /** Makes a net an output of the DUT that carries a state of the rule. */
  output(output: Output): void {
    this.#outputs.push(output);
  }

  build(): Composition {
    return {
      name: this.name,
      title: this.title,
      instances: this.#instances,
      events: this.#events,
      references: this.#references,
      outputs: this.#outputs,
    };
  }

  #openPort(id: string, cell: CellDefinition, port: Port, nets: Readonly<Record<string, string>>): string {
    if (port.kind === 'supply') return port.name;
    if (port.kind === 'event-n' && port.complementOf !== undefined) {
      const event = nets[port.complementOf];
      if (event === undefined)
        throw new Error(`instance ${id}: port ${port.complementOf} of ${cell.name} needs an event`);
      return this.#complement(event);
    }
    const net = this.net(`${id}_${port.name}`, `the port ${port.name} of ${id}`);
    if (port.driver) {
      this.#drive(id, net, port.driver);
      return net;
    }
    if (port.level !== undefined) {
      this.#references.push({ net, direction: 'voltage', instance: id, reference: port.level });
      return net;
    }
    if (port.direction === 'in') throw new Error(`instance ${id}: port ${port.name} of ${cell.name} is not connected`);
    return net;
  }

  #drive(served: string, net: string, driver: BiasDriver): void {
    const cell = findCell(driver.cell);
    const id = `${net}_b`;
    this.#claims.take('instance', id, `the bias cell of ${net}`);
    const nets: Record<string, string> = { out: net };
    if (driver.input) {
      nets.in = this.net(`${net}_in`, `the input of the bias cell of ${net}`);
      this.#drive(served, nets.in, driver.input);
    }
    const output = cell.ports.find((port) => port.name === 'out');
    if (driver.reference !== undefined) {
      if (!output?.reference) throw new Error(`cell ${cell.name} takes no reference current`);
      this.#references.push({ net, direction: output.reference, instance: served, reference: driver.reference });
    }
    const complete: Record<string, string> = {};
    for (const port of cell.ports) complete[port.name] = nets[port.name] ?? this.#openPort(id, cell, port, nets);
    const serves = { instance: served, reference: driver.reference ?? '' };
    this.#instances.push({
      id,
      cell,
      nets: complete,
      targets: {},
      ...(driver.reference === undefined ? {} : { serves }),
    });
  }

  #complement(event: string): string {
    const known = this.#complements.get(event);
    if (known !== undefined) return known;
    const net = this.net(`${event}_b`, `the complement of the event ${event}`);
    const id = `inv_${event}`;
    this.#claims.take('instance', id, `the inverter of the event ${event}`);
    this.#complements.set(event, net);
    this.#instances.push({
      id,
      cell: findCell('inverter'),
      nets: { in: event, out: net, vdd: 'vdd', vss: 'vss' },
      targets: {},
    });
    return net;
  }
}
