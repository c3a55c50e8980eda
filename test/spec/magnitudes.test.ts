import { parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';

function faultsOf(rule: string): string {
  try {
    parseSpec(
      `rulespice: 1\nname: a\nrule: ${rule}\nverify:\n  - { quantity: window, against: rule, max: 5 % }\n`,
      'a.yaml',
    );
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message }) => message).join('\n');
    throw error;
  }
  return '';
}

const stdp = (depression: string): string =>
  `{ kind: stdp, potentiation: { amplitude: 0.02, tau: 17 ms }, depression: { ${depression} } }`;

test.each([
  ['amplitude: -0.0147, tau: 34 ms', 'it is a magnitude, and its name says the direction: write 0.0147'],
  ['amplitude: 0.0147, tau: -34 ms', 'write it without the sign'],
  ['amplitude: 2 %, tau: 34 ms', 'without unit; write 0.02'],
])('%s says what to write instead', (depression, said) => {
  expect(faultsOf(stdp(depression))).toContain(said);
});

test('a decimal comma in a block is one, too', () => {
  expect(
    faultsOf(
      '\n  kind: stdp\n  potentiation:\n    amplitude: 0,02\n    tau: 17 ms\n' +
        '  depression: { amplitude: 0.01, tau: 34 ms }',
    ),
  ).toContain('write 0.02, with a decimal point');
});
