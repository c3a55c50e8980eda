import type { Contact } from './state-nodes.js';

/** Unit axes of the calibration rig; the third is used only where a node is controlled by two others. */
export const AXES = ['ua', 'ub', 'uc'] as const;
export type AxisName = (typeof AXES)[number];

/*
 * Nets and sources of the rig stand beside those of the circuit, whose names a user has a part in. They all begin with
 * "_" (their sources behind `v_`, as all sources are called by their net), which no net of a circuit does
 * (src/compose/claims.ts).
 */

/** The net that stands for an axis. */
export const axisNet = (axis: AxisName): string => `_${axis}`;

/** The source that a `.dc` sweeps. */
export const axisSource = (axis: AxisName): string => `v_${axisNet(axis)}`;

/** Names a contact: the net as its instance knows it. */
export function contactKey(instance: string, net: string): string {
  return `${instance}.${net}`;
}

/**
 * Spreads the contacts over as few axes as possible: a net, its controls, and two controls of one net are on different
 * axes. Neighbours are coloured breadth first, so that two axes are enough wherever they can be.
 *
 * @throws Error when three axes are not enough
 */
export function assignAxes(all: readonly Contact[]): ReadonlyMap<string, AxisName> {
  const conflicts = conflictGraph(all);
  const axes = new Map<string, AxisName>();
  for (const start of conflicts.keys()) {
    const queue = axes.has(start) ? [] : [start];
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      if (axes.has(key)) continue;
      const neighbours = [...(conflicts.get(key) ?? [])];
      const taken = neighbours.map((other) => axes.get(other));
      const free = AXES.find((axis) => !taken.includes(axis));
      if (!free) throw new Error(`${key} and what controls it cannot be swept on ${AXES.length} axes`);
      axes.set(key, free);
      queue.push(...neighbours);
    }
  }
  return axes;
}

function conflictGraph(all: readonly Contact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = new Map(all.map(({ instance, net }) => [contactKey(instance.id, net), new Set<string>()]));
  for (const { instance, net, channels } of all) {
    const controls = channels.flatMap(({ of, control }) =>
      [of, control].flatMap((link) => (link ? [contactKey(instance.id, link.net)] : [])),
    );
    const together = [contactKey(instance.id, net), ...controls];
    for (const one of together) for (const other of together) if (one !== other) graph.get(one)?.add(other);
  }
  return graph;
}
