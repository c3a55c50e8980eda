import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changed, DrawnProject, EXAMPLE } from '../support/drawn.js';

/** `dut.model`: the spec whose rule is the model of a drawn circuit; each mistake has its place and its way out. */

const project = new DrawnProject();
afterAll(() => project.remove());

const SPEC = changed(
  changed(EXAMPLE, 'netlist: stdp_synapse.spice', 'netlist: stdp_synapse.spice\n  model: found.yaml'),
  '{ quantity: w, against: rule',
  '{ quantity: w, against: model',
);

function withModel(model: string | undefined, spec = SPEC): string {
  if (model !== undefined) writeFileSync(join(project.folder, 'found.yaml'), model);
  return project.refusal(() => project.load({ spec }));
}

const RULE =
  'rule: { kind: stdp, potentiation: { amplitude: 0.06, tau: 5 us }, depression: { amplitude: 0.06, tau: 5 us } }\n';

test('a file that is not there names the command that writes one', () => {
  expect(withModel(undefined)).toBe(
    'spec.yaml:14:10: dut.model: there is no file "found.yaml"; write one with "rulespice identify spec.yaml --card ' +
      'found.yaml"',
  );
});

test('its rule is read, and nothing else of it', () => {
  expect(withModel(`verify: nonsense\n${RULE}`)).toBe('accepted');
  expect(project.load({ spec: SPEC }).dut?.model).toMatchObject({
    file: 'found.yaml',
    rule: { kind: 'stdp', potentiation: { amplitude: 0.06, tau: 5e-6 } },
  });
});

test.each([
  ['name: no-rule\n', /^found\.yaml:1: has no rule; a model is a spec with one, as "rulespice identify" writes it$/],
  ['rule: { kind: stdb }\n', /^found\.yaml:1:15: rule\.kind: found "stdb".*did you mean "stdp"/],
  [changed(RULE, '5 us', '5 uF'), /^found\.yaml:1:59: rule\.potentiation\.tau: found "5 uF", expected a duration/],
  ['rule: [\n', /^found\.yaml:\d+:\d+: /],
  ['rule: { kind: trace, tau: 5 us }\n', /^spec\.yaml:14:10: dut\.model: the rule of found\.yaml has no weight w$/m],
  [
    'rule:\n  kind: explicit\n  states: { x: { decay: 5 us }, w: { range: [0, 1] } }\n' +
      '  on: { pre: { x: +1 }, post: { w: 0.1 * x }, reward: { w: 0.1 } }\n',
    /^spec\.yaml:14:10: dut\.model: the rule of found\.yaml waits for reward, which this rule does not$/,
  ],
])('%j', (model, message) => {
  expect(withModel(model)).toMatch(message);
});

test('a file outside of the folder of the spec is not read', () => {
  const outside = changed(SPEC, 'model: found.yaml', 'model: ../found.yaml');
  expect(withModel(RULE, outside)).toMatch(/^spec\.yaml:14:10: dut\.model: .*\.\.\/found\.yaml/);
});
