import type { BiasDriver, CellDefinition, Port, Targets } from '../cells/cell.js';
import { findCell } from '../cells/registry.js';
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

  constructor(
    readonly name: string,
    readonly title: string,
    events: readonly EventInput[],
  ) {
    this.#events = events;
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
    const complete: Record<string, string> = {};
    for (const port of cell.ports) complete[port.name] = nets[port.name] ?? this.#openPort(id, cell, port, nets);
    this.#push({ id, cell, nets: complete, targets, ...(serves ? { serves } : {}) });
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
    const net = `${id}_${port.name}`;
    if (port.driver) {
      this.#drive(id, net, port.driver);
      return net;
    }
    if (port.level !== undefined) {
      this.#references.push({ net, direction: 'voltage', instance: id, reference: port.level });
      return net;
    }
    if (port.kind === 'event-n' && port.complementOf !== undefined) {
      const event = nets[port.complementOf];
      if (event === undefined)
        throw new Error(`instance ${id}: port ${port.complementOf} of ${cell.name} needs an event`);
      return this.#complement(event);
    }
    if (port.direction === 'in') throw new Error(`instance ${id}: port ${port.name} of ${cell.name} is not connected`);
    return net;
  }

  #drive(served: string, net: string, driver: BiasDriver): void {
    const cell = findCell(driver.cell);
    const id = net.replace(/[^a-z0-9_]/g, '_');
    const nets: Record<string, string> = { out: net };
    if (driver.input) {
      nets.in = `${net}_in`;
      this.#drive(served, nets.in, driver.input);
    }
    const output = cell.ports.find((port) => port.name === 'out');
    if (driver.reference !== undefined) {
      if (!output?.reference) throw new Error(`cell ${cell.name} takes no reference current`);
      this.#references.push({ net, direction: output.reference, instance: served, reference: driver.reference });
    }
    const complete: Record<string, string> = {};
    for (const port of cell.ports) complete[port.name] = nets[port.name] ?? this.#openPort(`${id}_b`, cell, port, nets);
    const serves = { instance: served, reference: driver.reference ?? '' };
    this.#push({
      id: `${id}_b`,
      cell,
      nets: complete,
      targets: {},
      ...(driver.reference === undefined ? {} : { serves }),
    });
  }

  #complement(event: string): string {
    const net = `${event}_b`;
    const id = `inv_${event}`;
    if (!this.#instances.some((instance) => instance.id === id)) {
      this.#push({
        id,
        cell: findCell('inverter'),
        nets: { in: event, out: net, vdd: 'vdd', vss: 'vss' },
        targets: {},
      });
    }
    return net;
  }

  #push(instance: Instance): void {
    if (this.#instances.some((other) => other.id === instance.id))
      throw new Error(`two instances are called "${instance.id}"`);
    this.#instances.push(instance);
  }
}
