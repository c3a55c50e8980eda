import type { Limit } from '../cells/cell.js';
import { limitsIn } from '../cells/limits.js';
import type { ElaborationSettings } from './draft.js';
import type { CurrentState } from './carriers.js';
import { termCurrent, type Encoding } from './encoding.js';
import { traceCell } from './states.js';
import type { Term } from './terms.js';

/**
 * What stands for 1 in a rule with soft bounds, in unit currents of the process. Their weight moves over a sixth of the
 * usual range, and the same 0.1 fC of the switches are six times as much of it; 2.5 of 20 pA are near the top of what
 * their pairs steer in weak inversion.
 */
const BOUNDED_CURRENT = 2.5;
/** Above the smallest current a cell carries by this much, so that rounding does not fall below it. */
const CLEAR = 1.01;

/**
 * The current in A that stands for 1: the spec's, or the process's. Where the smaller of two coefficients would leave
 * its trace below what the cell carries, all currents are raised until it does not, if the largest still fits; if not,
 * the cell refuses.
 *
 * @param encodeAt how currents are shared out when 1 is `unit`
 */
export function unitCurrent(
  currents: readonly CurrentState[],
  terms: readonly Term[],
  settings: ElaborationSettings,
  encodeAt: (unit: number) => Encoding,
): number {
  const { circuit, process } = settings;
  if (circuit.trace.current !== undefined) return circuit.trace.current;
  if (terms.some(({ bound, weights }) => bound !== undefined || weights.length > 0))
    return BOUNDED_CURRENT * process.constants.unitCurrent;
  const unit = process.constants.unitCurrent;
  const encoding = encodeAt(unit);
  const room = currents.map(({ state, update }) => {
    const current = update.coefficient * (encoding.traces.get(state.name) ?? NaN);
    const { min = 0, max = Infinity } = currentLimit(limitsIn(traceCell(settings, update.operation), process));
    return { raise: (CLEAR * min) / current, most: max / current };
  });
  // What a multiplier makes has less room than what a mirror copies: it must be raised, and the traces then follow.
  const products = terms
    .filter(({ traces }) => traces.length > 1)
    .map((term) => termCurrent(term, encoding.voltages, circuit.pulse))
    .map((current) => ({ raise: (PRODUCT.min * CLEAR) / current, most: PRODUCT.max / current }));
  room.push(...products);
  const raise = Math.max(1, ...room.map((one) => one.raise));
  return raise > 1 && raise <= Math.min(...room.map(({ most }) => most)) ? Number((unit * raise).toPrecision(3)) : unit;
}

/**
 * Traces that their readers would have below what the cell carries get a unit of their own, and their readers a
 * multiplier by a constant. A current that the spec asks for is an order.
 */
export function liftTraces(
  encoding: Encoding,
  currents: readonly CurrentState[],
  settings: ElaborationSettings,
): Encoding {
  if (settings.circuit.trace.current !== undefined) return encoding;
  const traces = new Map(encoding.traces);
  for (const { state, update } of currents) {
    const { min = 0 } = currentLimit(limitsIn(traceCell(settings, update.operation), settings.process));
    const unit = traces.get(state.name) ?? NaN;
    if (update.coefficient * unit < min) traces.set(state.name, (CLEAR * min) / update.coefficient);
  }
  return { ...encoding, traces };
}

/** Currents of a product, clear of the multiplier's own limits by what a capacitor is rounded, A. */
const PRODUCT = { min: 1.05e-12, max: 100e-12 };

function currentLimit(limits: readonly Limit[]): Partial<Limit> {
  return limits.find(({ quantity }) => quantity === 'current') ?? {};
}
