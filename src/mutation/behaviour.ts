import type { CompiledSpec } from '../compile.js';
import { stimulusOf } from '../spec/quantities.js';
import { compareQuantity } from '../verify/quantities.js';
import type { Recording } from '../verify/recording.js';

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
  { spec, rule }: CompiledSpec,
): Change[] {
  const found = new Map<string, Change>();
  for (const check of spec.verify.filter(({ quantity }) => quantity !== 'trim')) {
    const stimulus = stimulusOf(check, spec) ?? 'none';
    const key = `${check.quantity} ${stimulus}`;
    const known = found.get(key);
    if (known) {
      found.set(key, { ...known, limit: Math.min(known.limit, check.max) });
      continue;
    }
    const on = (recordings: readonly Recording[]): readonly Recording[] =>
      recordings.filter(({ experiment }) => experiment.name === stimulus);
    const { measured } = compareQuantity(check.quantity, 'model', on(mutant), on(reference), spec, rule);
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
