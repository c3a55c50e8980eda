import type { CompiledSpec } from '../compile.js';
import { drawnDut } from '../netlist/drawn/drawn-dut.js';
import type { NeuronCircuits } from '../netlist/network-bench.js';
import type { NetworkSpec } from '../spec/network.js';
import { UserError } from '../units/user-error.js';

/**
 * The circuits of the neurons that a synapse drives, where the network names a netlist of them; the others send spikes
 * whatever happens, and stay behavioural.
 * @throws UserError for what is wrong in the netlist, or cannot stand in one deck with the synapses
 */
export function drawnNeurons(
  { dut: synapse, process }: CompiledSpec,
  network: NetworkSpec,
): NeuronCircuits | undefined {
  const { dut: described } = network.neuron;
  if (!described) return undefined;
  const dut = inNetwork(() => drawnDut('neuron', described, process));
  const { neuron } = dut;
  if (!neuron) throw new Error('a neuron without its ports has been read');
  const twice = definedIn(dut.text()).find((name) => definedIn(synapse.text()).includes(name));
  if (twice !== undefined)
    throw new UserError([
      {
        path: ['network', 'neuron', 'dut', 'netlist'],
        message: `network.neuron.dut.netlist: the synapse has a subcircuit "${twice}" too; rename that of the neuron`,
      },
    ]);
  const driven = Object.keys(network.neurons).flatMap((name, index) =>
    network.synapses.some(({ to }) => to === name) ? [index] : [],
  );
  return { dut, ports: neuron, neurons: driven };
}

function definedIn(text: string): string[] {
  return [...text.matchAll(/^\s*\.subckt\s+(\S+)/gim)].map(([, name = '']) => name.toLowerCase());
}

/** What is wrong with the netlist of a neuron stands further inside the spec than with that of a synapse. */
function inNetwork<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const problems = error.problems.map(({ path, message, ...rest }) => ({
      ...rest,
      ...(path?.[0] === 'dut' ? { path: ['network', 'neuron', ...path] } : path ? { path } : {}),
      message: message.replace(/^dut\./, 'network.neuron.dut.'),
    }));
    throw new UserError(problems, error.more);
  }
}
