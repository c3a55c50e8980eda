import type { CompiledSpec } from '../compile.js';
import { quantityNamed, readsBiases, stimulusOf } from '../quantities/vocabulary.js';
import type { Recording } from '../quantities/measuring/recording.js';

/** How far one quantity of a mutant is from that of the circuit without the fault. */
export interface Change {
  readonly quantity: string;
  readonly stimulus: string;
  /** By the check's own metric; absent where the mutant shows nothing that could be measured. */
  readonly measured?: number;
  /** The tightest limit that the spec sets on the quantity. */
  readonly limit: number;
}

/**
 * What a fault does, from waveforms alone: each quantity of the checks, of the mutant against the circuit without the
 * fault, both as simulated. Neither the rule nor the behavioural model takes part, so this does not judge by what
 * `verify` judges by.
 */
export function behaviouralChanges(
  reference: readonly Recording[],
  mutant: readonly Recording[],
  compiled: CompiledSpec,
): Change[] {
  const { spec, rule } = compiled;
  const found = new Map<string, Change>();
  for (const check of spec.verify.filter((check) => !readsBiases(check))) {
    const stimulus = stimulusOf(check, compiled) ?? 'none';
    const key = `${check.quantity} ${stimulus}`;
    const known = found.get(key);
    if (known) {
      found.set(key, { ...known, limit: Math.min(known.limit, check.max) });
      continue;
    }
    const on = (recordings: readonly Recording[]): readonly Recording[] =>
      recordings.filter(({ experiment }) => experiment.name === stimulus);
    const { measured } = quantityNamed(check.quantity, rule).compare({
      spec,
      rule,
      against: 'model',
      circuit: on(mutant),
      other: on(reference),
    });
    found.set(key, {
      quantity: check.quantity,
      stimulus,
      limit: check.max,
      ...(measured === undefined || !Number.isFinite(measured) ? {} : { measured }),
    });
  }
  return [...found.values()];
}

/** Whether any quantity moved by more than its limit; one that cannot be measured any more has. */
export function isChanged(changes: readonly Change[]): boolean {
  return changes.some(({ measured, limit }) => measured === undefined || measured > limit);
}
