import { alterText } from '../../src/deck/alter.js';
import { printStatements } from '../../src/deck/print.js';
import { readSpiceNumber } from '../../src/deck/spice-number.js';
import { analysisLine, buildDeck, newNonce, readCircuit } from '../../src/engine/deck.js';
import { splitDeck } from '../../src/engine/deck-split.js';
import type { Analysis } from '../../src/engine/simulator.js';

test.each<[Analysis, string]>([
  [{ kind: 'op' }, '.op'],
  [{ kind: 'tran', step: 1e-5, stop: 0.15, maxStep: 2e-5 }, '.tran 1e-5 0.15 0 2e-5'],
  [{ kind: 'tran', step: 1e-5, stop: 0.15, maxStep: 2e-5, useInitialConditions: true }, '.tran 1e-5 0.15 0 2e-5 uic'],
  [{ kind: 'ac', scale: 'dec', points: 10, from: 1, to: 1e7 }, '.ac dec 10 1 1e7'],
  [
    {
      kind: 'dc',
      sweeps: [
        { source: 'v1', from: 0, to: 1.8, step: 5e-3 },
        { source: 'v2', from: 0, to: 1, step: 1 },
      ],
    },
    '.dc v1 0 1.8 0.005 v2 0 1 1',
  ],
  [{ kind: 'noise', output: 'out', source: 'v1', points: 10, from: 1e-4, to: 1e6 }, '.noise v(out) v1 dec 10 1e-4 1e6'],
])('%j', (analysis, line) => {
  expect(analysisLine(analysis)).toBe(line);
});

test('a deck has title, circuit, save lines, analysis and end', () => {
  const save = Array.from({ length: 9 }, (_, index) => `v(n${index})`);
  const deck = buildDeck(readCircuit({ title: 'two\nlines', text: 'r1 1 0 1e3\n' }), { kind: 'op' }, save, 'nonce');
  expect(deck).toBe(
    'nonce two lines\nr1 1 0 1e3\n.save v(n0) v(n1) v(n2) v(n3) v(n4) v(n5) v(n6) v(n7)\n.save v(n8)\n.op\n.end\n',
  );
  expect(newNonce()).not.toBe(newNonce());
});

test.each([
  ['1k', 1e3],
  ['2.5Meg', 2.5e6],
  ['10us', 10e-6],
  ['1e-12', 1e-12],
  ['5m', 5e-3],
  ['1mil', 25.4e-6],
  ['-.5', -0.5],
  ['3V', 3],
])('%s is %d', (text, value) => {
  expect(readSpiceNumber(text)).toBeCloseTo(value, 15);
});

test.each(['', 'x', '{stop}', '1+2', '1 2'])('"%s" is no number', (text) => {
  expect(readSpiceNumber(text)).toBeUndefined();
});

test('one frequency is one point, whatever the scale', () => {
  const { analyses } = splitDeck(
    't\nv1 1 0 ac 1\nr1 1 0 1\n.ac dec 10 1k 1k\n.noise v(1) v1 oct 3 5 5\n.ac dec 3 1 1k\n',
  );
  expect(analyses.map(({ analysis }) => analysis)).toMatchObject([
    { kind: 'ac', scale: 'lin', points: 1, from: 1e3, to: 1e3 },
    { kind: 'noise', scale: 'lin', points: 1, from: 5, to: 5 },
    { kind: 'ac', scale: 'dec', points: 3, from: 1, to: 1e3 },
  ]);
});

test('a user deck is taken apart; what shows results only is not printed', () => {
  const { circuit, analyses } = splitDeck(
    'title\nV1 1 0 1\n.TRAN 1u 10m 0\n+ 2u uic\n.print tran v(1)\nr1 1 0 1\n.end\n',
  );
  expect(circuit.title).toBe('title');
  expect(printStatements(circuit.statements)).toBe('v1 1 0 1\nr1 1 0 1\n');
  expect(circuit.statements.map(({ line }) => line)).toEqual([2, 5, 6, 7]);
  expect(analyses).toEqual([
    {
      card: '.tran 1u 10m 0 2u uic',
      analysis: { kind: 'tran', step: 1e-6, stop: 0.01, maxStep: 2e-6, useInitialConditions: true },
    },
  ]);
});

test.each([
  ['no analysis', 't\nr1 1 0 1\n', /has no analysis/],
  ['an end nobody can tell', 't\n.param a=1 b={agauss(a,1,1)}\n.tran 1u {b}\n', /line 3 .*no number/],
  ['an analysis we do not run', 't\n.tf v(1) v1\n', /not supported/],
])('a user deck with %s is refused', (_name, deck, message) => {
  expect(() => splitDeck(deck)).toThrow(message);
});

describe('alterations', () => {
  test.each([
    ['i_tau vdd syn dc 1e-12', { instance: 'i_tau', parameter: 'dc', value: 2e-12 }, 'i_tau vdd syn dc 2e-12'],
    ['v1 a 0 1.8', { instance: 'V1', parameter: 'DC', value: 1.2 }, 'v1 a 0 dc 1.2'],
    ['v1 a 0 {sup} ac 1', { instance: 'v1', parameter: 'dc', value: 1 }, 'v1 a 0 dc 1 ac 1'],
    ['v1 a 0 pwl(0 0 1 1)', { instance: 'v1', parameter: 'dc', value: 1 }, 'v1 a 0 dc 1 pwl(0 0 1 1)'],
    [
      'm1 d g s b nm w=1e-6 l=4e-6',
      { instance: 'm1', parameter: 'delvto', value: -5e-3 },
      'm1 d g s b nm w=1e-6 l=4e-6 delvto=-0.005',
    ],
    [
      'm1 d g s b nm delvto=0 w = {w}',
      { instance: 'm1', parameter: 'delvto', value: 1e-3 },
      'm1 d g s b nm delvto=0.001 w = {w}',
    ],
    ['c1 a b 1e-12 ic=1', { instance: 'c1', parameter: 'capacitance', value: 2e-12 }, 'c1 a b 2e-12 ic=1'],
    ['x1 a b cell w=1', { instance: 'x1', parameter: 'w', value: 3 }, 'x1 a b cell w=3'],
  ])('%s', (line, change, expected) => {
    expect(alterText(`* c\n${line}\n`, [change])).toBe(`* c\n${expected}\n`);
  });

  test('several changes of one continued line', () => {
    const text = 'm1 d g s b nm\n* note\n+ w=1e-6\n+ l=2e-6\nr1 a 0 1';
    const changes = [
      { instance: 'm1', parameter: 'w', value: 2 },
      { instance: 'm1', parameter: 'l', value: 3 },
    ];
    expect(alterText(text, changes)).toBe('m1 d g s b nm w=2 l=3\n\n\n\nr1 a 0 1');
  });

  test('instances inside a subcircuit are not those of the top level', () => {
    expect(() =>
      alterText('.subckt s a\nr1 a 0 1\n.ends\nx1 1 s', [{ instance: 'r1', parameter: 'r', value: 1 }]),
    ).toThrow(/no such instance at its top level/);
  });

  test('numbers SPICE cannot read are refused', () => {
    expect(() => alterText('r1 a 0 1', [{ instance: 'r1', parameter: 'resistance', value: Number.NaN }])).toThrow(
      RangeError,
    );
  });
});
