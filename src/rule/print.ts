import { formatQuantity } from '../units/format.js';
import type { Expression, RuleSource, StateSource } from './source.js';

/** A rule in the explicit language as a user would write it under `rule:`; reading it back gives the same rule. */
export function sourceText({ states, on, drift, outputs, tick }: RuleSource): string {
  return [
    'states:',
    ...Object.entries(states).map(([name, state]) => `  ${name}: ${stateText(state)}`),
    ...(on ? ['on:', ...Object.entries(on).map(([event, terms]) => `  ${event}: ${termsText(terms)}`)] : []),
    ...(drift ? [`drift: ${termsText(drift)}`] : []),
    ...(outputs ? [`outputs: ${termsText(outputs)}`] : []),
    ...(tick === undefined ? [] : [`tick: ${duration(tick)}`]),
    '',
  ].join('\n');
}

function stateText({ decay, range, initial }: StateSource): string {
  const parts = [
    ...(decay === undefined ? [] : [`decay: ${duration(decay)}`]),
    ...(range ? [`range: [${range.join(', ')}]`] : []),
    ...(initial === undefined ? [] : [`initial: ${initial}`]),
  ];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function termsText(terms: Readonly<Record<string, Expression>>): string {
  return `{ ${Object.entries(terms)
    .map(([state, term]) => `${state}: ${term}`)
    .join(', ')} }`;
}

function duration(seconds: number): string {
  return formatQuantity(seconds, 's', 15);
}
