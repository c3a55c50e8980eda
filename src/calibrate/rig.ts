import type { Contact } from './state-nodes.js';
import { contacts } from './state-nodes.js';
import { dutPorts } from '../compose/composition.js';
import { devicesOf, renderCells } from '../netlist/dut.js';
import { optionsLine } from '../netlist/options.js';
import { monitors, supplyAndReferences, type Bench } from '../netlist/testbench.js';
import { spiceNumber } from '../units/format.js';

/**
 * The calibration rig: every contact of every cell with a state node is cut and forced by a source of its own, so one
 * sweep shows what each cell alone sends into each node. Two unit axes `ua` and `ub` sweep all of them at once: a node and
 * the node that controls it are on different axes.
 */
export interface Rig {
  readonly forced: readonly ForcedContact[];
  /** Circuit text; the sources of the axes are `v_ua` and `v_ub`, events stand still. */
  text(settings: RigSettings): string;
}

export interface ForcedContact extends Contact {
  /** SPICE name of the forcing source; its branch current is minus the current into the node. */
  readonly source: string;
  readonly axis: 'ua' | 'ub';
  /** volts at axis value 0 and 1 */
  readonly range: readonly [number, number];
}

export interface RigSettings {
  readonly eventsOn: boolean;
  readonly ua: number;
  readonly ub: number;
  /** Axis that carries the small signal of an `.ac` analysis. */
  readonly acAxis?: 'ua' | 'ub';
}

/** Builds the rig of a designed composition at given conditions. */
export function calibrationRig(bench: Bench): Rig {
  const { design, process, conditions, options } = bench;
  const { composition } = design;
  const all = contacts(composition);
  const axes = assignAxes(all);
  const forced = all.map((contact, index): ForcedContact => ({
    ...contact,
    source: `e_f${index}`,
    axis: axes.get(key(contact.instance.id, contact.net)) ?? 'ua',
    range: contact.node.storage.sweep(conditions.supply),
  }));
  const cells = renderCells(design, process);
  const instances = composition.instances.map((instance) => {
    const nets = instance.cell.ports.map((port) => {
      const cut = forced.find((contact) => contact.instance === instance && contact.net === port.name);
      return cut ? forcedNode(cut) : port.name === 'vss' ? '0' : instance.nets[port.name];
    });
    return `x_${instance.id} ${nets.join(' ')} ${cells.names.get(instance.id) ?? ''}`;
  });
  const constant = [
    process.cards(conditions.corner, devicesOf(design)),
    ...cells.texts,
    ...instances,
    ...supplyAndReferences(design.references, conditions.supply),
    ...monitors(composition, process),
    ...forced.flatMap((contact) => [
      `v_${contact.source} ${contact.source}_o 0 dc ${spiceNumber(contact.range[0])}`,
      `${contact.source} ${forcedNode(contact)} ${contact.source}_o ${contact.axis} 0 ${spiceNumber(contact.range[1] - contact.range[0])}`,
    ]),
    `.temp ${spiceNumber(conditions.temperature)}`,
    optionsLine(options),
  ].join('\n');
  const events = dutPorts(composition).filter((port) => composition.events.includes(port));
  return {
    forced,
    text: ({ eventsOn, ua, ub, acAxis }) =>
      [
        constant,
        ...events.map((event) => `v_${event} ${event} 0 dc ${spiceNumber(eventsOn ? conditions.supply : 0)}`),
        `v_ua ua 0 dc ${spiceNumber(ua)} ac ${acAxis === 'ua' ? 1 : 0}`,
        `v_ub ub 0 dc ${spiceNumber(ub)} ac ${acAxis === 'ub' ? 1 : 0}`,
        '',
      ].join('\n'),
  };
}

/** Top-level name of the node that a contact's source forces. */
function forcedNode(contact: ForcedContact): string {
  const port = contact.instance.nets[contact.net] !== undefined;
  return port ? `${contact.source}_n` : `x_${contact.instance.id}.${contact.net}`;
}

function key(instance: string, net: string): string {
  return `${instance}.${net}`;
}

/** Two-colours the nets of each instance so that a net and its control are on different axes. */
function assignAxes(all: readonly Contact[]): Map<string, 'ua' | 'ub'> {
  const axes = new Map<string, 'ua' | 'ub'>();
  const place = (contact: Contact): void => {
    const own = key(contact.instance.id, contact.net);
    if (!contact.control) return;
    const other = key(contact.instance.id, contact.control.net);
    const known = axes.get(own) ?? (axes.has(other) ? opposite(axes.get(other)) : 'ua');
    const needed = opposite(known);
    if (axes.has(other) && axes.get(other) !== needed) throw new Error(`${own} and its control ${other} cannot be swept on two axes`);
    axes.set(own, known);
    axes.set(other, needed);
  };
  all.forEach(place);
  for (const contact of all) {
    const own = key(contact.instance.id, contact.net);
    if (!axes.has(own)) axes.set(own, 'ua');
  }
  return axes;
}

function opposite(axis: 'ua' | 'ub' | undefined): 'ua' | 'ub' {
  return axis === 'ua' ? 'ub' : 'ua';
}
