import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { MOST_DRIVE_EVENTS, smallestInterval } from './limits.js';
import { problem, type PathProblem } from './problems.js';
import type { NetworkSpec } from './network.js';
import { neuronDut } from './neuron-semantics.js';
import type { CircuitSpec, Spec } from './types.js';

/** The rules between the network and the other sections; each looks only at sections that are there. */
export function checkNetwork({
  network,
  rule,
  circuit,
  written,
}: {
  readonly network?: NetworkSpec;
  readonly rule?: Spec['rule'];
  readonly circuit?: CircuitSpec;
  /** The spec as it stands. */
  readonly written: unknown;
}): PathProblem[] {
  if (!network) return [];
  const found = [
    ...neuronCircuit(network.neuron, written),
    ...network.synapses.flatMap((_, index) => checkSynapse(network, index)),
  ];
  if (rule?.kind === 'trace')
    found.push(
      problem(
        ['network'],
        'a trace has no weight, so it connects no neurons; use a rule with a weight, such as kind "stdp"',
      ),
    );
  if (circuit && network.neuron.refractory < smallestInterval(circuit.pulse)) {
    const least = formatQuantity(smallestInterval(circuit.pulse), 's');
    found.push(
      problem(
        ['network', 'neuron', 'refractory'],
        `a neuron may spike again within the ${formatQuantity(circuit.pulse, 's')} event pulse; take at ` +
          `least ${least} or shorten circuit.pulse`,
      ),
    );
  }
  return [...found, ...driveFaults(network)];
}

/** The circuit of the driven neurons, and the current that ties it to the neuron in volts. */
function neuronCircuit({ dut, current }: NetworkSpec['neuron'], written: unknown): PathProblem[] {
  const path = ['network', 'neuron'];
  if (!dut)
    return current === undefined ? [] : [problem([...path, 'current'], 'is that of a circuit under "dut"; remove it')];
  const [, second] = dut.netlists;
  return [
    ...(current === undefined
      ? [problem([...path, 'dut'], 'needs the current at which it just reaches the threshold; add neuron.current')]
      : []),
    ...(second ? [problem([...path, 'dut', 'netlists'], 'names several; a network has one netlist, keep one')] : []),
    ...neuronDut(dut, written, path),
  ];
}

/** Whether any neuron is driven, and none by more events than can be simulated. */
function driveFaults({ neurons, duration }: NetworkSpec): PathProblem[] {
  const found: PathProblem[] = [];
  for (const [name, { poisson }] of Object.entries(neurons)) {
    const events = (poisson?.rate ?? 0) * duration;
    if (events > MOST_DRIVE_EVENTS)
      found.push(
        problem(
          ['network', 'neurons', name, 'poisson', 'rate'],
          `gives about ${Math.round(events)} events and at most ${MOST_DRIVE_EVENTS} can be simulated; lower it or ` +
            `shorten network.duration`,
        ),
      );
  }
  if (!Object.values(neurons).some(({ constant, poisson }) => constant > 0 || poisson !== undefined))
    found.push(
      problem(
        ['network', 'neurons'],
        'no neuron has an input, so nothing would ever spike; give one "constant" or "poisson"',
      ),
    );
  return found;
}

function checkSynapse({ neurons, synapses }: NetworkSpec, index: number): PathProblem[] {
  const names = Object.keys(neurons);
  const path = ['network', 'synapses', index];
  const { from, to } = synapses[index] ?? { from: '', to: '' };
  const unknown = (['from', 'to'] as const).flatMap((end) => {
    const name = end === 'from' ? from : to;
    return names.includes(name)
      ? []
      : [
          problem(
            [...path, end],
            `there is no neuron "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
          ),
        ];
  });
  if (unknown.length > 0) return unknown;
  if (from === to)
    return [problem([...path, 'to'], `neuron ${to} would be connected with itself; choose another neuron`)];
  const twin = synapses.findIndex((other) => other.from === from && other.to === to);
  return twin < index ? [problem(path, `a synapse from ${from} to ${to} exists already; remove one`)] : [];
}
