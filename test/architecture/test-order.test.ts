import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { longFirst } from '../support/long-first.js';

const LONG = JSON.parse(readFileSync('test/support/durations.json', 'utf8')) as Record<string, number>;

test('files that are known to take long are there', () => {
  expect(Object.keys(LONG).filter((file) => !existsSync(file))).toEqual([]);
});

test('simulations come last, and long files first within each kind', () => {
  const rootDir = process.cwd();
  const order = [
    ['simulation', 'test/engine/alter.sim.test.ts'],
    ['unit', 'test/index.test.ts'],
    ['simulation', 'test/verify/limits.sim.test.ts'],
    ['golden', 'test/generate/rule-pages.golden.test.ts'],
    ['unit', 'test/fit/targets.test.ts'],
  ].map(([name = '', path = '']) => ({
    path: join(rootDir, path),
    context: { config: { rootDir, displayName: { name } } },
  }));
  expect(longFirst(order).map(({ path }) => relative(rootDir, path))).toEqual([
    'test/fit/targets.test.ts',
    'test/generate/rule-pages.golden.test.ts',
    'test/index.test.ts',
    'test/verify/limits.sim.test.ts',
    'test/engine/alter.sim.test.ts',
  ]);
});
