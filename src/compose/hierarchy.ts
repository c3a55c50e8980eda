import { dutPorts, type Composition, type Instance } from './composition.js';

/** Instance of the device under test in every testbench. */
export const DUT = 'xdut';

/** A subcircuit between a composition and its cells. */
export interface Block {
  /** What it is; also the end of its subcircuit's name. */
  readonly part: 'bias' | NonNullable<Composition['unit']>;
  /** Its instance in the composition. */
  readonly element: string;
  readonly instances: readonly Instance[];
  /** In the order of the composition's own ports, supply last. */
  readonly ports: readonly string[];
}

/**
 * What a composition is made of: the unit that an array repeats, and the biases that its units share. Empty where a
 * circuit has no unit: then its cells stand side by side.
 */
export function blocksOf(composition: Composition): readonly Block[] {
  const { unit, instances } = composition;
  if (unit === undefined) return [];
  const parts = [
    { part: unit, members: instances.filter(({ shared }) => shared !== true) },
    { part: 'bias' as const, members: instances.filter(({ shared }) => shared === true) },
  ];
  return parts
    .filter(({ members }) => members.length > 0)
    .map(({ part, members }) => ({
      part,
      element: `x${part}`,
      instances: members,
      ports: blockPorts(composition, members),
    }));
}

/** Where an instance stands in its circuit: `xsynapse.xtrace_x`. */
export function pathIn(composition: Composition, instance: Instance): string {
  return [blockOf(composition, instance)?.element, instance.element].filter(Boolean).join('.');
}

/** The same as the flattened testbench knows it: `xdut.xsynapse.xtrace_x`. */
export function placeOf(composition: Composition, instance: Instance): string {
  return `${DUT}.${pathIn(composition, instance)}`;
}

/** The places of all instances, by id. */
export function placesOf(composition: Composition): ReadonlyMap<string, string> {
  return new Map(composition.instances.map((instance) => [instance.id, placeOf(composition, instance)]));
}

/** Name of a cell's net (port or internal) as the flattened testbench knows it. */
export function hierarchicalNet(composition: Composition, instance: Instance, net: string): string {
  const outer = instance.nets[net];
  if (outer === undefined) return `${placeOf(composition, instance)}.${net}`;
  if (dutPorts(composition).includes(outer)) return outer;
  const block = blockOf(composition, instance);
  return [DUT, block?.ports.includes(outer) === true ? undefined : block?.element, outer].filter(Boolean).join('.');
}

function blockOf(composition: Composition, { id }: Instance): Block | undefined {
  return blocksOf(composition).find(({ instances }) => instances.some((instance) => instance.id === id));
}

/** The nets of some instances that others, or the circuit around them, know too. */
function blockPorts(composition: Composition, members: readonly Instance[]): string[] {
  const { instances, events, references, outputs } = composition;
  const own = netsOf(members);
  const elsewhere = netsOf(instances.filter((instance) => !members.includes(instance)));
  const outer = new Set(dutPorts(composition));
  const between = [...own].filter((net) => elsewhere.has(net) && !outer.has(net));
  return [
    ...[...events, ...references].map(({ net }) => net).filter((net) => own.has(net)),
    ...between,
    ...outputs.map(({ net }) => net).filter((net) => own.has(net)),
    'vdd',
    'vss',
  ];
}

function netsOf(instances: readonly Instance[]): Set<string> {
  return new Set(instances.flatMap(({ nets }) => Object.values(nets)));
}
