import type { Process } from '../process/process.js';
import { singleFactor, traceStates, weightState, type Rule } from '../rule/rule.js';
import type { CircuitSpec } from '../spec/types.js';

/** How rule variables are carried; comparison happens in rule units. */
export interface Encoding {
  /** Current in A by which 1 stands above 0, by trace state. */
  readonly traces: ReadonlyMap<string, number>;
  /** Current in A that stands for 0, by trace state; 0 where a trace rests at leakage. */
  readonly rest?: ReadonlyMap<string, number>;
  readonly weight?: WeightEncoding;
}

export interface WeightEncoding {
  /** Voltages that stand for 0 and 1. */
  readonly range: readonly [number, number];
  /** farads */
  readonly capacitance: number;
}

/** Weight capacitors are whole multiples of this, F. */
const CAPACITANCE_STEP = 50e-15;

/**
 * Chooses unit currents. Without a weight the process's unit current stands for 1. With one, a gated mirror must move the
 * weight by c * (range) within one pulse: I_unit = c dV C_w / t_p, and C_w is chosen so that the larger update uses the
 * process's unit current.
 */
export function encode(rule: Rule, circuit: CircuitSpec, process: Process): Encoding {
  const unit = circuit.trace.current ?? process.constants.unitCurrent;
  const weight = weightState(rule);
  const readers = rule.updates.filter((update) => update.state === weight?.name && singleFactor(update) !== undefined);
  if (!weight || readers.length === 0) {
    return { traces: new Map(traceStates(rule).map(({ name }) => [name, unit])) };
  }
  const range = circuit.weight.range ?? process.constants.weightRange;
  const swing = range[1] - range[0];
  const largest = Math.max(...readers.map(({ coefficient }) => Math.abs(coefficient)));
  const wanted = (unit * circuit.pulse) / (largest * swing);
  const capacitance = circuit.weight.capacitance ?? Math.max(CAPACITANCE_STEP, Math.round(wanted / CAPACITANCE_STEP) * CAPACITANCE_STEP);
  const traces = new Map(
    traceStates(rule).map(({ name }) => {
      const reader = readers.find((update) => singleFactor(update) === name);
      return [name, reader ? (Math.abs(reader.coefficient) * swing * capacitance) / circuit.pulse : unit] as const;
    }),
  );
  return { traces, weight: { range, capacitance } };
}

/** Rule units of a trace current or a weight voltage; `undefined` when the state is not carried. */
export function decode(encoding: Encoding, state: string, values: Float64Array): Float64Array {
  const unit = encoding.traces.get(state);
  const rest = encoding.rest?.get(state) ?? 0;
  if (unit !== undefined) return values.map((value) => (value - rest) / unit);
  const { weight } = encoding;
  if (!weight) throw new Error(`nothing carries the state ${state}`);
  return values.map((value) => (value - weight.range[0]) / (weight.range[1] - weight.range[0]));
}
