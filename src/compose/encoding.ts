import type { GainTransfer } from '../cells/cell.js';
import type { Process } from '../process/process.js';
import { traceStates, type Rule, type TraceState } from '../rule/rule.js';
import type { Scale } from '../rule/scale.js';
import type { CircuitSpec } from '../spec/types.js';
import { thermalVoltage } from '../units/constants.js';
import type { Carriers } from './carriers.js';
import { NATURAL_SLOPE } from './weight-curves.js';
import { steersBy, type Term } from './terms.js';

/** How rule variables are carried; comparison happens in rule units. */
export interface Encoding {
  /** Current in A by which 1 stands above 0, by trace. */
  readonly traces: ReadonlyMap<string, number>;
  /** Current in A that stands for 0, by trace; 0 where a trace rests at leakage. */
  readonly rest?: ReadonlyMap<string, number>;
  /** Weights and signed traces, by state. */
  readonly voltages: ReadonlyMap<string, VoltageEncoding>;
  /** Gains that are gates of the tails of traces, by state. */
  readonly gains: ReadonlyMap<string, GainEncoding>;
}

/** A gain is the current of a tail over the one the trace was designed with: an exponential of the gate's voltage. */
export interface GainEncoding {
  /** A trace cell with that tail. */
  readonly instance: string;
  /** Known once the cell is sized. */
  readonly transfer?: GainTransfer;
}

export interface VoltageEncoding {
  /** Voltages that stand for 0 and 1. */
  readonly range: readonly [number, number];
  /** farads */
  readonly capacitance: number;
  /** What the state is at the start stands for 0, offsets included: a signed trace starts at rest. */
  readonly fromRest?: boolean;
  /** Signed traces: tail current over gain of the transconductor that reads it, V. */
  readonly readBy?: number;
}

/** Capacitors of voltages are whole multiples of this, F. */
const CAPACITANCE_STEP = 50e-15;

/**
 * Slope factor of the pairs that steer by a weight, as a choice of scale: with it a logistic has the slope of (1 - w)
 * at w = 0.5. The pairs' own kappa within 1 % at tt; the model has it.
 */
const PAIR_KAPPA = 0.76;
/** The same of the linearised pair that reads a signed trace, between 20 and 200 pA (src/cells/modulator-gate). */
const READER_KAPPA = 0.735;
/**
 * Farads per second of decay that a leaky capacitor gets: its transconductor then leaks half a picoampere, above its
 * off currents at 27 C.
 */
const LEAKY_CAPACITANCE = 5e-12;
const SMALLEST_LEAKY = 1e-12;
/**
 * The voltage of a signed 0 above the lowest weight, V: the pair that reads it must stay below every weight it moves.
 */
const SIGNED_ZERO = 0.15;
/** Largest capacitor of a weight that is chosen here, F: the limit of its cell. */
const LARGEST_WEIGHT = 20e-12;
/**
 * Transconductance with which a signed trace moves a weight, S: half a nanoampere in the pair, half of what its weak
 * inversion allows.
 */
const READ_GAIN = 5e-9;
/**
 * Tail of a transconductor that is a factor, A: near the top of what a trace and a multiplier carry. What it moves is a
 * sixth of what READ_GAIN does, and the weight's range is as narrow.
 */
const TAIL = { weights: 200e-12, traces: 40e-12 };

/**
 * Chooses what 1 is. Without a voltage the unit current stands for 1. With one, a mirror must move it by
 * c * (range) within one pulse: I = c dV C / t_p. C is chosen so that the largest change of each voltage takes the unit
 * current; the unit of a trace is what its first reader needs.
 *
 * @param temperature degrees Celsius @param unit A
 */
export function encode(
  rule: Rule,
  carriers: Carriers,
  terms: readonly Term[],
  circuit: CircuitSpec,
  process: Process,
  temperature: number,
  scales: readonly Scale[],
  unit: number,
): Encoding {
  const writing = (state: string): Term[] => terms.filter(({ update }) => update.state === state);
  const signed = new Map(
    carriers.leaky.map(
      (state) => [state.name, signedVoltage(state, writing(state.name), circuit, process, unit, temperature)] as const,
    ),
  );
  const weights = new Map(
    carriers.weights.map(
      (state) => [state, weightVoltage(state, terms, signed, circuit, process, unit, temperature)] as const,
    ),
  );
  const voltages = new Map([...weights, ...signed]);
  const traces = new Map(
    traceStates(rule)
      .filter(({ name }) => !voltages.has(name))
      .map(({ name }): readonly [string, number] => {
        const reader = terms.find(({ traces: read }) => read.length === 1 && read[0] === name);
        return [name, reader ? termCurrent(reader, voltages, circuit.pulse) : unit];
      }),
  );
  for (const { name } of rule.readouts) traces.set(name, unit);
  const gains = new Map(scales.map(({ gain, synapses: [synapse] }) => [gain.name, { instance: synapse?.trace ?? '' }]));
  return { traces, voltages, gains };
}

/** Current in A that a term needs when all its factors are 1 (a bound open): of its mirror, or of its tail. */
export function termCurrent(term: Term, voltages: Encoding['voltages'], pulse: number): number {
  const { update, signed } = term;
  if (signed !== undefined && isTailed(term))
    return readGain(term, voltages, pulse) * (voltageOf({ voltages }, signed).readBy ?? NaN);
  const target = voltageOf({ voltages }, update.state);
  return (sizeOf(term) * swing(target) * target.capacitance) / pulse;
}

