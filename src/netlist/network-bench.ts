import { commentLine } from '../deck/comment.js';
import type { Circuit } from '../engine/simulator.js';
import { spiceNumber } from '../units/format.js';
import type { Dut, NeuronPorts } from './dut.js';
import { mergedText } from './merged-text.js';
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
export function networkCircuit(
  bench: Bench,
  title: string,
  synapses: readonly PlacedSynapse[],
  circuits?: NeuronCircuits,
): Circuit {
  const { dut, process, conditions, options } = bench;
  const copies = synapses.map((synapse, index) => copyOf(dut, synapse, index));
  const bodies = circuits?.neurons.map((neuron) => neuronCopy(circuits, neuron)) ?? [];
  const neurons = [...new Set(synapses.flatMap(({ from, to }) => [from, to]))];
  return {
    title,
    text: [
      commentLine(`models: ${process.title}, corner ${conditions.corner}`),
      circuits ? mergedText(inlineCards(bench), circuits.dut.cards(conditions.corner)) : inlineCards(bench),
      '',
      dut.text(),
      ...(circuits ? [circuits.dut.text()] : []),
      '* network',
      ...copies.flatMap(({ lines }) => lines),
      ...bodies.flatMap(({ lines }) => lines),
      ...supplyAndReferences(
        [...copies, ...bodies].flatMap(({ references }) => references),
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

/** Neurons that are circuits, by number, all of one kind. */
export interface NeuronCircuits {
  readonly dut: Dut;
  readonly ports: NeuronPorts;
  readonly neurons: readonly number[];
}

/** The external source that is the input current of a neuron's circuit, A. */
export const inputSource = (neuron: number): string => `i_c${neuron}`;

/** A net of one neuron circuit at the top level. */
export function neuronNet(neuron: number, net: string): string {
  if (net === 'vdd') return net;
  return net === 'vss' ? '0' : `c${neuron}_${net}`;
}

/** One neuron circuit with its own biases, and its current from ground or to it. */
function neuronCopy({ dut, ports }: NeuronCircuits, neuron: number) {
  const net = (name: string): string => neuronNet(neuron, name);
  const { input } = ports;
  const nodes = input.flows === 'in' ? `0 ${net(input.net)}` : `${net(input.net)} 0`;
  return {
    references: dut.references.map((reference) => ({ ...reference, net: net(reference.net) })),
    lines: [
      `xn${neuron} ${dut.ports.map(net).join(' ')} ${dut.subcircuit}`,
      `${inputSource(neuron)} ${nodes} dc 0 external`,
      ...(dut.loads ?? []).map(
        ({ net: loaded, capacitance }) => `c_${net(loaded)} ${net(loaded)} 0 ${spiceNumber(capacitance)}`,
      ),
    ],
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
