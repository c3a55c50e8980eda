import type { CompiledSpec } from '../compile.js';
import type { VerdictStatus } from '../compare/verdict.js';
import { stimulusOf } from '../spec/quantities.js';
import type { Check } from '../spec/types.js';
import type { Measurement } from './measurement.js';
import { formatPercent } from '../units/format.js';
import { movesOf } from './ladder.js';
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
  const { measured, ...rest } = measurement;
  const moves = movesOf(recovered);
  if (measured === undefined || !(measured <= max) || measured + moves <= max) return measurement;
  return {
    ...rest,
    reason:
      `${formatPercent(measured)} measured, but it converged only with ${recovered}, which may move it by ` +
      `${formatPercent(moves)}: too near to the limit of ${formatPercent(max)}`,
  };
}

/** Whether a measurement is within the limit of its check; what could not be measured is `not-checked`. */
export function statusOf({ max }: Pick<Check, 'max'>, { measured, reason }: Measurement): VerdictStatus {
  if (measured === undefined || !Number.isFinite(measured)) return 'not-checked';
  return measured <= max && reason === undefined ? 'pass' : 'fail';
}
