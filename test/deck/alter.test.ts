import { alterText, assertChange } from '../../src/deck/alter.js';
import { DeckError } from '../../src/deck/deck-error.js';

const altered = (line: string, parameter: string, value = 5): string =>
  alterText(line, [{ instance: line.split(' ')[0]!, parameter, value }]);

describe('a change is written where the parameter stands', () => {
  test.each<[string, string, string]>([
    // The value of R, C and L stands behind their nodes.
    ['r1 a 0 1k', 'resistance', 'r1 a 0 5'],
    ['r1 a 0 1k', 'r', 'r1 a 0 5'],
    ['c1 a 0 1p', 'capacitance', 'c1 a 0 5'],
    ['c1 a 0 1p', 'c', 'c1 a 0 5'],
    ['l1 a 0 1n', 'inductance', 'l1 a 0 5'],
    ['l1 a 0 1n', 'l', 'l1 a 0 5'],
    ['r1 a 0 {w}k tc1=1', 'r', 'r1 a 0 5 tc1=1'],
    ['r1 a 0', 'r', 'r1 a 0 r=5'],
    ['r1 a 0 r=1k', 'r', 'r1 a 0 r=5'],
    // The DC value of a source may have a name or none, and stands before its shape.
    ['v1 a 0 dc 1 ac 1', 'dc', 'v1 a 0 dc 5 ac 1'],
    ['v1 a 0 dc=1 ac 1', 'dc', 'v1 a 0 dc 5 ac 1'],
    ['v1 a 0 dc = 1 ac 1', 'dc', 'v1 a 0 dc 5 ac 1'],
    ['v1 a 0 ac 1 dc', 'dc', 'v1 a 0 ac 1 dc 5'],
    ['v1 dc 0 1', 'dc', 'v1 dc 0 dc 5'],
    ['v1 a dc 1', 'dc', 'v1 a dc dc 5'],
    ['i1 a 0', 'dc', 'i1 a 0 dc 5'],
    ['i1 a 0 -1.5', 'dc', 'i1 a 0 dc 5'],
    ['i1 a 0 .5 ac 1', 'dc', 'i1 a 0 dc 5 ac 1'],
    ['v1 a 0 wave2(0 1)', 'dc', 'v1 a 0 dc 5 wave2(0 1)'],
    // So may its small signal.
    ['v1 a 0 dc 1 ac 2 90', 'acmag', 'v1 a 0 dc 1 ac 5 90'],
    ['v1 a 0 1', 'acmag', 'v1 a 0 1 ac 5'],
    ['v1 ac 0 1', 'acmag', 'v1 ac 0 1 ac 5'],
    ['v1 a ac 1', 'acmag', 'v1 a ac 1 ac 5'],
    ['i1 a 0 ac', 'acmag', 'i1 a 0 ac 5'],
    ['v1 a 0 ac {m} 90', 'acmag', 'v1 a 0 ac 5 90'],
    ['v1 a 0 ac -2 90', 'acmag', 'v1 a 0 ac 5 90'],
    ['v1 a 0 ac .5 90', 'acmag', 'v1 a 0 ac 5 90'],
    ['v1 a 0 ac wave2(0 1)', 'acmag', 'v1 a 0 ac 5 wave2(0 1)'],
    // Only sources have these two.
    ['r1 a 0 1k', 'dc', 'r1 a 0 1k dc=5'],
    ['r1 a 0 1k', 'acmag', 'r1 a 0 1k acmag=5'],
    ['v1 a 0 1 m=2', 'm', 'v1 a 0 1 m=5'],
    // Nodes and flags of the same name are no parameters.
    ['m1 w g s b nm w=1 l=2', 'w', 'm1 w g s b nm w=5 l=2'],
    ['m1 d g s b nm off', 'off', 'm1 d g s b nm off off=5'],
    ['m1 d g s b nm (w=1 l=2)', 'l', 'm1 d g s b nm (w=1 l=5)'],
    ['m1 d g s b nm w=1', 'l', 'm1 d g s b nm w=1 l=5'],
  ])('%s: %s', (line, parameter, expected) => {
    expect(altered(line, parameter)).toBe(expected);
  });
});

test('what is not changed stays as it was written, comments and all', () => {
  const text = '* a bridge\nR1  A 0 1K ; keep me\nr2 A 0 1K ; not me\n\n.param  P = 1\n';
  expect(alterText(text, [{ instance: 'R2', parameter: 'R', value: 2 }])).toBe(
    '* a bridge\nR1  A 0 1K ; keep me\nr2 a 0 2\n\n.param  P = 1\n',
  );
});

const NESTED = `* two pairs of two cells
.subckt cell a b w=1
r1 a b 1k
.ends
.macro pair a b
x1 a m cell w=2
x2 m b CELL params: w=3
.eom
XP 1 0 pair
xq 1 0 pair
r1 1 0 1`;

