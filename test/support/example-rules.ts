import { readdirSync } from 'node:fs';
import { loadSpec } from '../../src/load-spec.js';
import { expandRule } from '../../src/rule/presets.js';
import type { Rule } from '../../src/rule/rule.js';

/** The rules of the examples, every kind at least once. */
export function exampleRules(): Rule[] {
  return ['examples', 'examples/drawn'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => expandRule(loadSpec(`${folder}/${file}`).rule)),
  );
}
