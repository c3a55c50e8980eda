import { FlattenedNames } from '../../src/deck/flattened.js';
import { readStatements } from '../../src/deck/statement.js';

const DECK = `.subckt leaf a b
r1 a m 1k
r2 m b 2k
.ends
.subckt other a b
r1 a b 5k
.ends
.subckt pair a b
.subckt leaf a b
r1 a b 7k
.ends
x1 a m leaf
x2 m b other
.ends
r1 in 0 1
x1 in out pair
x2 in out leaf
x1.x9 in out other`;

const names = new FlattenedNames(readStatements(DECK));
const found = (name: string): string | undefined => {
  const device = names.device(name);
  return device && `${device.statement.line} ${device.path}`;
};

test('devices of one last name are told apart by their path', () => {
  expect(['r1', 'r.x1.x1.r1', 'r.x1.x2.r1', 'r.x2.r1', 'x1.x2'].map(found)).toEqual([
    '15 ',
    // A definition inside of a subcircuit comes before one outside.
    '10 x1.x1',
    '6 x1.x2',
    '2 x2',
    '13 x1',
  ]);
});

test('instances with dots in their names', () => {
  expect(found('r.x1.x9.r1')).toBe('6 x1.x9');
});

test('an inner node is the place of its first device, and an unknown name is none', () => {
  expect(names.node('x2.m')).toMatchObject({ path: 'x2', statement: { name: 'r1', line: 2 } });
  expect(names.node('out')).toBeUndefined();
  expect(found('r.x7.r1')).toBeUndefined();
});

test('the branch of a source is its source', () => {
  const inner = new FlattenedNames(readStatements('.subckt s a\nv1 a 0 1\n.ends\nx1 b s'));
  expect(inner.device('v.x1.v1#branch')?.statement.line).toBe(2);
});
