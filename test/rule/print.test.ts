import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expandRule, sourceOf } from '../../src/rule/presets.js';
import { sourceText } from '../../src/rule/print.js';
import { loadSpec, parseSpec } from '../../src/load-spec.js';

const folder = join(import.meta.dirname, '../spec/fixtures/valid');
const files = readdirSync(folder).filter(
  (name) => (parse(readFileSync(join(folder, name), 'utf8')) as { readonly rule?: unknown }).rule !== undefined,
);

test('a preset prints as a user would write it', () => {
  const { rule } = loadSpec(join(folder, 'presets-power.yaml'));
  expect(sourceText(sourceOf(rule))).toBe(`states:
  x: { decay: 20 ms }
  y: { decay: 20 ms }
  w: { range: [0, 1], initial: 0.5 }
on:
  pre: { x: +1, w: -0.02 * y * w^1 }
  post: { y: +1, w: +0.02 * x * (1 - w)^0.4 }
`);
});

test.each(files)('the expansion of %s reads back as the same rule', (file) => {
  const { rule } = loadSpec(join(folder, file));
  const written = sourceText(sourceOf(rule))
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  const again = parseSpec(
    `rulespice: 1\nname: x\nrule:\n${written}\nverify: [{ quantity: trim, against: model, max: 3 % }]\n`,
    'x.yaml',
  );
  expect({ ...expandRule(again.rule), kind: rule.kind }).toEqual(expandRule(rule));
});
