import { readRule } from '../rule/language.js';
import type { RuleSpec } from '../rule/parameters.js';
import { sourceOf } from '../rule/presets.js';
import { eventsOf, quantityNames, weightState, type Rule } from '../rule/rule.js';
import { scalesIn } from '../rule/scale.js';
import type { Check, Quantity, Spec, StimulusName } from './types.js';

export type { StimulusName } from './types.js';

interface QuantityInfo {
  /** Whether a rule has it. */
  readonly fits: (rule: Rule) => boolean;
  readonly metric: Check['metric'];
  /** Experiments the quantity can be measured on, the preferred one first. */
  readonly stimuli: readonly StimulusName[];
}

const TRAINS = ['spikes', 'poisson', 'bursts', 'steps', 'csv'] as const;

export const STIMULI = ['impulse', 'window', 'credit', ...TRAINS] as const satisfies readonly StimulusName[];

const ofTrace = (rule: Rule): boolean => rule.kind === 'trace';
const hasWindow = (rule: Rule): boolean =>
  weightState(rule) !== undefined && ['pre', 'post'].every((event) => eventsOf(rule).includes(event));

const hasCredit = (rule: Rule): boolean => hasWindow(rule) && eventsOf(rule).includes('reward');
const hasScale = (rule: Rule): boolean => scalesIn(rule).length > 0;
const sharesBudget = (rule: Rule): boolean => rule.readouts.some(({ divisor }) => divisor.length > 0);

/**
 * Numbers taken from a response or a window: which rules have them, how they are compared and where they are measured.
 */
const SCALARS: ReadonlyMap<string, QuantityInfo> = new Map<string, QuantityInfo>([
  ['tau', { fits: ofTrace, metric: 'relative-error', stimuli: ['impulse'] }],
  ['peak', { fits: ofTrace, metric: 'relative-error', stimuli: ['impulse'] }],
  ['window', { fits: hasWindow, metric: 'nrmse', stimuli: ['window'] }],
  // Change of the weight by one pair against the delay of its reward.
  ['credit', { fits: hasCredit, metric: 'nrmse', stimuli: ['credit'] }],
  ['a_plus', { fits: hasWindow, metric: 'relative-error', stimuli: ['window'] }],
  ['a_minus', { fits: hasWindow, metric: 'relative-error', stimuli: ['window'] }],
  ['tau_plus', { fits: hasWindow, metric: 'relative-error', stimuli: ['window'] }],
  ['tau_minus', { fits: hasWindow, metric: 'relative-error', stimuli: ['window'] }],
  ['mean', { fits: hasScale, metric: 'relative-error', stimuli: TRAINS }],
  ['ratio', { fits: hasScale, metric: 'relative-error', stimuli: TRAINS }],
  ['gain', { fits: hasScale, metric: 'relative-error', stimuli: TRAINS }],
  ['sum', { fits: sharesBudget, metric: 'relative-error', stimuli: TRAINS }],
  ['share', { fits: sharesBudget, metric: 'relative-error', stimuli: TRAINS }],
  // How far a closed-loop trim had to move a bias from the design: a circuit that needs 20 % is not the one that was
  // designed.
  ['trim', { fits: () => true, metric: 'relative-error', stimuli: ['impulse'] }],
]);

/** Other spellings accepted in a spec. */
const SPELLINGS: ReadonlyMap<string, Quantity> = new Map([
  ['a+', 'a_plus'],
  ['a-', 'a_minus'],
  ['tau+', 'tau_plus'],
  ['tau-', 'tau_minus'],
]);

/** The name used inside for what a spec says. */
export function quantityNamed(written: string): Quantity {
  return SPELLINGS.get(written) ?? written;
}

/** States are compared as curves, everything else as its own metric says. */
export function metricOf(quantity: Quantity): Check['metric'] {
  return SCALARS.get(quantity)?.metric ?? 'nrmse';
}

/**
 * Where a quantity of a rule can be measured, the preferred experiment first; undefined when the rule does not have it.
 */
export function stimuliOf(quantity: Quantity, rule: Rule): readonly StimulusName[] | undefined {
  const scalar = SCALARS.get(quantity);
  if (scalar) return scalar.fits(rule) ? scalar.stimuli : undefined;
  if (!quantityNames(rule).includes(quantity)) return undefined;
  const answers = rule.updates.some(
    ({ event, state, factors }) => event === 'pre' && state === quantity && factors.length === 0,
  );
  return answers ? [...TRAINS, 'impulse'] : TRAINS;
}

/** Everything that can be verified of a rule. */
export function quantitiesOf(rule: Rule): Quantity[] {
  return [...quantityNames(rule), ...[...SCALARS].filter(([, { fits }]) => fits(rule)).map(([name]) => name)];
}

/**
 * The experiment a check is measured on: its own `stimulus`, else the preferred one present; undefined when there is
 * none.
 */
export function stimulusOf(
  check: Pick<Check, 'quantity' | 'stimulus'>,
  { rule, stimulus }: Pick<Spec, 'rule' | 'stimulus'>,
): StimulusName | undefined {
  const form = formOf(rule);
  const stimuli = form && stimuliOf(check.quantity, form);
  return check.stimulus ?? stimuli?.find((name) => name === 'impulse' || stimulus[name] !== undefined);
}

/**
 * Whether samples of a mismatch are judged by it: the model is calibrated on the nominal circuit, and `trim` looks at
 * biases only.
 */
export function isSampled({ against, quantity, metric }: Pick<Check, 'against' | 'quantity' | 'metric'>): boolean {
  return against === 'rule' && quantity !== 'trim' && metric !== 'spread';
}

/** The normal form of a rule that reads, undefined otherwise: the loader says why elsewhere. */
export function formOf(rule: RuleSpec): Rule | undefined {
  const reading = readRule(sourceOf(rule), rule.kind);
  return 'rule' in reading ? reading.rule : undefined;
}
