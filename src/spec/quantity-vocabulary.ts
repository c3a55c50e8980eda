import type { RuleReading } from '../rule/language.js';
import type { RuleSpec } from '../rule/parameters.js';
import { readRuleSpec } from '../rule/presets.js';
import type { Rule } from '../rule/rule.js';
import type { Check, Metric, PlainStimulus, StimulusName, StimulusSpec } from './types.js';

/** Experiments that show a rule a train of events. */
export const TRAINS = ['spikes', 'poisson', 'bursts', 'steps', 'csv'] as const satisfies readonly StimulusName[];

export const PLAIN_STIMULI = ['impulse', 'alone', 'rest', 'threshold'] as const satisfies readonly StimulusName[];

export const STIMULI = [
  ...PLAIN_STIMULI,
  'window',
  'credit',
  ...TRAINS,
  'currents',
] as const satisfies readonly StimulusName[];

/** What is checked of a quantity where a spec names no checks. */
export interface UsualCheck {
  readonly against: Check['against'];
  /** As a fraction. */
  readonly max: number;
  /** The preferred one of the quantity when absent. */
  readonly stimulus?: StimulusName;
}

/** What reading a spec takes to know of a quantity; how it is measured is no concern of a spec. */
export interface QuantityTerms {
  /** As reports call it; small letters, digits and "_". */
  readonly name: string;
  /** Other ways to write it in a spec. */
  readonly spellings: readonly string[];
  /** How circuit and reference are compared. */
  readonly metric: Exclude<Metric, 'spread'>;
  /** Experiments that it can be measured on, the preferred one first. */
  readonly stimuli: readonly StimulusName[];
  /** Whether it says something of a single chip of many: samples are judged by it. */
  readonly sampled: boolean;
  /** Whether a rule has it. */
  fits(rule: Rule): boolean;
  /** The checks that a spec means when it names none; nothing when absent. */
  usual?(rule: Rule): readonly UsualCheck[];
  /** States of the rule that it is read from; the state of its name when absent. */
  sees?(rule: Rule): readonly string[];
  /** What its experiment lacks for it to be measured, such as `needs at least 3 points`; nothing when all is there. */
  lacks?(stimulus: StimulusSpec): string | undefined;
}

/** Everything that can be verified, given to the loader: src/quantities has it. */
export interface QuantityVocabulary {
  /** Every name and spelling; no state may be called so. */
  readonly names: readonly string[];
  /** What a spec means by a name or another spelling: a registered quantity, else the curve of a state. */
  named(written: string, rule?: Rule): QuantityTerms;
  /** Everything that can be verified of a rule, its states first. */
  of(rule: Rule): readonly QuantityTerms[];
}

/** A rule in its normal form, or what is wrong with it; no state may be called like a quantity. */
export function readSpecRule(rule: RuleSpec, { names }: QuantityVocabulary): RuleReading {
  return readRuleSpec(rule, names);
}

/**
 * The experiment a check is measured on: its own `stimulus`, else the preferred one present; undefined when there is
 * none.
 */
export function experimentOf(
  { stimulus }: Pick<Check, 'stimulus'>,
  { stimuli }: Pick<QuantityTerms, 'stimuli'>,
  described: StimulusSpec,
): StimulusName | undefined {
  return stimulus ?? stimuli.find((name) => isPlain(name) || described[name] !== undefined);
}

/** Whether an experiment is there without being described. */
export function isPlain(name: StimulusName): name is PlainStimulus {
  return (PLAIN_STIMULI as readonly StimulusName[]).includes(name);
}

/** Whether samples are judged by a check: the model is calibrated on the nominal circuit. */
export function isSampledCheck(
  { against, metric, quantity }: Pick<Check, 'against' | 'metric' | 'quantity'>,
  quantities: QuantityVocabulary,
): boolean {
  return against === 'rule' && metric !== 'spread' && quantities.named(quantity).sampled;
}
