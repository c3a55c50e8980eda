import { readRule } from '../rule/language.js';
import { sourceOf } from '../rule/presets.js';
import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { checkNetwork } from './network-semantics.js';
import { problem, type PathProblem } from './problems.js';
import { formOf, isSampled, metricOf, quantitiesOf, stimuliOf } from './quantities.js';
import type { SpecParts } from './spec-parts.js';
import { sizeProblems } from './sizes.js';
import { checkStimulus } from './stimulus-semantics.js';
import type { Check, StimulusName, StimulusSpec } from './types.js';
import { windowPoints } from './window.js';

/** The rules between sections. Each looks only at sections that are there. */
export function checkSemantics(parts: SpecParts): PathProblem[] {
  return [
    ...ruleProblems(parts),
    ...checkStimulus(parts),
    ...weightAgainstSupply(parts),
    ...checksAgainstRest(parts),
    ...samplesAgainstChecks(parts),
    ...noiseAgainstChecks(parts),
    ...checkNetwork(parts),
    ...sizeProblems(parts),
  ];
}

/** What the language finds wrong with a rule, at its place in the expression. */
function ruleProblems({ rule }: SpecParts): PathProblem[] {
  const reading = rule && readRule(sourceOf(rule), rule.kind);
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
function samplesAgainstChecks({ variations, verify }: SpecParts): PathProblem[] {
  if (!variations?.sampling || verify.some((check) => check === undefined || isSampled(check))) return [];
  return [
    problem(
      ['variations', variations.sampling.spread.mismatch ? 'mismatch' : 'spread'],
      'no check here can be sampled: the model is calibrated on the nominal circuit; add a check with "against: rule"',
    ),
  ];
}

/** Noise is read by its own metric, and that metric reads nothing else. */
function noiseAgainstChecks({ variations, verify, rule }: SpecParts): PathProblem[] {
  const form = rule && formOf(rule);
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

function checksAgainstRest({ rule, stimulus, verify }: SpecParts): PathProblem[] {
  const form = rule && formOf(rule);
  return verify.flatMap((check, index) => {
    if (!check) return [];
    const path = ['verify', index];
    const metric = metricOf(check.quantity);
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
    const stimuli = stimuliOf(check.quantity, form);
    if (!stimuli) {
      const fitting = quantitiesOf(form);
      return [
        problem(
          [...path, 'quantity'],
          `a rule of kind "${form.kind}" has no ${check.quantity}; choose ` +
            `${fitting.join(', ')}${check.quantity.length > 2 ? didYouMean(check.quantity, fitting) : ''}`,
        ),
      ];
    }
    if (check.stimulus !== undefined && !stimuli.includes(check.stimulus)) {
      found.push(
        problem(
          [...path, 'stimulus'],
          `${check.quantity} is not measured on "${check.stimulus}"; choose ${stimuli.join(', ')}, or leave it out`,
        ),
      );
    } else if (stimulus) {
      found.push(...experimentOfCheck(check, stimulus, stimuli, path));
    }
    return found;
  });
}

function experimentOfCheck(
  check: Check,
  stimulus: StimulusSpec,
  stimuli: readonly StimulusName[],
  path: readonly PropertyKey[],
): PathProblem[] {
  const name = check.stimulus ?? stimuli.find((one) => one === 'impulse' || stimulus[one] !== undefined);
  if (name === undefined) {
    return [
      problem(
        [...path, 'quantity'],
        `${check.quantity} needs an experiment; add ${stimuli.map((one) => `stimulus.${one}`).join(' or ')}`,
      ),
    ];
  }
  if (name !== 'impulse' && stimulus[name] === undefined) {
    return [problem([...path, 'stimulus'], `the experiment "${name}" is not described; add stimulus.${name}`)];
  }
  return stimulus.window && name === 'window' ? windowOfCheck(check, stimulus.window, path) : [];
}

/** An exponential has two parameters: fitting one side of the window takes at least three points there. */
function windowOfCheck(
  check: Check,
  window: NonNullable<StimulusSpec['window']>,
  path: readonly PropertyKey[],
): PathProblem[] {
  const sign = check.quantity.endsWith('plus') ? 1 : check.quantity.endsWith('minus') ? -1 : 0;
  if (sign === 0) return [];
  const count = windowPoints(window).filter((dt) => Math.sign(dt) === sign).length;
  if (count >= 3) return [];
  return [
    problem(
      [...path, 'quantity'],
      `${check.quantity} needs at least 3 points with dt ${sign > 0 ? '> 0' : '< 0'} and stimulus.window ` +
        `has ${count}; widen it or take a smaller step`,
    ),
  ];
}
