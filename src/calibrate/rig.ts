import { designOf } from '../netlist/dut.js';
import { AXES, assignAxes, axisNet, axisSource, contactKey, type AxisName } from './axes.js';
import { contacts, type Contact } from './state-nodes.js';
import type { Composition, Instance } from '../compose/composition.js';
import { renderCells } from '../netlist/render-dut.js';
import { optionsLine } from '../netlist/options.js';
import { monitors, supplyAndReferences, type Bench } from '../netlist/testbench.js';
import { spiceNumber } from '../units/format.js';

/** Points of each unit axis: 12.5 mV on a trace, where a current changes by half a neper. */
export const GRID = 61;

/**
 * The calibration rig: every contact of every cell with a state node is cut and forced by a source of its own, so one
 * sweep shows what each cell alone sends into each node. The unit axes sweep all of them at once: a node and the nodes
 * that control it are on different axes.
 */
export interface Rig {
  readonly forced: readonly ForcedContact[];
  /** Circuit text; the sources of the axes are `v__ua`, `v__ub`, `v__uc`; events stand still. */
  text(settings: RigSettings): string;
  /** What the rig calls a net (port or internal) of an instance's cell. */
  net(instance: Instance, name: string): string;
}

export interface ForcedContact extends Contact {
  /** Its contactKey. */
  readonly key: string;
  /** SPICE name of the forcing source; its branch current is minus the current into the node. */
  readonly source: string;
  readonly axis: AxisName;
  /** volts at axis value 0 and 1 */
  readonly range: readonly [number, number];
  /** Grid point at which the contact stands while its axis is held. */
  readonly hold: number;
}

export interface RigSettings {
  /** All events, none of them, or the one with this net. */
  readonly eventsOn: boolean | string;
  /** Axes that a `.dc` sweeps; their contacts stand at the low end of their range plus the axis. */
  readonly swept?: readonly AxisName[];
  /** Position in [0, 1] of a contact that is not swept; its hold point when absent. */
  readonly place?: (contact: ForcedContact) => number;
  /** Contacts that carry the small signal of an `.ac` analysis, 1 V each. */
  readonly driven?: readonly ForcedContact[];
  /** Current sources, silent, from one net to another: `i__probe0`, ... */
  readonly probes?: readonly { readonly from: string; readonly to: string }[];
}

type Ranges = ReadonlyMap<string, readonly [number, number]>;

/**
 * Builds the rig of a designed composition at given conditions.
 *
 * @param ranges volts, by state node
 * @param narrowed the same for single contacts, by contactKey
 */
export function calibrationRig(bench: Bench, ranges: Ranges, narrowed: Ranges = new Map()): Rig {
  const design = designOf(bench.dut);
  const { composition } = design;
  const forced = forcedContacts(composition, ranges, narrowed);
  const net = (instance: Instance, name: string): string => netOf(forced, instance, name);
  const cells = renderCells(design, bench.process);
  const instances = composition.instances.map(
    (instance) =>
      `${instance.element} ${instance.cell.ports.map(({ name }) => net(instance, name)).join(' ')} ` +
      `${cells.names.get(instance.id) ?? ''}`,
  );
  const constant = constantText(bench, forced, [...cells.texts, ...instances]);
  return {
    forced,
    net,
    text: (settings) =>
      [constant, ...settingsLines(settings, forced, composition, bench.conditions.supply), ''].join('\n'),
  };
}

function forcedContacts(composition: Composition, ranges: Ranges, narrowed: Ranges): readonly ForcedContact[] {
  const all = contacts(composition);
  const axes = assignAxes(all);
  return all.map((contact, index) => {
    const key = contactKey(contact.instance.id, contact.net);
    const range = narrowed.get(key) ?? ranges.get(contact.node.id) ?? [NaN, NaN];
    const rest = contact.node.storage.rest?.(range) ?? range[1];
    return {
      ...contact,
      key,
      source: `e_f${index}`,
      axis: axes.get(key) ?? 'ua',
      range,
      hold: Math.round(((rest - range[0]) / (range[1] - range[0])) * (GRID - 1)),
    };
  });
}

/** What the rig calls a net of an instance: a cut contact is the node that its source forces. */
function netOf(forced: readonly ForcedContact[], instance: Instance, name: string): string {
  const port = instance.cell.ports.find((candidate) => candidate.name === name);
  const cut = forced.find((contact) => contact.instance === instance && contact.net === name);
  const followed = forced.find((contact) => contact.instance === instance && contact.net === port?.follows);
  if (cut) return forcedNode(cut);
  if (followed) return followerNode(followed);
  return name === 'vss' ? '0' : (instance.nets[name] ?? `${instance.element}.${name}`);
}

/** What no setting changes: models, cells, supply, monitors, and the sources that force the contacts. */
function constantText(
  { dut, process, conditions, options }: Bench,
  forced: readonly ForcedContact[],
  circuit: readonly string[],
): string {
  return [
    dut.cards(conditions.corner),
    ...circuit,
    ...supplyAndReferences(dut.references, conditions.supply),
    ...monitors(dut.outputs, process),
    ...forced
      .filter(isFollowed)
      .map((contact) => `${contact.source}_d ${followerNode(contact)} 0 ${forcedNode(contact)} 0 1`),
    ...forced.map(
      (contact) =>
        `${contact.source} ${forcedNode(contact)} ${offsetNode(contact)} ${axisNet(contact.axis)} 0 ` +
        `${spiceNumber(contact.range[1] - contact.range[0])}`,
    ),
    `.temp ${spiceNumber(conditions.temperature)}`,
    optionsLine(options),
  ].join('\n');
}

/** Where contacts, events and axes stand, and the probes. */
function settingsLines(
  { eventsOn, swept = [], place = ({ hold }) => hold / (GRID - 1), driven = [], probes = [] }: RigSettings,
  forced: readonly ForcedContact[],
  { events }: Composition,
  supply: number,
): string[] {
  return [
    ...forced.map((contact) => {
      const position = swept.includes(contact.axis) ? 0 : place(contact);
      const voltage = contact.range[0] + position * (contact.range[1] - contact.range[0]);
      return (
        `v__${contact.source} ${offsetNode(contact)} 0 dc ${spiceNumber(voltage)} ac ` +
        `${driven.includes(contact) ? 1 : 0}`
      );
    }),
    ...events.map(
      ({ net }) => `v_${net} ${net} 0 dc ${spiceNumber(eventsOn === true || eventsOn === net ? supply : 0)}`,
    ),
    ...AXES.map((axis) => `${axisSource(axis)} ${axisNet(axis)} 0 dc 0`),
    ...probes.map(({ from, to }, index) => `i__probe${index} ${from} ${to} dc 0 ac 0`),
  ];
}

/** Where a contact stands while its axis is at 0. */
function offsetNode(contact: ForcedContact): string {
  return `_${contact.source}_o`;
}

/** Top-level name of the node that a contact's source forces. */
function forcedNode(contact: ForcedContact): string {
  const port = contact.instance.nets[contact.net] !== undefined;
  return port ? `_${contact.source}_n` : `${contact.instance.element}.${contact.net}`;
}

function isFollowed({ instance, net }: ForcedContact): boolean {
  return instance.cell.ports.some(({ follows }) => follows === net);
}

/**
 * A port that must follow this contact is held at its voltage by a source of its own: the buffer that does so in the
 * circuit is cut off from the contact, and what it would show is another axis' voltage.
 */
function followerNode(contact: ForcedContact): string {
  return `_${contact.source}_follow`;
}
