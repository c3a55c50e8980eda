import { readNetlist } from '../src/netlist.js';
import { vectorName, wantedName } from '../src/vectors.js';

describe('readNetlist', () => {
  test('ends the text once, keeps the title and the .save lines', () => {
    const { text, title, save } = readNetlist(
      '  my circuit \r\nr1 1 0 1k\n.SAVE v(1)\n+ i(v1)\nr2 1 0 1k\n+ tc=1\n.end\nafter the end\n',
    );
    expect(text).toBe('my circuit\nr1 1 0 1k\n.SAVE v(1)\n+ i(v1)\nr2 1 0 1k\n+ tc=1\n.end\n');
    expect(title).toBe('my circuit');
    expect(save).toEqual(['v(1)', 'i(v1)']);
  });

  test('an empty title gets a name', () => {
    expect(readNetlist('\nr1 1 0 1k').text).toBe('untitled\nr1 1 0 1k\n.end\n');
  });

  test('a .title line names the circuit', () => {
    expect(readNetlist('a\n.title The other\nr1 1 0 1k').title).toBe('The other');
  });

  test('what ngspice takes for a comment starts with a star, and blanks before a line are gone', () => {
    expect(readNetlist('a\n  r1 1 0 1k\n;note\n\t$ note\n+ tc=1').text).toBe(
      'a\nr1 1 0 1k\n*note\n* note\n+ tc=1\n.end\n',
    );
  });

  test('nothing behind the end is another circuit, and a title does not go on', () => {
    expect(readNetlist('a \\\\\nr1 1 0 1k\n .END of it\nr2 1 0 1k').text).toBe('a\nr1 1 0 1k\n.end\n');
  });

  test.each<[string, RegExp]>([
    ['a\n\u0000', /line 2/],
    ['a\nr1 1 0 1k\n *# x', /line 3/],
    ['a\n  .CONTROL', /control/],
    ['*NG_script\n', /program/],
    ['a\n.options reltol=1e-4\n+ interp', /interpolated/],
    ...[...'=[]?()&%$"!:,;#'].map((sign): [string, RegExp] => [`a\nr1 1 0 1k\n\t ${sign}# op`, /line 3: .* command/]),
    ['a\n.subckt unused a b\n r# shell\n.ends', /line 3: .* command/],
    ['a\n@\nr1 1 0 1k', /line 2: .*stops reading/],
    ['@\nr1 1 0 1k', /line 1: .*stops reading/],
    ['.include /etc/passwd\nr1 1 0 1k', /line 1: .*title/],
    ['.control\nop\n.endc', /line 1: .*title/],
    ['a\n.save v(1)>file', /line 2: .*vector/],
    ['a\n.save v(1)\n* note\n+ `id`', /line 4: .*vector/],
    ['a\nr1 1 0 1k\f', /line 2 is not plain text/],
  ])('refuses %j', (text, says) => {
    expect(() => readNetlist(text)).toThrow(says);
  });
});

test.each([
  ['out', 3, 'v(out)'],
  ['V(1)', 3, 'v(1)'],
  ['v1#branch', 4, 'i(v1)'],
  ['@m1[gm]', 0, '@m1[gm]'],
  ['onoise_spectrum', 14, 'onoise_spectrum'],
])('vectorName(%s) is %s', (stored, type, name) => {
  expect(vectorName(stored, type)).toBe(name);
});

test.each([
  ['OUT', 'v(out)'],
  ['v1#branch', 'i(v1)'],
  ['i(V1)', 'i(v1)'],
  ['@M1[gm]', '@m1[gm]'],
])('wantedName(%s) is %s', (given, name) => {
  expect(wantedName(given)).toBe(name);
});
