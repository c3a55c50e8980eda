import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { schemaFrom } from '../../src/cli/init/run.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rulespice-schema-')));

function make(...parts: string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '{}');
  return path;
}

test('the schema line leads to a file that is there, wherever the spec is written', () => {
  const own = make('elsewhere', 'rulespice', 'schema', 'spec.schema.json');
  make('project', 'node_modules', 'rulespice', 'schema', 'spec.schema.json');
  for (const place of ['project', 'project/specs', 'project/specs/deep', 'alone']) {
    const line = schemaFrom(join(folder, place), own);
    expect(existsSync(resolve(folder, place, line))).toBe(true);
  }
  expect(schemaFrom(join(folder, 'project'), own)).toBe('./node_modules/rulespice/schema/spec.schema.json');
  expect(schemaFrom(join(folder, 'project/specs'), own)).toBe('../node_modules/rulespice/schema/spec.schema.json');
  // No installation around it: the one that runs, by its whole path, which a moved folder keeps.
  expect(schemaFrom(join(folder, 'alone'), own)).toBe(own);
});

test('in a checkout, where rulespice is the project itself, the line is relative', () => {
  expect(schemaFrom('examples/of-mine')).toBe('../../schema/spec.schema.json');
});
