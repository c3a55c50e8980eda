import type { NetworkResult } from '../result/network.js';
import type { NetworkSpec } from '../spec/network.js';
import type { NetworkRoads } from './figures.js';
import { pairSpikes } from './quantities/spikes.js';
import { weightError } from './quantities/weights.js';

const ROADS = ['rule', 'model', 'circuit'] as const;
type Road = (typeof ROADS)[number];

/** Spikes and weights of every road that was run, and how far those of the circuit are from the others; SI. */
export function activityOf(
  network: NetworkSpec,
  roads: NetworkRoads,
): Pick<NetworkResult, 'duration' | 'neurons' | 'synapses'> {
  const { circuit } = roads;
  const tolerance = Math.min(Infinity, ...network.verify.flatMap((check) => ('within' in check ? [check.within] : [])));
  const against = <T>(measure: (road: 'rule' | 'model') => T): Partial<Record<'rule' | 'model', T>> =>
    each(roads, (road) => (road === 'circuit' || !circuit ? undefined : measure(road)));
  return {
    duration: network.duration,
    neurons: Object.keys(network.neurons).map((name, index) => ({
      name,
      driven: network.synapses.some(({ to }) => to === name),
      spikes: each(roads, (road) => [...(roads[road]?.spikes[index] ?? [])]),
      difference: against((road) =>
        finite(
          pairSpikes(circuit?.spikes[index] ?? [], roads[road]?.spikes[index] ?? [], tolerance, network.duration)
            .largest,
        ),
      ),
    })),
    synapses: network.synapses.map(({ from, to }, index) => ({
      from,
      to,
      final: each(roads, (road) => finite(roads[road]?.weights[index]?.y.at(-1) ?? NaN)),
      error: against((road) => {
        const reference = roads[road];
        return finite(circuit && reference ? weightError(circuit, reference, index) : NaN);
      }),
    })),
  };
}

/** What is measured on each road that was run. */
function each<T>(roads: NetworkRoads, measure: (road: Road) => T | undefined): Partial<Record<Road, T>> {
  return Object.fromEntries(
    ROADS.flatMap((road) => {
      const value = roads[road] === undefined ? undefined : measure(road);
      return value === undefined ? [] : [[road, value]];
    }),
  );
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
