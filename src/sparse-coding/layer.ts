import { CompositionBuilder } from '../compose/builder.js';
import type { Composition } from '../compose/composition.js';
import { lateNet } from '../compose/events.js';

/**
 * A layer of neurons that compete for patterns. Each neuron shares a budget among its synapses (a softmax of their
 * weights: share-synapse, common-tail), the shares of the active inputs add up (summing-diode), the neuron with the
 * largest sum wins (winner-take-all), and after the presentation, by a late pulse of each input that was active, the
 * winner's current raises the weights of those inputs (soft-source). A winner-take-all at picoamperes takes
 * milliseconds to change its mind; so it has decided before anybody learns, and it remembers the winner while it
 * teaches.
 */
export interface LayerSettings {
  readonly inputs: number;
  readonly neurons: number;
  /** Budget of a neuron, A. */
  readonly budget: number;
  /** Current of the winner, A: what teaches its synapses. */
  readonly teaching: number;
  /** Voltage at which a weight's step is halved, V. */
  readonly bound: number;
  /** Capacitor of a weight, F. */
  readonly capacitance: number;
}

/** The event of an input, counted from 1. */
export function inputEvent(input: number): string {
  return `pre${input + 1}`;
}

/**
 * State names: the weight from an input to a neuron, the sum of a neuron's active shares, its part of the teaching
 * current.
 */
export const stateNames = {
  weight: (input: number, neuron: number): string => `w${neuron + 1}_${input + 1}`,
  sum: (neuron: number): string => `s${neuron + 1}`,
  winner: (neuron: number): string => `z${neuron + 1}`,
} as const;

/** The layer as a graph of cells; its inputs are its events. */
export function competitiveLayer(settings: LayerSettings): Composition {
  const { inputs, neurons, teaching } = settings;
  const names = Array.from({ length: inputs }, (_, input) => inputEvent(input));
  const builder = new CompositionBuilder(
    'competitive-layer',
    `${neurons} neurons compete for patterns on ${inputs} inputs`,
    names.flatMap((name) => [
      { net: name, event: name, late: false },
      { net: lateNet(name), event: name, late: true },
    ]),
  );
  const { common: contest = '', level: floor = '' } = builder.add(
    'contest',
    'common-tail',
    { common: 'contest_common' },
    { current: teaching, slices: neurons },
  );
  const layer: Layer = { builder, settings, names, contest, floor, buffer: {}, level: {} };
  for (let neuron = 0; neuron < neurons; neuron += 1) addNeuron(layer, neuron);
  return builder.build();
}

/** The layer as far as it stands. */
interface Layer {
  readonly builder: CompositionBuilder;
  readonly settings: LayerSettings;
  /** Of the inputs. */
  readonly names: readonly string[];
  readonly contest: string;
  readonly floor: string;
  /** One bias serves every buffer, one voltage every bound: they are the same in all synapses. */
  buffer: Readonly<Record<string, string>>;
  level: Readonly<Record<string, string>>;
}

function addNeuron(layer: Layer, neuron: number): void {
  const { builder, settings, names, contest, floor } = layer;
  const { inputs, budget } = settings;
  const common = `common${neuron + 1}`;
  const sum = stateNames.sum(neuron);
  builder.add(`tail${neuron + 1}`, 'common-tail', { common }, { current: budget, slices: inputs });
  const { iout = '' } = builder.add(`sum${neuron + 1}`, 'summing-diode', { sum }, { current: budget });
  builder.output({ net: iout, kind: 'current', state: sum });
  const winner = stateNames.winner(neuron);
  const slice = builder.add(winner, 'winner-take-all', { in: sum, common: contest, level: floor }, { current: budget });
  builder.output({ net: slice.iout ?? '', kind: 'current', state: winner });
  names.forEach((on, input) => {
    addSynapse(layer, stateNames.weight(input, neuron), { on, common, sum, gate: slice.syn ?? '' });
  });
}

/** A weight, its share of the neuron's budget, and the source by which the winner raises it. */
function addSynapse(
  layer: Layer,
  w: string,
  { on, common, sum, gate }: Readonly<Record<'on' | 'common' | 'sum' | 'gate', string>>,
): void {
  const { builder, settings } = layer;
  const { budget, teaching, bound, capacitance } = settings;
  builder.add(`${w}_capacitor`, 'weight-capacitor', { w }, { capacitance });
  const { gb = '', out: dump = '' } = builder.add(`${w}_buffer`, 'dump-buffer', { in: w, ...layer.buffer }, {});
  layer.buffer = { gb };
  builder.add(`${w}_share`, 'share-synapse', { w, common, on, sum }, { current: budget });
  const { vb = '' } = builder.add(
    `${w}_up`,
    'soft-source',
    { in: gate, on: lateNet(on), out: w, dump, ...layer.level },
    { current: teaching, bound },
  );
  layer.level = { vb };
  builder.output({ net: w, kind: 'voltage', state: w });
}
