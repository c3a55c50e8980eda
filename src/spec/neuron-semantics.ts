import type { Rule } from '../rule/rule.js';
import type { DutPort, DutSpec } from './dut.js';
import { problem, type PathProblem } from './problems.js';
import type { SpecParts } from './spec-parts.js';
import type { StimulusSpec } from './types.js';

/*
 * What a spec of a neuron must say, and what belongs to synapses alone.
 */

/** Checks of the shape of spikes, and the parameter that each is compared with. */
const SHAPES = { spike_width: 'width', spike_amplitude: 'amplitude', energy_per_spike: 'energy' } as const;

/** Parameters of the fitted neuron, and how many points of the curve they take. */
const FITTED: readonly string[] = ['refractory', 'membrane_tau'];
export const LEAST_CURRENTS = 4;

/** @param written the spec as it stands, to see which sections somebody wrote */
export function checkNeuron(parts: SpecParts, form: Rule | undefined, written: unknown): PathProblem[] {
  if (!form) return [];
  const { stimulus } = parts;
  if (!form.neuron)
    return stimulus?.currents
      ? [problem(['stimulus', 'currents'], `drive a neuron, and "${form.kind}" is none; remove them`)]
      : [];
  return [
    ...(has(written, 'dut')
      ? []
      : [
          problem(
            ['rule'],
            'a neuron is a circuit that somebody drew, rulespice composes none; add "dut" with its netlist, ' +
              'such as examples/drawn/lif-neuron.yaml has it',
          ),
        ]),
    ...(stimulus ? strangeStimuli(stimulus) : []),
    ...checkProblems(parts, form.neuron),
  ];
}

function strangeStimuli(stimulus: StimulusSpec): PathProblem[] {
  return Object.keys(stimulus)
    .filter((name) => name !== 'currents')
    .map((name) =>
      problem(['stimulus', name], 'drives a synapse with events, and a neuron takes currents; name "currents" instead'),
    );
}

function checkProblems({ verify, stimulus }: SpecParts, neuron: NonNullable<Rule['neuron']>): PathProblem[] {
  const firing = stimulus?.currents?.filter((current) => current > neuron.threshold) ?? [];
  return verify.flatMap((check, index): PathProblem[] => {
    if (!check) return [];
    const path = ['verify', index, 'quantity'];
    const shape = Object.hasOwn(SHAPES, check.quantity) ? SHAPES[check.quantity as keyof typeof SHAPES] : undefined;
    if (shape !== undefined && neuron.spike?.[shape] === undefined)
      return [problem(path, `there is nothing to compare it with; add rule.spike.${shape}`)];
    if (FITTED.includes(check.quantity) && stimulus?.currents && firing.length < LEAST_CURRENTS)
      return [
        problem(
          path,
          `is read from a curve of at least ${LEAST_CURRENTS} currents above the threshold, and ` +
            `stimulus.currents has ${firing.length}; add more`,
        ),
      ];
    return [];
  });
}

/**
 * The ports of a neuron.
 * @param written the spec as it stands
 * @param at the section that `dut` stands in
 */
export function neuronDut({ ports }: DutSpec, written: unknown, at: readonly string[] = []): PathProblem[] {
  const dut = [...at, 'dut'];
  const count = (role: DutPort['role']): string[] =>
    Object.entries(ports).flatMap(([port, one]) => (one.role === role ? [port] : []));
  const needed = (['input', 'spike'] as const).flatMap((role): PathProblem[] => {
    const [, second] = count(role);
    if (count(role).length === 0) return [problem([...dut, 'ports'], `no port is the ${role} of the neuron; name one`)];
    return second === undefined
      ? []
      : [problem([...dut, 'ports', second], `is a second ${role}, and a neuron has one; say what else it is`)];
  });
  const strange = [...count('event'), ...count('complement')].map((port) =>
    problem([...dut, 'ports', port], 'is of a synapse, and the rule is a neuron, which waits for no event; remove it'),
  );
  const own = dut.reduce(inside, written);
  const pulse = has(own, 'pulse')
    ? [problem([...dut, 'pulse'], 'is that of events, and a neuron waits for none; remove it')]
    : [];
  const model = has(own, 'model')
    ? [problem([...dut, 'model'], 'is the rule of a synapse, and a neuron is held against the stated one; remove it')]
    : [];
  return [...needed, ...strange, ...pulse, ...model];
}

/** What a circuit of a learning rule must say, and must not. */
export function synapseDut({ ports }: DutSpec, written: unknown): PathProblem[] {
  const strange = Object.entries(ports).flatMap(([port, { role }]) =>
    role === 'input' || role === 'spike'
      ? [problem(['dut', 'ports', port], `"${role}" is of a neuron, and the rule is none; say what else it is`)]
      : [],
  );
  return has(inside(written, 'dut'), 'pulse')
    ? strange
    : [
        ...strange,
        {
          path: ['dut', 'pulse'],
          message: 'dut.pulse is missing; add it (expected a duration such as "0.5 us": how long an event stands)',
        },
      ];
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function inside(value: unknown, key: string): unknown {
  return has(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
