import { splitDeck } from '../../src/engine/deck-split.js';
import { SimulationError } from '../../src/engine/errors.js';

const CIRCUIT = 'r1 1 0 1\nv1 1 0 dc 1 ac 1\n';
/** What one analysis line of a deck asks for, and the line that an engine gets. */
const asked = (line: string, before = '') => splitDeck(`title\n${before}${CIRCUIT}${line}\n`).analyses[0]!;

describe('an analysis line', () => {
  test.each<[string, object]>([
    ['.op', { kind: 'op' }],
    // Without a largest step: the smaller of the step and a fiftieth of what is recorded.
    ['.tran 1u 10m', { kind: 'tran', step: 1e-6, stop: 0.01, maxStep: 1e-6 }],
    ['.tran 1m 10m', { kind: 'tran', step: 1e-3, stop: 0.01, maxStep: 2e-4 }],
    ['.tran 1m 10m 5m', { kind: 'tran', step: 1e-3, stop: 0.01, start: 5e-3, maxStep: 1e-4 }],
    ['.tran 1m 10m 0', { kind: 'tran', step: 1e-3, stop: 0.01, maxStep: 2e-4 }],
    ['.tran 1m 10m 5m 1u', { kind: 'tran', step: 1e-3, stop: 0.01, start: 5e-3, maxStep: 1e-6 }],
    ['.tran 1m 10m UIC', { kind: 'tran', step: 1e-3, stop: 0.01, maxStep: 2e-4, useInitialConditions: true }],
    [
      '.tran 1m 10m 5m uic',
      { kind: 'tran', step: 1e-3, stop: 0.01, start: 5e-3, maxStep: 1e-4, useInitialConditions: true },
    ],
    ['.ac dec 10 1 1meg', { kind: 'ac', scale: 'dec', points: 10, from: 1, to: 1e6 }],
    ['.ac LIN 10 1 1k', { kind: 'ac', scale: 'lin', points: 10, from: 1, to: 1e3 }],
    ['.ac oct 10 1 1k', { kind: 'ac', scale: 'oct', points: 10, from: 1, to: 1e3 }],
    ['.dc v1 0 1.8 0.1', { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 1.8, step: 0.1 }] }],
    [
      '.dc v1 0 1.8 0.1 v2 -1 1 0.5',
      {
        kind: 'dc',
        sweeps: [
          { source: 'v1', from: 0, to: 1.8, step: 0.1 },
          { source: 'v2', from: -1, to: 1, step: 0.5 },
        ],
      },
    ],
    [
      '.noise v(1) v1 dec 10 1 1k',
      { kind: 'noise', output: 'v(1)', source: 'v1', scale: 'dec', points: 10, from: 1, to: 1e3 },
    ],
    [
      '.noise v(1) v1 lin 10 1 1k',
      { kind: 'noise', output: 'v(1)', source: 'v1', scale: 'lin', points: 10, from: 1, to: 1e3 },
    ],
    [
      '.noise v(1,2) v1 oct 10 1 1k',
      { kind: 'noise', output: 'v(1,2)', source: 'v1', scale: 'oct', points: 10, from: 1, to: 1e3 },
    ],
  ])('%s is understood, and handed on in its own words', (line, analysis) => {
    expect(asked(line)).toEqual({ analysis, card: line.toLowerCase() });
  });

  test('takes numbers from the parameters of the top level', () => {
    expect(asked(".tran {t/100} 't'", '.param t=10m\n').analysis).toMatchObject({ step: 1e-4, stop: 0.01 });
  });

  test('of one frequency is one point, in words that every engine reads so', () => {
    expect(asked('.ac dec 10 1k 1k')).toEqual({
      analysis: { kind: 'ac', scale: 'lin', points: 1, from: 1e3, to: 1e3 },
      card: '.ac lin 1 1000 1000',
    });
    expect(asked('.noise v(1) v1 dec 10 5 5').card).toBe('.noise v(1) v1 lin 1 5 5');
    // What stands still while a source is swept is no frequency.
    expect(asked('.dc v1 1 1 1').card).toBe('.dc v1 1 1 1');
  });

  test.each<[string, string]>([
    ['.ac 10 1 1k', 'an .ac line has none of dec, oct, lin; write one'],
    ['.ac', 'an .ac line has none of dec, oct, lin; write one'],
    ['.noise v(1) v1 10 1 1k', 'a .noise line has none of dec, oct, lin; write one'],
    ['.noise', 'a .noise line has none of dec, oct, lin; write one'],
    ['.tf v(1)', '"" is no input of .tf; write ".tf v(out) vin", with a source'],
    ['.tf r1 v1', '"r1" is no output of .tf; name a voltage or the current of a source: v(out), v(a,b) or i(v1)'],
    ['.sens', '"" is no output of .sens; name a voltage or the current of a source: v(out), v(a,b) or i(v1)'],
    ['.sens v(1) ac 10', 'the sweep of a .sens line does not read; write ".sens v(out) ac dec 10 1 1k"'],
    [
      '.pz 1 0 2 0 vol',
      'a .pz line does not read; write ".pz in 0 out 0 vol pz": four nodes, cur or vol, and pol, zer or pz',
    ],
    [
      '.disto dec 2 1 10',
      'there is no ".disto" analysis here; run a .tran with the input as a sine, and take its harmonics with .four, ' +
        'or with "fft" in a control block',
    ],
    ...(
      [
        ['.tran 1m', ''],
        ['.tran 1m x', 'x'],
        ['.tran 1m 10m x', 'x'],
        ['.ac dec 10 1', ''],
        ['.ac dec n 1 2', 'n'],
        ['.dc v1 0 1', ''],
        ['.dc v1 0 1 1 v2', ''],
        ['.noise v(1) v1 dec 10 1', ''],
      ] as const
    ).map(([line, word]): [string, string] => [
      line,
      `"${word}" is no number: without it nobody can tell whether the analysis reached its end; ` +
        `write the number, or an ` +
        `expression of numbers and .param names of the top level`,
    ]),
  ])('%s is refused with its line', (line, message) => {
    expect(() => asked(line)).toThrow(SimulationError);
    expect(() => asked(line)).toThrow(
      expect.objectContaining({ kind: 'refused-deck', message: `line 4 of the deck: ${message}` }) as Error,
    );
  });
});

describe('the first line', () => {
  test('is the title, whatever it says; blanks around it and what is too long are left out', () => {
    expect(splitDeck(`  .control \t\n${CIRCUIT}.op`).circuit.title).toBe('.control');
    expect(splitDeck(`${'x'.repeat(300)}\n.op`).circuit.title).toBe('x'.repeat(200));
    expect(splitDeck(`\n.op`).circuit.title).toBe('');
    expect(splitDeck(`t\r\n.op\r\n`).circuit.title).toBe('t');
  });

  test('alone is a title, and no deck', () => {
    for (const deck of ['.op', '', 'r1 1 0 1\r'])
      expect(() => splitDeck(deck)).toThrow(
        expect.objectContaining({
          kind: 'refused-deck',
          message:
            'the deck has no analysis; add a .tran, .dc, .ac, .op or .noise line ' +
            '(the first line of a deck is its title)',
        }) as Error,
      );
  });

  test('that has everything behind carriage returns is told how to save the file', () => {
    expect(() => splitDeck('t\rr1 1 0 1\r.op\r')).toThrow(
      expect.objectContaining({
        kind: 'refused-deck',
        message:
          'line 1 of the deck: its lines end in carriage returns only; ' +
          'save the file with the line ends of Unix or Windows',
      }) as Error,
    );
    expect(() => splitDeck('t\rx\n.op')).not.toThrow();
  });
});