describe('an instance inside subcircuits', () => {
  test('gets definitions of its own, at the end; its siblings keep theirs', () => {
    const changed = alterText(NESTED, [{ instance: 'XP.X1.R1', parameter: 'r', value: 5 }]);
    expect(changed).toBe(`${NESTED.replace('XP 1 0 pair', 'xp 1 0 xp__own')}
.macro xp__own a b
x1 a m xp__x1__own w=2
x2 m b cell params: w=3
.ends
.subckt xp__x1__own a b w=1
r1 a b 5
.ends
`);
    // Text that ends with a line end gets no empty line.
    expect(alterText(`${NESTED}\n`, [{ instance: 'xp.x1.r1', parameter: 'r', value: 5 }])).toBe(changed);
  });

  test('that has its own definition already gets no second one', () => {
    const changes = [
      { instance: 'xp.x1.r1', parameter: 'r', value: 5 },
      { instance: 'xp.x2.r1', parameter: 'r', value: 6 },
      { instance: 'xp.x1', parameter: 'w', value: 7 },
      { instance: 'r1', parameter: 'r', value: 8 },
      { instance: 'xp.x1.r1', parameter: 'tc1', value: 9 },
    ];
    expect(alterText(NESTED, changes)).toBe(`${NESTED.replace('XP 1 0 pair', 'xp 1 0 xp__own').replace(/1$/, '8')}
.macro xp__own a b
x1 a m xp__x1__own w=7
x2 m b xp__x2__own params: w=3
.ends
.subckt xp__x1__own a b w=1
r1 a b 5 tc1=9
.ends
.subckt xp__x2__own a b w=1
r1 a b 6
.ends
`);
  });

  test.each([
    ['x1 1 0 cell', 'x1 1 0 x1__own'],
    ['x1 1 0 cell w=2', 'x1 1 0 x1__own w=2'],
    ['x1 1 0 cell w = 2', 'x1 1 0 x1__own w = 2'],
    ['x1 1 0 cell w =2', 'x1 1 0 x1__own w =2'],
    ['x1 1 0 cell params: w=2', 'x1 1 0 x1__own params: w=2'],
    ['x1 1 0 cell params w=2', 'x1 1 0 x1__own params w=2'],
    ['x1 params0 0params: cell', 'x1 params0 0params: x1__own'],
  ])('%s names its definition before its parameters', (line, expected) => {
    const text = `.subckt cell a b w=1\nr1 a b 1k\n.ends\n${line}`;
    expect(alterText(text, [{ instance: 'x1.r1', parameter: 'r', value: 5 }]).split('\n')[3]).toBe(expected);
  });

  test('is looked for in its own subcircuit only, not in one that is defined inside', () => {
    const text = `.subckt outer a
.subckt inner a
r1 a 0 1
.ends
r2 a 0 2
.model nm nmos
.ends
.macro inner a
r3 a 0 3
.eom
x1 1 outer
x2 1 inner`;
    const inside = (instance: string) => alterText(text, [{ instance, parameter: 'r', value: 5 }]);
    expect(() => inside('x1.r1')).toThrow('cannot alter "x1.r1": the circuit has no such instance');
    expect(inside('x1.r2')).toContain('.subckt x1__own a\n.subckt inner a\nr1 a 0 1\n.ends\nr2 a 0 5\n');
    // The definition of the top level counts.
    expect(inside('x2.r3')).toMatch(/\n\.macro x2__own a\nr3 a 0 5\n\.ends\n$/);
    expect(() => inside('x2.r1')).toThrow(/no such instance$/);
    expect(() => inside('x1..model')).toThrow(DeckError);
  });

  test.each<[string, string]>([
    ['x9.r1', 'cannot alter inside "x9": the circuit has no subcircuit instance "x9" at its top level'],
    ['xp.x9.r1', 'cannot alter inside "xp.x9": the circuit has no subcircuit instance "x9" there'],
    ['r1.r1', 'cannot alter inside "r1": the circuit has no subcircuit instance "r1" at its top level'],
    ['xp.x1.r9', 'cannot alter "xp.x1.r9": the circuit has no such instance'],
    ['r9', 'cannot alter "r9": the circuit has no such instance at its top level'],
  ])('%s that is not there is an error that says where it was looked for', (instance, message) => {
    const change = () => alterText(NESTED, [{ instance, parameter: 'r', value: 5 }]);
    expect(change).toThrow(expect.objectContaining({ kind: 'unknown-instance', message }) as Error);
  });

  test('of a subcircuit that nobody defines is an error', () => {
    expect(() => alterText('x1 1 0 cell', [{ instance: 'x1.r1', parameter: 'r', value: 5 }])).toThrow(
      'cannot alter inside "x1": its subcircuit "cell" is not defined',
    );
  });
});

test.each(['w=1', '1w', 'w l', '', 'w\n', 'w-'])('%j is no name of a parameter', (parameter) => {
  expect(() => assertChange({ instance: 'm1', parameter, value: 1 })).toThrow(
    expect.objectContaining({
      kind: 'refused-deck',
      what: expect.stringMatching(/is no name of a parameter$/) as string,
    }) as Error,
  );
});

test.each(['m 1', ' m1', 'm1\n', '', 'm1;', 'm1//2'])('%j is no name of an instance', (instance) => {
  expect(() => assertChange({ instance, parameter: 'w', value: 1 })).toThrow(
    expect.objectContaining({
      kind: 'refused-deck',
      what: expect.stringMatching(/is no name of an instance$/) as string,
    }) as Error,
  );
});

test.each([Infinity, NaN])('%d is no value', (value) => {
  expect(() => assertChange({ instance: 'xdut.x1.m#1', parameter: '_w', value })).toThrow(RangeError);
});
