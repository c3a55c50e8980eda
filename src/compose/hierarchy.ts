import { dutPorts, type Composition, type Instance } from './composition.js';

/** Instance of the device under test in every testbench. */
export const DUT = 'xdut';

/** A subcircuit between a composition and its cells. */
export interface Block {
  /** What it is; its subcircuit is called so. */
  readonly part: 'synapse' | 'group' | 'bias';
  /** Which synapse of a group it is, by its trace. */
  readonly member?: string;
  /** Its instance in the composition. */
  readonly element: string;
  readonly instances: readonly Instance[];
  /** Nets of the composition at its ports, supply last. */
  readonly ports: readonly string[];
  /** What it calls a net of the composition, and one of its instances. */
  netOf(this: void, outer: string): string;
  elementOf(this: void, instance: Instance): string;
}

/**
 * What a composition is made of: the synapses that an array repeats, what the synapses of a group have in common, and
 * the biases that all of them share. Empty where a circuit was put together by hand: then its cells stand side by side.
 */
export function blocksOf(composition: Composition): readonly Block[] {
  const blocks = known.get(composition) ?? divided(composition);
  known.set(composition, blocks);
  return blocks;
}

/** Asked for every cell and every net of a circuit, and a composition does not change. */
const known = new WeakMap<Composition, readonly Block[]>();

function divided(composition: Composition): readonly Block[] {
  const { unit, instances } = composition;
  if (unit === undefined) return [];
  const members = new Set(instances.flatMap(({ member }) => member ?? []));
  const common = instances.filter(({ shared, member }) => shared !== true && member === undefined);
  return [
    ...[...members].map((member) => memberBlock(composition, member)),
    ...(common.length > 0 ? [block(composition, unit, common)] : []),
    ...[instances.filter(({ shared }) => shared === true)]
      .filter((biases) => biases.length > 0)
      .map((biases) => block(composition, 'bias', biases)),
  ];
}

function block(composition: Composition, part: Block['part'], instances: readonly Instance[]): Block {
  return {
    part,
    element: `x${part}`,
    instances,
    ports: blockPorts(composition, instances),
    netOf: (net) => net,
    elementOf: ({ element }) => element,
  };
}

/**
 * One synapse of a group. Its nets and instances are called by their roles, not by its trace: synapses that are alike
 * are instances of one subcircuit.
 */
function memberBlock(composition: Composition, member: string): Block {
  const instances = composition.instances.filter((instance) => instance.member === member);
  const alone = block(composition, 'synapse', instances);
  const named = { ...alone, member, element: `xsynapse_${member}` };
  // A trace that stands in two groups has cells of one role twice.
  if (new Set(instances.map(({ role }) => role)).size < instances.length) return named;
  const inner = new Map<string, string>([
    ['vdd', 'vdd'],
    ['vss', 'vss'],
  ]);
  for (const { role, nets } of instances)
    for (const [port, net] of Object.entries(nets)) if (!inner.has(net)) inner.set(net, `${role}_${port}`);
  const ports = new Set(alone.ports);
  const rails = ['vdd', 'vss'];
  return {
    ...named,
    ports: [...[...inner.keys()].filter((net) => ports.has(net) && !rails.includes(net)), ...rails],
    netOf: (net) => inner.get(net) ?? net,
    elementOf: ({ role }) => `x${role}`,
  };
}

/** Where an instance stands in its circuit: `xsynapse.xtrace_x`. */
export function pathIn(composition: Composition, instance: Instance): string {
  const found = blockOf(composition, instance);
  return found ? `${found.element}.${found.elementOf(instance)}` : instance.element;
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
  const found = blockOf(composition, instance);
  return !found || found.ports.includes(outer) ? `${DUT}.${outer}` : `${DUT}.${found.element}.${found.netOf(outer)}`;
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
