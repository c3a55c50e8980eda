import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';

const folder = join(import.meta.dirname, 'fixtures/valid');
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const PIECES = [
  '',
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\t',
  ',',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '!!str ',
  '|',
  '>',
  '%',
  '---\n',
  '...\n',
  '? ',
  '<<: ',
  '~',
  'null',
  '.nan',
  '.inf',
  '-1',
  '0',
  '1e999',
  '1e-320',
  '99999999999 s',
  '__proto__',
  'constructor: ',
  'toString',
  '\u0000',
  '\u00b5',
  '\ud800',
  '\u2028',
  '20 ms',
  '5 %',
  'stdp',
  'trace',
  'true',
];

test('500 seeded mutations are accepted or refused, never anything else', () => {
  const random = xoroshiro128plus(20260);
  const pick = (count: number): number => uniformInt(random, 0, count - 1);
  let refused = 0;
  for (let run = 0; run < 500; run++) {
    let text = texts[pick(texts.length)] ?? '';
    for (let edit = pick(4); edit >= 0; edit--) {
      const start = pick(text.length + 1);
      const piece =
        pick(3) === 0 ? text.slice(pick(text.length + 1)).slice(0, pick(40)) : (PIECES[pick(PIECES.length)] ?? '');
      text = text.slice(0, start) + piece + text.slice(start + pick(12));
    }
    try {
      parseSpec(text, 'fuzz.yaml');
    } catch (error) {
      if (!(error instanceof UserError))
        throw new Error(`run ${run} threw ${String(error)} on\n${text}`, { cause: error });
      expect(error.problems.length).toBeGreaterThan(0);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(250);
});
