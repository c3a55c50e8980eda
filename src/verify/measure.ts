import type { CompiledSpec } from '../compile.js';
import type { VerdictStatus } from '../result/verdict.js';
import type { Biases } from '../quantities/quantity.js';
import { quantityNamed, stimulusOf } from '../quantities/vocabulary.js';
import type { Check } from '../spec/types.js';
import type { Measurement } from '../compare/measurement.js';
import { formatPercent } from '../units/format.js';
import { movesOf } from '../roads/ladder.js';
import type { Recording } from '../quantities/measuring/recording.js';

/** What the roads gave under one condition; the model only where a check asks for it. */
export interface Roads {
  readonly circuit: readonly Recording[];
  readonly rule: readonly Recording[];
  readonly model?: readonly Recording[];
}

/**
 * Measures one check on the recordings of its experiment, or on the biases where it asks for them.
 * @param biases of the circuit, where a trim may have moved them
 */
export function measure(check: Check, roads: Roads, compiled: CompiledSpec, biases?: Biases): Measurement {
  const { spec, rule } = compiled;
  const quantity = quantityNamed(check.quantity, rule);
  const experiment = stimulusOf(check, compiled);
  const on = (recordings: readonly Recording[] | undefined): readonly Recording[] =>
    (recordings ?? []).filter(({ experiment: { name } }) => name === experiment);
  const circuit = on(roads.circuit);
  const { against } = check;
  const other = on(against === 'rule' ? roads.rule : roads.model);
  const alone = roads.circuit.filter(({ experiment: { name } }) => name === 'alone');
  const measurement = quantity.compare({
    spec,
    rule,
    against,
    circuit,
    other,
    alone,
    ...(biases ? { biases } : {}),
  });
  if (quantity.reads === 'biases') return measurement;
  const recovered = worstRung(circuit);
  return {
    ...(recovered === undefined ? measurement : trusted(check, measurement, recovered)),
    ...(circuit.length > 0 && circuit.every(({ cached }) => cached) ? { cached: true } : {}),
    ...(recovered === undefined ? {} : { recovered }),
  };
}

/** The rung of the ladder that may have moved a result most, of those that its recordings needed. */
function worstRung(recordings: readonly Recording[]): string | undefined {
  return recordings
    .flatMap(({ recovered }) => recovered ?? [])
    .sort((a, b) => movesOf(b) - movesOf(a))
    .at(0);
}

/** What converged only by coarser numerics is taken back where these may have carried it inside its limit. */
function trusted({ max }: Check, measurement: Measurement, recovered: string): Measurement {
  const { measured = NaN, ...rest } = measurement;
  const moves = movesOf(recovered);
  if (!(measured <= max) || measured + moves <= max) return measurement;
  return {
    ...rest,
    reason:
      `${formatPercent(measured)} measured, but it converged only with ${recovered}, which may move it by ` +
      `${formatPercent(moves)}: too near to the limit of ${formatPercent(max)}`,
  };
}

/** Whether a measurement is within the limit of its check; what could not be measured is `not-checked`. */
export function statusOf({ max }: Pick<Check, 'max'>, { measured = NaN, reason }: Measurement): VerdictStatus {
  if (!Number.isFinite(measured)) return 'not-checked';
  return measured <= max && reason === undefined ? 'pass' : 'fail';
}
