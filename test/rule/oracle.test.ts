import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleSpec } from '../../src/rule/parameters.js';
import { expandRule } from '../../src/rule/presets.js';
import { simulateRule, type EventTimes } from '../../src/rule/simulate.js';
import { testWithBrian } from '../support/brian.js';

/**
 * What scripts/oracle/rules.py writes: a rule, its events, and trajectories that Brian2 made from equations of its own.
 */
interface Reference {
  readonly rule: RuleSpec;
  readonly events: EventTimes;
  readonly time: readonly number[];
  readonly states: Readonly<Record<string, readonly number[]>>;
}

const folder = join(import.meta.dirname, 'oracle');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const script = join(import.meta.dirname, '../../scripts/oracle/rules.py');

/** Largest deviation of any state, relative to its largest value. */
function deviation({ rule, events, time, states }: Reference): number {
  const trajectory = simulateRule(expandRule(rule), events, Float64Array.from(time));
  return Math.max(
    ...Object.entries(states).map(([name, expected]) => {
      const scale = Math.max(...expected.map(Math.abs));
      const found = trajectory.states.get(name) ?? new Float64Array();
      return Math.max(...expected.map((value, index) => Math.abs(value - (found[index] ?? NaN)) / scale));
    }),
  );
}

test('the references move: they are no flat lines', () => {
  expect(files).toHaveLength(9);
  for (const file of files) {
    const { states } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Reference;
    for (const values of Object.values(states)) expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.03);
  }
});

test.each(files)('%s: the same trajectory as Brian2 within 1e-6', (file) => {
  expect(deviation(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Reference)).toBeLessThan(1e-6);
});

test('the comparison sees a wrong rule', () => {
  const reference = JSON.parse(readFileSync(join(folder, 'stdp-additive.json'), 'utf8')) as Reference;
  expect(deviation({ ...reference, rule: { ...reference.rule, pairing: 'nearest' } as RuleSpec })).toBeGreaterThan(
    1e-3,
  );
});

testWithBrian('on spike trains of another seed, live', (python) => {
  const references = JSON.parse(
    execFileSync(python, [script, '--seed', '2', '--stdout'], {
      encoding: 'utf8',
      timeout: 110_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as Record<string, Reference>;
  expect(Object.keys(references)).toHaveLength(files.length);
  for (const reference of Object.values(references)) expect(deviation(reference)).toBeLessThan(1e-6);
});
