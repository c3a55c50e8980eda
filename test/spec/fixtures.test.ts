import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';

const folder = join(import.meta.dirname, 'fixtures');
const names = (kind: string): string[] => readdirSync(join(folder, kind)).filter((name) => name.endsWith('.yaml'));
const text = (kind: string, name: string): string => readFileSync(join(folder, kind, name), 'utf8');

test('there are enough fixtures, and none without its counterpart', () => {
  expect(names('valid').length).toBeGreaterThanOrEqual(5);
  expect(names('invalid').length).toBeGreaterThanOrEqual(25);
  expect(readdirSync(join(folder, 'invalid'))).toHaveLength(2 * names('invalid').length);
});

test.each(names('valid'))('%s is accepted', (name) => {
  expect(() => parseSpec(text('valid', name), name)).not.toThrow();
});

test.each(names('invalid'))('%s is refused with its exact messages', (name) => {
  let thrown: unknown;
  try {
    parseSpec(text('invalid', name), name);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UserError);
  expect(`${(thrown as UserError).message}\n`).toBe(text('invalid', name.replace('.yaml', '.expected.txt')));
});
