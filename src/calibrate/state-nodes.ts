import type { StorageNode, Turn } from '../cells/cell.js';
import type { Composition, Instance } from '../compose/composition.js';

/** A node of the composition whose charge is a state of the behavioural model. */
export interface StateNode {
  /** Composition net, or `instance.net` for a net inside a cell. */
  readonly id: string;
  readonly storage: StorageNode;
  /** The instance whose cell declares it. */
  readonly owner: Instance;
}

/** One cell's connection to a state node: what it contributes there is measured by itself. */
export interface Contact {
  readonly node: StateNode;
  readonly instance: Instance;
  /** Port or internal net of the instance. */
  readonly net: string;
  /** What the contribution depends on besides the node itself; at least one entry. */
  readonly channels: readonly ContactChannel[];
}

export interface ContactChannel {
  /** State node that takes the place of the contact's own, and the instance's own net for it. */
  readonly of?: { readonly node: StateNode; readonly net: string };
  /** State node that controls the contribution, and the instance's own net for it. */
  readonly control?: { readonly node: StateNode; readonly net: string };
  /** Event of the composition that switches it. */
  readonly event?: string;
  /** The reference voltage of the cell at which it turns over, and within how many volts. */
  readonly turns?: Turn;
}

/** All state nodes, in the order of the instances. */
export function stateNodes(composition: Composition): StateNode[] {
  return composition.instances.flatMap((owner) =>
    owner.cell.storage.map((storage) => ({
      id: owner.nets[storage.net] ?? `${owner.id}.${storage.net}`,
      storage,
      owner,
    })),
  );
}

/** Every (instance, net) that touches a state node, with what its contribution depends on. */
export function contacts(composition: Composition): Contact[] {
  const nodes = stateNodes(composition);
  const nodeAt = (instance: Instance, net: string): StateNode | undefined => {
    const id = instance.nets[net] ?? `${instance.id}.${net}`;
    return nodes.find((node) => node.id === id);
  };
  return composition.instances.flatMap((instance) => {
    const nets = [...instance.cell.ports.map(({ name }) => name), ...instance.cell.storage.map(({ net }) => net)];
    return [...new Set(nets)].flatMap((net): Contact[] => {
      const node = nodeAt(instance, net);
      return node ? [{ node, instance, net, channels: channelsInto(instance, net, nodeAt) }] : [];
    });
  });
}

function channelsInto(
  instance: Instance,
  net: string,
  nodeAt: (instance: Instance, net: string) => StateNode | undefined,
): ContactChannel[] {
  const link = (name: string): { node: StateNode; net: string } | undefined => {
    const node = nodeAt(instance, name);
    return node && { node, net: name };
  };
  const channels = instance.cell.channels
    .filter((channel) => channel.into === net && (channel.of === undefined || link(channel.of) !== undefined))
    .map((channel): ContactChannel => {
      const of = channel.of === undefined ? undefined : link(channel.of);
      const [control] = channel.controls.flatMap((name) => link(name) ?? []);
      const event = channel.event === undefined ? undefined : instance.nets[channel.event];
      const { turns } = channel;
      return {
        ...(of ? { of } : {}),
        ...(control ? { control } : {}),
        ...(event === undefined ? {} : { event }),
        ...(turns ? { turns } : {}),
      };
    });
  // Beyond the first, a channel is what its control adds; without a connected control there is nothing to add.
  const kept = channels.filter(({ control }, index) => index === 0 || control !== undefined);
  return kept.length > 0 ? kept : [{}];
}
