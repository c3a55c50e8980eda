import { decode } from '../compose/encoding.js';
import type { CompiledSpec, Toolchain } from '../compile.js';
import type { Analysis, Circuit } from '../engine/simulator.js';
import { networkCircuit, neuronNet, synapseNet, type NeuronCircuits } from '../netlist/network-bench.js';
import type { Bench } from '../netlist/testbench.js';
import { traceStates, weightState } from '../rule/rule.js';
import type { NetworkSpec } from '../spec/network.js';
import { UserError } from '../units/user-error.js';
import { column } from '../waveform/waveforms.js';
import { transientStep } from '../roads/roads.js';
import { CircuitNeuron } from './circuit-neuron.js';
import { NetworkCoupling, type WatchedNeuron } from './coupling.js';
import { NetworkRun } from './network-run.js';
import type { NetworkRecording } from './synapse.js';
import { presetOf } from './weight.js';

/** Throws UserError when an engine cannot take part in a closed loop. */
export function requireCoupling({ capabilities }: Toolchain['simulator'], name: string): void {
  if (capabilities.externalSources) return;
  throw new UserError([
    { message: `the engine ${name} cannot ask neurons for their spikes while it runs; use --engine ngspice-wasm` },
  ]);
}

/**
 * The network with transistor-level synapses: one simulation of all of them, in closed loop with the neurons. Throws
 * SimulationError.
 */
export async function runCircuitNetwork(
  compiled: CompiledSpec,
  bench: Bench,
  network: NetworkSpec,
  { simulator, signal }: Toolchain,
  circuits?: NeuronCircuits,
): Promise<NetworkRecording> {
  const { spec, rule, encoding } = compiled;
  const weight = weightState(rule)?.name ?? '';
  const bodies = circuitNeurons(network, circuits);
  const run = new NetworkRun(network, bodies);
  const vectors = network.synapses.map((_, index) => `v(${synapseNet(index, weight)})`);
  const decoded = (volts: Float64Array): Float64Array => decode(encoding, weight, volts);
  const coupling = new NetworkCoupling(run, {
    pulse: spec.circuit.pulse,
    supply: bench.conditions.supply,
    weights: vectors,
    decoded: (voltage) => decoded(Float64Array.of(voltage))[0] ?? NaN,
    circuits: circuits ? spikeVectors(network, circuits, bench.conditions.supply, bodies) : [],
  });
  const session = await simulator.open(circuitOf(compiled, bench, network, circuits));
  try {
    const maxStep = transientStep(network.duration, traceStates(rule));
    const analysis: Analysis = { kind: 'tran', step: maxStep, stop: network.duration, maxStep };
    const waveforms = await session.run(analysis, {
      save: vectors,
      coupling,
      timeoutSeconds: spec.simulation.timeout,
      ...(signal ? { signal } : {}),
    });
    return {
      spikes: run.spikes,
      weights: vectors.map((vector) => ({ x: waveforms.axis.values, y: decoded(column(waveforms, vector)) })),
    };
  } finally {
    await session.close();
  }
}

/** The neurons of a network that are circuits, with the currents that drive them. */
function circuitNeurons(network: NetworkSpec, circuits: NeuronCircuits | undefined): Map<number, CircuitNeuron> {
  const { current = NaN } = network.neuron;
  const drives = Object.values(network.neurons);
  return new Map(
    circuits?.neurons.map((index) => [
      index,
      new CircuitNeuron({ ...network.neuron, current }, drives[index]?.constant ?? 0),
    ]),
  );
}

/** Where the spikes of every neuron's circuit are seen. */
function spikeVectors(
  { neurons }: NetworkSpec,
  { ports: { spike } }: NeuronCircuits,
  supply: number,
  bodies: ReadonlyMap<number, CircuitNeuron>,
): WatchedNeuron[] {
  const names = Object.keys(neurons);
  return [...bodies].map(([index, neuron]) => ({
    index,
    name: names[index] ?? '',
    neuron,
    vector: `v(${neuronNet(index, spike.net)})`,
    level: spike.level ?? supply / 2,
    sign: spike.edge === 'rising' ? 1 : -1,
  }));
}

function circuitOf(
  compiled: CompiledSpec,
  bench: Bench,
  network: NetworkSpec,
  circuits: NeuronCircuits | undefined,
): Circuit {
  const names = Object.keys(network.neurons);
  const weight = weightState(compiled.rule)?.name ?? '';
  return networkCircuit(
    bench,
    `${compiled.spec.name}: closed loop`,
    network.synapses.map((synapse) => ({
      from: names.indexOf(synapse.from),
      to: names.indexOf(synapse.to),
      presets: new Map([[weight, presetOf(compiled, synapse)]]),
    })),
    circuits,
  );
}
