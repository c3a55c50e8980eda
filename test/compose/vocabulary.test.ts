import { vocabulary } from '../../src/compose/vocabulary.js';
import { parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';
import { patternOf } from '../support/patterns.js';

const spec = `rulespice: 1
name: names
rule: { kind: trace, tau: 20 ms }
process: { name: sky130, corner: tx }
circuit: { trace: { cell: dpj }, sizes: { trace-n: 5/2 } }
verify: [{ quantity: tau, against: rule, max: 3 % }]
variations: { corners: [tt, f] }
`;

test('every unknown name is found at its place, with the nearest one', () => {
  let message = '';
  try {
    parseSpec(spec, 'names.yaml', vocabulary());
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    message = (error as UserError).message;
  }
  expect(message.split('\n').map((line) => line.replace(/; known: .*/, ''))).toEqual([
    'names.yaml:4:34: process.corner: unknown corner of sky130 "tx"; did you mean "tt"?',
    'names.yaml:5:27: circuit.trace.cell: unknown trace cell "dpj"; did you mean "dpi"?',
    'names.yaml:5:43: circuit.sizes.trace-n: unknown device role of sky130 "trace-n"; did you mean "trace-p"?',
    'names.yaml:7:29: variations.corners[1]: unknown corner of sky130 "f"; did you mean "ff"?',
  ]);
});

test('a corner of a list of conditions, too', () => {
  const listed = spec.replace('corners: [tt, f]', 'list: [{ corner: tt }, { corner: f }]');
  expect(() => parseSpec(listed, 'names.yaml', vocabulary())).toThrow(
    'names.yaml:7:48: variations.list[1].corner: unknown corner of sky130 "f"; did you mean "ff"?',
  );
});

test('an unknown process hides what depends on it', () => {
  expect(() => parseSpec(spec.replace('sky130', 'sky13'), 'names.yaml', vocabulary())).toThrow(
    patternOf(
      /^names.yaml:4:18: process.name: unknown process "sky13"; did you mean "sky130"\?; /,
      /known: gf180mcu, gf180mcuD, sky130, sky130A\nnames.yaml:5:27/,
    ),
  );
});

test('the vocabulary needs no PDK', () => {
  expect(vocabulary().processes.get('gf180mcu').corners).toEqual(['typical', 'ff', 'ss', 'fs', 'sf']);
  expect(vocabulary().traceCells).toEqual(['dpi', 'ramp', 'tau-cell', 'dpi-kept', 'eligibility']);
});
