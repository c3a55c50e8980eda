import { analysisLine } from '../../src/engine/analysis-line.js';
import { alterText } from '../../src/deck/alter.js';
import { printStatements } from '../../src/deck/print.js';
import { readSpiceNumber } from '../../src/deck/spice-number.js';
import {
  alteredCircuit,
  assertAlterations,
  assertCircuit,
  assertSaveList,
  buildDeck,
  MAX_DECK_CHARACTERS,
  newNonce,
  readCircuit,
  readSafely,
} from '../../src/engine/deck.js';
import { SimulationError } from '../../src/engine/errors.js';
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
  ['an analysis we do not run', 't\n.disto dec 2 1k 10k\n', /no "\.disto" analysis here/],
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

describe('a circuit', () => {
  const ANALYSES = ['.tran', '.dc', '.ac', '.op', '.noise', '.tf', '.pz', '.sens', '.disto', '.four', '.end'];

  test.each(ANALYSES)('has no %s of its own: analyses are given to run()', (name) => {
    expect(() => readCircuit({ title: 't', text: `r1 a 0 1\n${name} 1 2 3 4` })).toThrow(
      expect.objectContaining({
        kind: 'refused-deck',
        message: `line 2 of the circuit: "${name}" does not belong into a circuit; give the analysis to run() instead`,
      }) as Error,
    );
  });

  test('is what an engine gets of it, however it was written', () => {
    expect(assertCircuit({ title: 't', text: 'R1  a 0 1 ; note\n.print v(a)' })).toBe('r1 a 0 1\n');
    expect(() => assertCircuit({ title: 't', text: '.op' })).toThrow(SimulationError);
  });

  test('is read up to a length, and no further', () => {
    expect(readSafely(`*${'x'.repeat(MAX_DECK_CHARACTERS - 1)}`, 1)).toEqual([]);
    expect(() => readSafely(`*${'x'.repeat(MAX_DECK_CHARACTERS)}`, 1)).toThrow(
      `the deck has ${MAX_DECK_CHARACTERS + 1} characters, more than the limit of ${MAX_DECK_CHARACTERS}: save fewer ` +
        `points or use fewer models`,
    );
  });

  test('is altered as it was read, and keeps its title', () => {
    const circuit = readCircuit({ title: 't', text: 'r1 a 0 1' });
    const altered = alteredCircuit(circuit, [{ instance: 'r1', parameter: 'r', value: 2 }]);
    expect(altered.title).toBe('t');
    expect(printStatements(altered.statements)).toBe('r1 a 0 2\n');
    const none = (): unknown => alteredCircuit(circuit, [{ instance: 'r2', parameter: 'r', value: 2 }]);
    expect(none).toThrow(
      expect.objectContaining({
        kind: 'unknown-instance',
        message: 'cannot alter "r2": the circuit has no such instance at its top level',
        log: '',
        cause: expect.objectContaining({ name: 'DeckError' }) as Error,
      }) as Error,
    );
  });

  test('is not altered by what is no name', () => {
    expect(() => assertAlterations([{ instance: 'r1', parameter: 'r', value: 1 }])).not.toThrow();
    expect(() => assertAlterations([{ instance: 'r1\n.op', parameter: 'r', value: 1 }])).toThrow(SimulationError);
  });
});

describe('what is saved', () => {
  const circuit = readCircuit({ title: 't', text: 'r1 1 0 1e3\n' });

  test('is a list of vectors, with one at least', () => {
    expect(() => assertSaveList(['v(out)', 'i(v1)', '@m1[id]', 'v(a,b)'])).not.toThrow();
    expect(() => assertSaveList([])).toThrow(
      expect.objectContaining({
        kind: 'refused-deck',
        message: 'the list of vectors to save is empty; name at least one, such as v(out)',
      }) as Error,
    );
    expect(() => buildDeck(circuit, { kind: 'op' }, [], 'nonce')).toThrow(SimulationError);
  });

  test.each([
    ['v(a) v(b)', 'v(a) v(b)'],
    ['v(a//b)', 'v(a//b)'],
    ['v(é)', 'v(U+00E9)'],
    ['v(a)\n.op', 'v(a)U+000A.op'],
  ])('%j is no vector', (name, said) => {
    expect(() => assertSaveList(['v(1)', name])).toThrow(
      expect.objectContaining({
        kind: 'refused-deck',
        message: `"${said}" cannot be saved; name a vector such as v(out), i(v1) or @m1[id]`,
      }) as Error,
    );
  });

  test('of a noise analysis is not listed: it would suppress the spectra', () => {
    const noise = { kind: 'noise', output: 'v(1)', source: 'v1', points: 1, from: 1, to: 2 } as const;
    expect(buildDeck(circuit, noise, ['onoise_spectrum'], 'nonce')).toBe(
      'nonce t\nr1 1 0 1000\n.noise v(1) v1 dec 1 1 2\n.end\n'.replace('1000', '1e3'),
    );
  });

  test('in eights has no empty list', () => {
    const save = Array.from({ length: 8 }, (_, index) => `v(n${index})`);
    expect(buildDeck(circuit, { kind: 'op' }, save, 'nonce').match(/\.save/g)).toHaveLength(1);
  });
});

test.each([
  ['v(out)', 'v(out)'],
  ['V(a,b)', 'v(a,b)'],
  ['out', 'v(out)'],
  ['a,b', 'v(a,b)'],
])('the output %s of a noise analysis is %s', (output, said) => {
  const noise = { kind: 'noise', output, source: 'v1', points: 1, from: 1, to: 2 } as const;
  expect(analysisLine(noise)).toBe(`.noise ${said} v1 dec 1 1 2`);
});

test.each(['x v(out)', 'v(out) x', 'v(a b)', 'a;b', ''])('%j is no output of a noise analysis', (output) => {
  const noise = { kind: 'noise', output, source: 'v1', points: 1, from: 1, to: 2 } as const;
  expect(() => analysisLine(noise)).toThrow(
    expect.objectContaining({
      kind: 'refused-deck',
      message: expect.stringMatching(/is no name of a node or source$/) as string,
    }) as Error,
  );
});
