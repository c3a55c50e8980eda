import type { Quantity } from '../../quantities/quantity.js';
import { quantities } from '../../quantities/registry.js';
import { stateCurve } from '../../quantities/state-curve.js';
import { quantityNames, type Rule } from '../../rule/rule.js';
import type { GeneratedFile } from '../generated-file.js';
import { code, wrapped } from './markdown.js';

/**
 * docs/reference/quantities.md: everything that a check can name, as the registry has it.
 * @param rules one of every kind, to tell which of them have a quantity
 */
export function quantitiesPage(rules: readonly Rule[]): GeneratedFile {
  const curves = rules.flatMap((rule) => quantityNames(rule).map((name) => stateCurve(name, rule)));
  const state: Quantity = { ...stateCurve('w'), stimuli: [...new Set(curves.flatMap(({ stimuli }) => stimuli))] };
  return {
    path: 'docs/reference/quantities.md',
    text: [
      '# Quantities',
      '',
      'What a check of `verify` can name. Written by `npm run generate` from `src/quantities`; an item is',
      '`{ quantity: <name>, against: rule, max: 3 % }`, and the same table stands behind the messages of the loader.',
      '',
      '| quantity | what it is | unit | compared by | measured on | rules that have it |',
      '|---|---|---|---|---|---|',
      row(
        { ...state, title: 'a state or an output of the rule over time' },
        'name of a state, such as `w`',
        'every rule',
      ),
      ...quantities.map((quantity) => row(quantity, names(quantity), kindsWith(quantity, rules))),
      '',
      'In unit `1` values are plain numbers or rule units. `metric: spread` is for states only, and says what noise ' +
        'does',
      'to them: [noise](../guides/noise.md).',
      ...section('A state or an output', state),
      ...quantities.flatMap((quantity) => section(names(quantity), quantity)),
      '',
    ].join('\n'),
  };
}

function row({ title, unit, metric, stimuli }: Quantity, name: string, kinds: string): string {
  return `| ${[name, title, unit, metric, stimuli.join(', '), kinds].join(' | ')} |`;
}

function names({ name, spellings }: Quantity): string {
  return [name, ...spellings].map(code).join(', ');
}

function kindsWith(quantity: Quantity, rules: readonly Rule[]): string {
  const all = new Set(rules.map(({ kind }) => kind));
  const having = new Set(rules.filter((rule) => quantity.fits(rule)).map(({ kind }) => kind));
  return having.size === all.size ? 'every rule' : [...having].sort().join(', ');
}

function section(heading: string, quantity: Quantity): string[] {
  return ['', `## ${heading}`, '', ...wrapped(quantity.description), ...facts(quantity)];
}

/** What follows from the definition. */
function facts({ prescribed, corrects, sampled }: Quantity): string[] {
  const said = [
    ...(prescribed ? ['against `rule` it is compared with the number that the rule prescribes'] : []),
    ...(corrects === undefined
      ? []
      : [`a trim corrects it (the biases of ${corrects === 'tau' ? 'decays' : 'amplitudes'})`]),
    ...(sampled ? [] : ['no sample of a mismatch is judged by it']),
  ];
  return said.length === 0 ? [] : ['', ...said.map((fact) => `- ${fact}`)];
}
