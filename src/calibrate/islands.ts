import type { Composition } from '../compose/composition.js';
import type { Rig } from './rig.js';

/**
 * Which island of the calibration rig each instance is on: contacts are cut and forced, so all that connects instances
 * there is a net that nothing holds (a bias, a reference, a complement). What is injected on one island cannot be seen
 * on another.
 */
export function islandsOf(
  rig: Pick<Rig, 'net'>,
  { instances, events }: Pick<Composition, 'instances' | 'events'>,
): ReadonlyMap<string, number> {
  const held = new Set(['0', 'vdd', ...events.map(({ net }) => net)]);
  const nets = new Map(
    instances.map((instance) => [
      instance.id,
      instance.cell.ports.map(({ name }) => rig.net(instance, name)).filter((net) => !held.has(net)),
    ]),
  );
  const islands = new Map<string, number>();
  for (const start of instances) {
    const queue = [start];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { id } = next;
      if (islands.has(id)) continue;
      islands.set(id, next === start ? new Set(islands.values()).size : (islands.get(start.id) ?? NaN));
      queue.push(
        ...instances.filter(
          (other) => !islands.has(other.id) && nets.get(other.id)?.some((net) => nets.get(id)?.includes(net)),
        ),
      );
    }
  }
  return islands;
}
