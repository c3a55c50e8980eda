import { readSafely } from '../../src/engine/deck.js';
import { splitDeck } from '../../src/engine/deck-split.js';
import { SimulationError } from '../../src/engine/errors.js';

/*
 * How long hostile decks take. Apart from what is refused (deck-safety.test.ts): a mutation run, in which every mutant
 * is slow, would wait here for hours.
 */

function read(text: string): void {
  try {
    readSafely(text, 1);
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
  }
}

test('100 MB are refused at once', () => {
  const start = performance.now();
  expect(() => splitDeck(`title\n${'r1 1 0 1000\n'.repeat(8_400_000)}.op\n`)).toThrow(/limit/);
  expect(performance.now() - start).toBeLessThan(2000);
});

describe('hostile decks below the size limit are read in linear time', () => {
  const LONG = 7_000_000;
  test.each<[string, () => string]>([
    ['one long word', () => `r1 1 0 ${'x'.repeat(LONG)}`],
    ['one long instance name', () => 'r'.repeat(LONG)],
    ['long blanks', () => `r1 1 0 file${' '.repeat(LONG)}1`],
    ['open parentheses', () => `.param a${'('.repeat(LONG)}`],
    ['open braces', () => `r1 1 0 ${'{'.repeat(LONG)}`],
    ['open quotes and calls', () => `r1 1 0 '${'v('.repeat(LONG / 2)}'`],
    ['many continuations', () => `v1 1 0 pwl(${'\n+ 0 0'.repeat(LONG / 7)})`],
    [
      'many parameters of one line',
      () => `.param ${Array.from({ length: 300_000 }, (_, index) => `p${index}={p${index + 1}}`).join(' ')} p300000=1`,
    ],
    [
      'a long circle',
      () => Array.from({ length: 200_000 }, (_, index) => `.param p${index}={p${(index + 1) % 200_000}}`).join('\n'),
    ],
    ['many blanks before a comment', () => `r1 1 0 1${' '.repeat(LONG)}$x`],
  ])('%s', (_name, deck) => {
    const text = deck();
    const start = performance.now();
    read(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
