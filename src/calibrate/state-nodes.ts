import type { StorageNode } from '../cells/cell.js';
import type { Composition, Instance } from '../compose/composition.js';

/** A node of the composition whose charge is a state of the behavioural model. */
export interface StateNode {
  /** Composition net, or `instance.net` for a net inside a cell. */
  readonly id: string;
  readonly storage: StorageNode;
  /** The instance whose cell declares it. */
  readonly owner: Instance;
}

/** One cell's connection to a state node: what it contributes there is a table of its own. */
export interface Contact {
  readonly node: StateNode;
  readonly instance: Instance;
  /** Port or internal net of the instance. */
  readonly net: string;
  /** State node that controls the contribution, and the instance's own net for it. */
  readonly control?: { readonly node: StateNode; readonly net: string };
  /** Event of the composition that switches it. */
  readonly event?: string;
}

/** All state nodes, in the order of the instances. */
export function stateNodes(composition: Composition): StateNode[] {
  return composition.instances.flatMap((owner) =>
    owner.cell.storage.map((storage) => ({ id: owner.nets[storage.net] ?? `${owner.id}.${storage.net}`, storage, owner })),
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
      if (!node) return [];
      const channel = instance.cell.channels.find(({ into }) => into === net);
      const controlNet = channel?.controls.find((name) => nodeAt(instance, name) !== undefined);
      const control = controlNet === undefined ? undefined : nodeAt(instance, controlNet);
      const event = channel?.event === undefined ? undefined : instance.nets[channel.event];
      return [
        {
          node,
          instance,
          net,
          ...(control && controlNet !== undefined ? { control: { node: control, net: controlNet } } : {}),
          ...(event === undefined ? {} : { event }),
        },
      ];
    });
  });
}
