import { commentLine } from '../deck/comment.js';
import type { Output } from '../compose/composition.js';
import { pulseOnset, type EventInput } from '../compose/events.js';
import type { SizedReference } from '../design/design.js';
import type { Conditions } from '../process/conditions.js';
import type { Circuit } from '../engine/simulator.js';
import type { Process } from '../process/process.js';
import { edgeOf } from '../spec/limits.js';
import type { CircuitSpec } from '../spec/types.js';
import { eventTimes, type Experiment } from '../stimulus/experiment.js';
import { pulseWaveform } from '../stimulus/pulses.js';
import { spiceNumber } from '../units/format.js';
import { DUT, type Dut, type NeuronPorts } from './dut.js';
import { optionsLine } from './options.js';

/** Longest edge, in pulses. */
const LONGEST_EDGE = 0.5;

export interface Bench {
  readonly dut: Dut;
  readonly process: Process;
  readonly conditions: Conditions;
  /** Overrides of simulator options from the spec. */
  readonly options: Readonly<Record<string, number | string>>;
  /** Time steps instead of each; 1 when absent. */
  readonly refine?: number;
  /** Rise and fall time of events, s; that of src/stimulus when absent. */
  readonly edge?: number;
}

/**
 * Cards, device under test, supply, reference currents, monitors, temperature and options: everything but the stimulus.
 */
export function benchText(bench: Bench, cards = inlineCards(bench)): string[] {
  const { dut, process, conditions, options } = bench;
  return [
    commentLine(`models: ${process.title}, corner ${conditions.corner}`),
    cards,
    '',
    dut.text(),
    '* testbench',
    `${DUT} ${dut.ports.map((port) => (port === 'vss' ? '0' : port)).join(' ')} ${dut.subcircuit}`,
    ...supplyAndReferences(dut.references, conditions.supply),
    ...monitors(dut.outputs, process),
    ...(dut.loads ?? []).map(({ net, capacitance }) => `c_${net} ${net} 0 ${spiceNumber(capacitance)}`),
    `.temp ${spiceNumber(conditions.temperature)}`,
    optionsLine(options),
  ];
}

/** The model cards of a circuit's transistors. */
export function inlineCards({ dut, conditions }: Bench): string {
  return dut.cards(conditions.corner);
}

/** The supply and the ideal references: the only ideal sources that feed a circuit. */
export function supplyAndReferences(references: readonly SizedReference[], supply: number): string[] {
  return [
    `v_vdd vdd 0 dc ${spiceNumber(supply)}`,
    ...references.map(({ net, direction, value }) => {
      if (direction === 'voltage') return `v_${net} ${net} 0 dc ${spiceNumber(value)}`;
      return direction === 'to-ground'
        ? `i_${net} ${net} 0 dc ${spiceNumber(value)}`
        : `i_${net} vdd ${net} dc ${spiceNumber(value)}`;
    }),
  ];
}

/** Monitored output currents end in a voltage source; `i(v_<net>)` is the current out of the DUT. */
export function monitors(outputs: readonly Output[], process: Process): string[] {
  return outputs
    .filter(({ kind }) => kind === 'current')
    .map(({ net, at = process.constants.monitorVoltage }) => `v_${net} ${net} 0 dc ${spiceNumber(at)}`);
}

/**
 * The circuit of one experiment: the bench with event pulses, and preset nodes (weights) at `presets` volts.
 * @param cards stands in for the model cards, e.g. an `.include` in a netlist for people
 */
export function experimentCircuit(
  bench: Bench,
  experiment: Experiment,
  shape: Pick<CircuitSpec, 'pulse' | 'edge'>,
  presets: ReadonlyMap<string, number>,
  cards?: string,
): Circuit {
  const { dut } = bench;
  const events = dut.events.map((input) => {
    const times = eventTimes(experiment, input.event).map((onset) => pulseOnset(input, onset, shape.pulse));
    const points = pulseWaveform(times, {
      ...levelsOf(input, bench.conditions.supply),
      width: shape.pulse,
      edge: Math.min(Math.max(bench.edge ?? 0, edgeOf(shape)), LONGEST_EDGE * shape.pulse),
    });
    return (
      `v_${input.net} ${input.net} 0 ` +
      `pwl(${points.map(([time, value]) => `${spiceNumber(time)} ${spiceNumber(value)}`).join(' ')})`
    );
  });
  const current = dut.neuron ? [inputSource(dut.neuron, experiment)] : [];
  const initial = [...presets].map(([net, voltage]) => `.ic v(${net})=${spiceNumber(voltage)}`);
  return {
    title: `${dut.name}: ${experiment.label}`,
    text: [...benchText(bench, cards), ...events, ...current, ...initial, ''].join('\n'),
  };
}

/** The source that drives a neuron, from ground or to it: no current of the supply is its. */
export const INPUT_SOURCE = 'i_input';

/** Edge with which a current begins, as a share of the rest before it. */
const STEP_EDGE = 1e-3;

/** A constant current that begins after a rest in which the circuit shows that it is silent. */
function inputSource({ input: { net, flows } }: NeuronPorts, { current = 0, onset = 0 }: Experiment): string {
  const nodes = flows === 'in' ? `0 ${net}` : `${net} 0`;
  if (current === 0 || onset === 0) return `${INPUT_SOURCE} ${nodes} dc ${spiceNumber(current)}`;
  const settled = onset * (1 + STEP_EDGE);
  return (
    `${INPUT_SOURCE} ${nodes} ` + `pwl(0 0 ${spiceNumber(onset)} 0 ${spiceNumber(settled)} ${spiceNumber(current)})`
  );
}

/** Level at rest and level during an event, V. */
function levelsOf({ active, levels }: EventInput, supply: number): { readonly low: number; readonly high: number } {
  const [low, high] = levels ?? (active === 'low' ? [supply, 0] : [0, supply]);
  return { low, high };
}

/** Current into a circuit from its supply, with its sign turned. */
export const SUPPLY_CURRENT = 'i(v_vdd)';

/** What is kept of a simulation: the rule's states, and what power and stress of a drawn circuit are taken from. */
export function savedVectors(dut: Dut): string[] {
  const terminals = dut.terminals?.flatMap(({ vectors }) => vectors.filter((vector) => vector !== '0'));
  const drawn = terminals ? [SUPPLY_CURRENT, ...terminals] : [];
  const spikes = dut.neuron ? [`v(${dut.neuron.spike.net})`] : [];
  return [...new Set([...observedVectors(dut).values(), ...spikes, ...drawn])];
}

/** Vectors that carry the rule's states: `i(v_<net>)` or `v(<net>)`, by state. */
export function observedVectors({ outputs }: Pick<Dut, 'outputs'>): Map<string, string> {
  return new Map(outputs.map(({ net, kind, state }) => [state, kind === 'current' ? `i(v_${net})` : `v(${net})`]));
}
