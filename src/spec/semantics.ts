import type { RuleReading } from '../rule/language.js';
import type { Rule } from '../rule/rule.js';
import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { checkDut } from './dut-semantics.js';
import { checkNeuron } from './neuron-semantics.js';
import { checkNetwork } from './network-semantics.js';
import { problem, type PathProblem } from './problems.js';
import {
  experimentOf,
  isPlain,
  isSampledCheck,
  readSpecRule,
  type QuantityTerms,
  type QuantityVocabulary,
} from './quantity-vocabulary.js';
import type { SpecParts } from './spec-parts.js';
import { sizeProblems } from './sizes.js';
import { checkStimulus } from './stimulus-semantics.js';
import type { Check, StimulusSpec } from './types.js';

/**
 * The rules between sections. Each looks only at sections that are there.
 * @param written the spec as it stands
 */
export function checkSemantics(parts: SpecParts, quantities: QuantityVocabulary, written: unknown): PathProblem[] {
  const reading = parts.rule && readSpecRule(parts.rule, quantities);
  const form = reading && 'rule' in reading ? reading.rule : undefined;
  return [
    ...ruleProblems(reading),
    ...checkStimulus(parts, form).map((found) => (parts.dut ? withPulseOf(found) : found)),
    ...weightAgainstSupply(parts),
    ...checksAgainstRest(parts, form, quantities),
    ...samplesAgainstChecks(parts, quantities),
    ...noiseAgainstChecks(parts, form),
    ...checkNetwork({ ...parts, written }),
    ...sizeProblems(parts, quantities),
    ...checkDut(parts, form, quantities, written),
    ...checkNeuron(parts, form, written),
  ];
}

/** The pulse of a drawn circuit stands elsewhere. */
function withPulseOf(found: PathProblem): PathProblem {
  return { ...found, message: found.message.replaceAll('circuit.pulse', 'dut.pulse') };
}

/** What the language finds wrong with a rule, at its place in the expression. */
function ruleProblems(reading: RuleReading | undefined): PathProblem[] {
  if (!reading || 'rule' in reading) return [];
  return reading.problems.map(({ path, message, ...place }) => ({ ...problem(['rule', ...path], message), ...place }));
}

function weightAgainstSupply({ circuit, process, variations }: SpecParts): PathProblem[] {
  const high = circuit?.weight.range?.[1];
  const supplies = [
    ...(process?.supply === undefined ? [] : [process.supply]),
    ...(variations?.supplies ?? []),
    ...(variations?.list?.flatMap(({ supply }) => supply ?? []) ?? []),
  ];
  const lowest = Math.min(...supplies);
  if (high === undefined || high <= lowest) return [];
  return [
    problem(
      ['circuit', 'weight', 'range', 1],
      `${formatQuantity(high, 'V')} lies above the lowest supply of ${formatQuantity(lowest, 'V')}; lower it`,
    ),
  ];
}

/** A sample's circuit is not the one that the model was calibrated on. */
function samplesAgainstChecks({ variations, verify }: SpecParts, quantities: QuantityVocabulary): PathProblem[] {
  if (!variations?.sampling || verify.some((check) => check === undefined || isSampledCheck(check, quantities)))
    return [];
  return [
    problem(
      ['variations', variations.sampling.spread.mismatch ? 'mismatch' : 'spread'],
      'no check here can be sampled: the model is calibrated on the nominal circuit; add a check with "against: rule"',
    ),
  ];
}

/** Noise is read by its own metric, and that metric reads nothing else. */
function noiseAgainstChecks({ variations, verify }: SpecParts, form: Rule | undefined): PathProblem[] {
  const states = form?.states.map(({ name }) => name);
  const problems = verify.flatMap((check, index): PathProblem[] => {
    if (check?.metric !== 'spread') return [];
    if (variations && !variations.noise)
      return [
        problem(
          ['verify', index, 'metric'],
          'a spread is what noise does, and there is none; add "variations.noise" or leave the metric out',
        ),
      ];
    if (states && !states.includes(check.quantity))
      return [
        problem(
          ['verify', index, 'quantity'],
          `the spread of a state is read, and ${check.quantity} is none; choose ${states.join(', ')}`,
        ),
      ];
    return [];
  });
  if (variations?.noise && verify.every((check) => check && check.metric !== 'spread')) {
    problems.push(
      problem(
        ['variations', 'noise'],
        'no check reads it; add one with "metric: spread", such as { quantity: w, against: rule, metric: ' +
          'spread, max: 5 % }',
      ),
    );
  }
  return problems;
}

function checksAgainstRest(
  { stimulus, verify }: SpecParts,
  form: Rule | undefined,
  quantities: QuantityVocabulary,
): PathProblem[] {
  return verify.flatMap((check, index) => {
    if (!check) return [];
    const path = ['verify', index];
    const quantity = quantities.named(check.quantity, form);
    const { metric, stimuli } = quantity;
    const found =
      check.metric === metric || check.metric === 'spread'
        ? []
        : [
            problem(
              [...path, 'metric'],
              `${check.quantity} is compared by ${metric}, not ${check.metric}; change it or leave it out`,
            ),
          ];
    if (!form) return found;
    if (!quantity.fits(form)) return [unfitting(check, form, quantities, path)];
    if (check.stimulus !== undefined && !stimuli.includes(check.stimulus)) {
      found.push(
        problem(
          [...path, 'stimulus'],
          `${check.quantity} is not measured on "${check.stimulus}"; choose ${stimuli.join(', ')}, or leave it out`,
        ),
      );
    } else if (stimulus) {
      found.push(...experimentOfCheck(check, quantity, stimulus, path));
    }
    return found;
  });
}

/** A check of a quantity that the rule has not. */
function unfitting(
  { quantity }: Check,
  form: Rule,
  quantities: QuantityVocabulary,
  path: readonly PropertyKey[],
): PathProblem {
  const fitting = quantities.of(form).map(({ name }) => name);
  return problem(
    [...path, 'quantity'],
    `a rule of kind "${form.kind}" has no ${quantity}; choose ` +
      `${fitting.join(', ')}${quantity.length > 2 ? didYouMean(quantity, fitting) : ''}`,
  );
}

function experimentOfCheck(
  check: Check,
  quantity: QuantityTerms,
  stimulus: StimulusSpec,
  path: readonly PropertyKey[],
): PathProblem[] {
  const name = experimentOf(check, quantity, stimulus);
  if (name === undefined) {
    return [
      problem(
        [...path, 'quantity'],
        `${check.quantity} needs an experiment; add ${quantity.stimuli.map((one) => `stimulus.${one}`).join(' or ')}`,
      ),
    ];
  }
  if (!isPlain(name) && stimulus[name] === undefined) {
    return [problem([...path, 'stimulus'], `the experiment "${name}" is not described; add stimulus.${name}`)];
  }
  const lack = quantity.lacks?.(stimulus);
  return lack === undefined ? [] : [problem([...path, 'quantity'], `${check.quantity} ${lack}`)];
}
