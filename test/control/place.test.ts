import { withPlace } from '../../src/control/place.js';
import { readStatements } from '../../src/deck/statement.js';
import { SimulationError } from '../../src/engine/errors.js';

const STATEMENTS = readStatements(
  '.subckt s a b\nr1 a b rx\n.ends\n.subckt t a b\nr1 a b 1\n.ends\nx1 i o t\nx2 i o s\nm1 a b 0 0 n',
);
const said = (message: string, log = ''): string =>
  (withPlace(new SimulationError('syntax', message, log), STATEMENTS) as Error).message;

test('a flattened statement is said of its own, not of one with the same last name', () => {
  expect(said('no model "rx"', 'Error on line:\n  r.x2.r1 i o rx\n  unknown parameter (rx)')).toBe(
    'line 2 of the deck: "r1 a b rx" in x2: no model "rx"',
  );
  expect(said('no model "rx"', 'Error on line 4 or its substitute:\nr.x2.r1 i o rx\nsomething else')).toBe(
    'line 2 of the deck: "r1 a b rx" in x2: something else',
  );
});

test('a device or an inner node that a message names', () => {
  expect(said('trouble with r.x1.r1')).toContain('line 5 of the deck: "r1 a b 1" in x1');
  expect(said('in trouble', 'Error: -5 out of range for ln\nin line r.x1.r1')).toContain('line 5');
});

test('what stands in parentheses is the text of a definition, and no flattened name', () => {
  expect(said('no model "q" (m1 c d q)', "can't find model 'q' from line\n m1 c d q")).toBe('no model "q" (m1 c d q)');
});
