import { interpolateLinear, type Sampled } from '../compare/sampled.js';
import type { Conditions } from '../process/conditions.js';
import type { Figure, Series } from '../result/figure.js';
import type { NetworkSpec } from '../spec/network.js';
import { uniformGrid } from '../waveform/interpolate.js';
import type { NetworkRecording } from './synapse.js';

/** Roads that were run, the circuit's last. */
export type NetworkRoads = Partial<Readonly<Record<'rule' | 'model' | 'circuit', NetworkRecording>>>;

/** Points of a curve: what an eye can see on a page. */
const POINTS = 1200;
/** Rows of one neuron in the raster, by road. */
const ROWS = { rule: 0.2, model: 0, circuit: -0.2 } as const;
const ORDER = ['rule', 'model', 'circuit'] as const;

/** Spikes of every neuron, then every weight over time. */
export function networkFigures(
  network: NetworkSpec,
  roads: NetworkRoads,
  conditions: Conditions,
  missed?: 'rule' | 'model',
): Figure[] {
  return [
    raster(network, roads, conditions),
    ...network.synapses.map((_, index) => weight(network, index, roads, conditions, missed)),
  ];
}

function raster(network: NetworkSpec, roads: NetworkRoads, conditions: Conditions): Figure {
  const names = Object.keys(network.neurons);
  const points = (role: (typeof ORDER)[number]): Series[] => {
    const spikes = roads[role]?.spikes;
    if (!spikes) return [];
    const all = spikes.flatMap((times, neuron) => times.map((time) => ({ time, row: neuron + 1 + ROWS[role] })));
    return [{ name: role, role, mark: 'points', x: all.map(({ time }) => time), y: all.map(({ row }) => row) }];
  };
  return {
    title: 'spikes',
    caption: `rows: ${names.map((name, index) => `${index + 1} ${name}`).join(', ')}; one line of points per road`,
    conditions,
    xTitle: 'time (s)',
    yTitle: 'neuron',
    series: ORDER.flatMap(points),
  };
}

function weight(
  network: NetworkSpec,
  synapse: number,
  roads: NetworkRoads,
  conditions: Conditions,
  missed: 'rule' | 'model' | undefined,
): Figure {
  const { from, to } = network.synapses[synapse] ?? { from: '', to: '' };
  const grid = uniformGrid(0, network.duration, POINTS);
  const curve = (role: (typeof ORDER)[number]): Sampled | undefined => roads[role]?.weights[synapse];
  const line = (role: (typeof ORDER)[number], y: Float64Array): Series => {
    const kept = [...grid.keys()].filter((index) => Number.isFinite(y[index] ?? NaN));
    return {
      name: role,
      role,
      mark: 'line',
      x: kept.map((index) => grid[index] ?? 0),
      y: kept.map((index) => y[index] ?? 0),
    };
  };
  const lines = ORDER.flatMap((role) => {
    const found = curve(role);
    return found ? [line(role, interpolateLinear(found, grid))] : [];
  });
  const road = missed !== 'rule' && curve('model') ? 'model' : 'rule';
  const [reference, circuit] = [curve(road), curve('circuit')];
  const expected = reference && interpolateLinear(reference, grid);
  const residual =
    expected && circuit && interpolateLinear(circuit, grid).map((value, index) => value - (expected[index] ?? NaN));
  return {
    title: `weight from ${from} to ${to}`,
    conditions,
    of: { quantity: 'w', experiment: 'closed loop' },
    xTitle: 'time (s)',
    yTitle: 'w (rule units)',
    series: lines,
    ...(residual ? { residual: { yTitle: `circuit - ${road}`, series: [line('circuit', residual)] } } : {}),
  };
}
