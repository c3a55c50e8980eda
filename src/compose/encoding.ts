import type { Process } from '../process/process.js';
import { traceStates, type Rule } from '../rule/rule.js';
import type { CircuitSpec } from '../spec/types.js';
import type { Carriers } from './carriers.js';
import type { Term } from './terms.js';

/** How rule variables are carried; comparison happens in rule units. */
export interface Encoding {
  /** Current in A by which 1 stands above 0, by trace. */
  readonly traces: ReadonlyMap<string, number>;
  /** Current in A that stands for 0, by trace; 0 where a trace rests at leakage. */
  readonly rest?: ReadonlyMap<string, number>;
  /** Weights and signed traces, by state. */
  readonly voltages: ReadonlyMap<string, VoltageEncoding>;
}

export interface VoltageEncoding {
  /** Voltages that stand for 0 and 1. */
  readonly range: readonly [number, number];
  /** farads */
  readonly capacitance: number;
}

/** Capacitors of voltages are whole multiples of this, F. */
const CAPACITANCE_STEP = 50e-15;

/**
 * Slope factor of the pairs that steer by a weight, as a choice of scale: with it a logistic has the slope of (1 - w) at
 * w = 0.5. The pairs' own kappa is some percent away; the model has it.
 */
const PAIR_KAPPA = 0.82;
/** Boltzmann constant over elementary charge, V/K. */
const K_OVER_Q = 8.617333e-5;
/** The voltage by which a signed trace of 1 stands above 0: what a transconductor reads within 2 % of a straight line is twice it. */
const SIGNED_UNIT = 12e-3;

/**
 * Chooses what 1 is. Without a voltage the process's unit current stands for 1. With one, a mirror must move it by
 * c * (range) within one pulse: I = c dV C / t_p. C is chosen so that the largest change of each voltage takes the unit
 * current; the unit of a trace is what its first reader needs.
 *
 * @param temperature degrees Celsius
 */
export function encode(rule: Rule, carriers: Carriers, terms: readonly Term[], circuit: CircuitSpec, process: Process, temperature: number): Encoding {
  const unit = circuit.trace.current ?? process.constants.unitCurrent;
  const states = [...carriers.weights, ...carriers.leaky.map(({ name }) => name)];
  const voltages = new Map(states.map((state) => [state, voltageOf(state, carriers, terms, circuit, process, unit, temperature)] as const));
  const traces = new Map(
    traceStates(rule)
      .filter(({ name }) => !voltages.has(name))
      .map(({ name }) => {
        const reader = terms.find(({ traces: read }) => read.length === 1 && read[0] === name);
        return [name, reader ? termCurrent(reader, voltages, circuit.pulse) : unit] as const;
      }),
  );
  return { traces, voltages };
}

/** Current in A that a term needs when all its factors are 1 (a bound open). */
export function termCurrent({ update }: Term, voltages: Encoding['voltages'], pulse: number): number {
  const target = voltages.get(update.state);
  if (!target) throw new Error(`the state ${update.state} is no voltage`);
  return (Math.abs(update.coefficient) * swing(target) * target.capacitance) / pulse;
}

/** Volts from 0 to 1. */
export function swing({ range }: VoltageEncoding): number {
  return range[1] - range[0];
}

function voltageOf(state: string, carriers: Carriers, terms: readonly Term[], circuit: CircuitSpec, process: Process, unit: number, temperature: number): VoltageEncoding {
  const own = terms.filter(({ update }) => update.state === state);
  const weight = carriers.weights.includes(state);
  const range = weight ? weightRange(own, circuit, process, temperature) : signedRange(process);
  const largest = Math.max(...own.map(({ update }) => Math.abs(update.coefficient)));
  const wanted = (unit * circuit.pulse) / (largest * (range[1] - range[0]));
  const given = weight ? circuit.weight.capacitance : undefined;
  const capacitance = given ?? Math.max(CAPACITANCE_STEP, Math.round(wanted / CAPACITANCE_STEP) * CAPACITANCE_STEP);
  return { range, capacitance };
}

/** The process's safe range; a soft bound is as wide as its pair steers, about the middle of it. */
function weightRange(terms: readonly Term[], circuit: CircuitSpec, process: Process, temperature: number): readonly [number, number] {
  if (circuit.weight.range) return circuit.weight.range;
  const { weightRange: safe } = process.constants;
  if (!terms.some(({ bounded }) => bounded)) return safe;
  const half = (2 * K_OVER_Q * (temperature + 273.15)) / PAIR_KAPPA;
  return [middle(safe) - half, middle(safe) + half].map((voltage) => Number(voltage.toPrecision(4))) as [number, number];
}

function signedRange(process: Process): readonly [number, number] {
  const zero = middle(process.constants.weightRange);
  return [zero, zero + SIGNED_UNIT];
}

function middle([low, high]: readonly [number, number]): number {
  return (low + high) / 2;
}

/** Rule units of a trace current or a voltage. */
export function decode(encoding: Encoding, state: string, values: Float64Array): Float64Array {
  const unit = encoding.traces.get(state);
  const rest = encoding.rest?.get(state) ?? 0;
  if (unit !== undefined) return values.map((value) => (value - rest) / unit);
  const voltage = encoding.voltages.get(state);
  if (!voltage) throw new Error(`nothing carries the state ${state}`);
  return values.map((value) => (value - voltage.range[0]) / swing(voltage));
}
