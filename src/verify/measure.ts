import type { CompiledSpec } from '../compile.js';
import type { VerdictStatus } from '../compare/verdict.js';
import { stimulusOf } from '../spec/quantities.js';
import type { Check } from '../spec/types.js';
import type { Measurement } from './measurement.js';
import { compareQuantity } from './quantities.js';
import type { Recording } from './recording.js';

/** What the roads gave under one condition; the model only where a check asks for it. */
export interface Roads {
  readonly circuit: readonly Recording[];
  readonly rule: readonly Recording[];
  readonly model?: readonly Recording[];
}

/** Measures one check on the recordings of its experiment. */
export function measure(check: Check, roads: Roads, { spec, rule }: CompiledSpec): Measurement {
  const experiment = stimulusOf(check, spec);
  const on = (recordings: readonly Recording[] | undefined): readonly Recording[] =>
    (recordings ?? []).filter(({ experiment: { name } }) => name === experiment);
  const circuit = on(roads.circuit);
  const measurement = compareQuantity(
    check.quantity,
    check.against,
    circuit,
    on(check.against === 'rule' ? roads.rule : roads.model),
    spec,
    rule,
  );
  const recovered = circuit.find((recording) => recording.recovered !== undefined)?.recovered;
  return {
    ...measurement,
    ...(circuit.length > 0 && circuit.every(({ cached }) => cached) ? { cached: true } : {}),
    ...(recovered === undefined ? {} : { recovered }),
  };
}

/** Whether a measurement is within the limit of its check; what could not be measured is `not-checked`. */
export function statusOf({ max }: Pick<Check, 'max'>, { measured, reason }: Measurement): VerdictStatus {
  if (measured === undefined || !Number.isFinite(measured)) return 'not-checked';
  return measured <= max && reason === undefined ? 'pass' : 'fail';
}
