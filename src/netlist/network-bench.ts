import { commentLine } from '../deck/comment.js';
import type { Circuit } from '../engine/simulator.js';
import { spiceNumber } from '../units/format.js';
import type { Dut } from './dut.js';
import { optionsLine } from './options.js';
import { inlineCards, monitors, supplyAndReferences, type Bench } from './testbench.js';

/**
 * A synapse circuit between two neurons, which are numbers; `presets` are start voltages by net of the composition, V.
 */
export interface PlacedSynapse {
  readonly from: number;
  readonly to: number;
  readonly presets: ReadonlyMap<string, number>;
}

/** The external source that carries the events of a neuron, 0 to the supply. */
export const eventSource = (neuron: number): string => `v_n${neuron}`;

/** A net of one synapse circuit at the top level. */
export const synapseNet = (synapse: number, net: string): string => `s${synapse}_${net}`;

/**
 * Several copies of one synapse design on one supply, each with reference currents of its own; the event inputs `pre`
 * and `post` of every copy come from external sources, one per neuron.
 */
export function networkCircuit(bench: Bench, title: string, synapses: readonly PlacedSynapse[]): Circuit {
  const { dut, process, conditions, options } = bench;
  const copies = synapses.map((synapse, index) => copyOf(dut, synapse, index));
  const neurons = [...new Set(synapses.flatMap(({ from, to }) => [from, to]))];
  return {
    title,
    text: [
      commentLine(`models: ${process.title}, corner ${conditions.corner}`),
      inlineCards(bench),
      '',
      dut.text(),
      '* network',
      ...copies.flatMap(({ lines }) => lines),
      ...supplyAndReferences(
        copies.flatMap(({ references }) => references),
        conditions.supply,
      ),
      ...monitors(
        copies.flatMap(({ outputs }) => outputs),
        process,
      ),
      ...neurons.map((neuron) => `${eventSource(neuron)} n${neuron} 0 dc 0 external`),
      `.temp ${spiceNumber(conditions.temperature)}`,
      optionsLine(options),
      '',
    ].join('\n'),
  };
}

/** One synapse circuit between its neurons: its instance with its presets, its references and outputs. */
function copyOf(dut: Dut, { from, to, presets }: PlacedSynapse, index: number) {
  const shared = new Map([
    ['pre', `n${from}`],
    ['post', `n${to}`],
    ['vdd', 'vdd'],
    ['vss', '0'],
  ]);
  const net = (name: string): string => shared.get(name) ?? synapseNet(index, name);
  return {
    references: dut.references.map((reference) => ({ ...reference, net: net(reference.net) })),
    outputs: dut.outputs.map((output) => ({ ...output, net: net(output.net) })),
    lines: [
      `xs${index} ${dut.ports.map(net).join(' ')} ${dut.subcircuit}`,
      ...[...presets].map(([preset, voltage]) => `.ic v(${net(preset)})=${spiceNumber(voltage)}`),
    ],
  };
}