/** Transconductance in S by which a term reads its signed state when all other factors are 1. */
export function readGain(term: Term, voltages: Encoding['voltages'], pulse: number): number {
  const target = voltageOf({ voltages }, term.update.state);
  const read = voltageOf({ voltages }, term.signed ?? '');
  return (sizeOf(term) * swing(target) * target.capacitance) / pulse / swing(read);
}

/** Whether traces or weights multiply the signed state that a term reads. */
export function isTailed({ signed, traces, weights }: Term): boolean {
  return signed !== undefined && traces.length + weights.length > 0;
}

/** What a term's current stands for: its coefficient, and the gain of its curves. */
function sizeOf({ update, scale }: Term): number {
  return Math.abs(update.coefficient) * scale;
}

/** How a voltage-carried state is carried. */
export function voltageOf({ voltages }: Pick<Encoding, 'voltages'>, state: string): VoltageEncoding {
  const found = voltages.get(state);
  if (!found) throw new Error(`the state ${state} is no voltage`);
  return found;
}

/** Volts from 0 to 1. */
export function swing({ range }: VoltageEncoding): number {
  return range[1] - range[0];
}

/**
 * The capacitor on which no term needs more than its circuit gives: the unit current for mirrors, the read gain for a
 * signed trace.
 */
function weightVoltage(
  state: string,
  all: readonly Term[],
  signed: Encoding['voltages'],
  circuit: CircuitSpec,
  process: Process,
  unit: number,
  temperature: number,
): VoltageEncoding {
  const terms = all.filter(({ update }) => update.state === state);
  const range = weightRange(
    all.some((term) => steersBy(term, state) || (term.update.state === state && isTailed(term))),
    circuit,
    process,
    temperature,
  );
  const currentOf = (term: Term): number => {
    const read = term.signed === undefined ? undefined : signed.get(term.signed);
    if (!read) return unit;
    const tail = term.traces.length === 0 ? TAIL.weights : TAIL.traces;
    return swing(read) * (isTailed(term) ? tail / (read.readBy ?? NaN) : READ_GAIN);
  };
  const wanted = Math.min(
    ...terms.map((term) => (currentOf(term) * circuit.pulse) / (sizeOf(term) * (range[1] - range[0]))),
  );
  // A current that the spec asks for is an order; the one chosen here makes way for the capacitor.
  const largest = circuit.trace.current === undefined ? LARGEST_WEIGHT : Infinity;
  const capacitance =
    circuit.weight.capacitance ??
    Math.max(CAPACITANCE_STEP, Math.min(largest, Math.round(wanted / CAPACITANCE_STEP) * CAPACITANCE_STEP));
  return { range, capacitance };
}

/** The decay asks for the capacitor; what 1 is follows from it: the largest change takes the unit current. */
function signedVoltage(
  { tau }: TraceState,
  terms: readonly Term[],
  circuit: CircuitSpec,
  process: Process,
  unit: number,
  temperature: number,
): VoltageEncoding {
  const capacitance = Math.max(
    SMALLEST_LEAKY,
    Math.round((LEAKY_CAPACITANCE * tau) / CAPACITANCE_STEP) * CAPACITANCE_STEP,
  );
  const largest = Math.max(...terms.map(sizeOf));
  const zero = Number((process.constants.weightRange[0] + SIGNED_ZERO).toPrecision(6));
  return {
    range: [zero, zero + Number(((unit * circuit.pulse) / (largest * capacitance)).toPrecision(6))],
    capacitance,
    fromRest: true,
    readBy: (3 * thermalVoltage(temperature)) / READER_KAPPA,
  };
}

/** The process's safe range; that of a weight that pairs read is as wide as they steer, about the middle of it. */
function weightRange(
  steers: boolean,
  circuit: CircuitSpec,
  process: Process,
  temperature: number,
): readonly [number, number] {
  if (circuit.weight.range) return circuit.weight.range;
  const { weightRange: safe } = process.constants;
  if (!steers) return safe;
  const half = (NATURAL_SLOPE / 2) * (thermalVoltage(temperature) / PAIR_KAPPA);
  return [middle(safe) - half, middle(safe) + half].map((voltage) => Number(voltage.toPrecision(4))) as [
    number,
    number,
  ];
}

function middle([low, high]: readonly [number, number]): number {
  return (low + high) / 2;
}

/** How many times U_T / kappa of its pairs the range of a weight is: chosen here, or of the range that a spec gives. */
export function pairSlope({ weight: { range } }: CircuitSpec, temperature: number): number {
  return range ? (PAIR_KAPPA * (range[1] - range[0])) / thermalVoltage(temperature) : NATURAL_SLOPE;
}

/** Rule units of a trace current or a voltage. */
export function decode(encoding: Encoding, state: string, values: Float64Array): Float64Array {
  const unit = encoding.traces.get(state);
  const rest = encoding.rest?.get(state) ?? 0;
  if (unit !== undefined) return values.map((value) => (value - rest) / unit);
  const gain = encoding.gains.get(state)?.transfer;
  if (gain) return values.map((value) => gain.of(value));
  const voltage = encoding.voltages.get(state);
  if (!voltage) throw new Error(`nothing carries the state ${state}`);
  const zero = voltage.fromRest === true ? (values[0] ?? NaN) : voltage.range[0];
  return values.map((value) => (value - zero) / swing(voltage));
}
