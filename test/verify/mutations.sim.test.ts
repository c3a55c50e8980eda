import { readFileSync } from 'node:fs';
import { noCache } from '../../src/characterise/content-cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { chooseMutants } from '../../src/mutation/choose.js';
import { studyOf, type MutantResult, type Study } from '../../src/mutation/study.js';
import { isCaught, tally, worstChange } from '../../src/mutation/tally.js';
import { parseSpec } from '../../src/load-spec.js';

/** A seeded part of scripts/mutation.js; docs/notebook/mutations.md holds the whole study. */
const FILE = 'examples/trace-20ms.yaml';
const TRIED = 20;

let simulator: Simulator;
let study: Study;
let results: MutantResult[];
beforeAll(async () => {
  simulator = createSimulator('auto', { jobs: 2 });
  study = await studyOf(
    parseSpec(readFileSync(FILE, 'utf8'), FILE),
    { simulator, cache: noCache },
    { file: FILE, folder: 'examples' },
  );
  results = [];
  for (const mutant of chooseMutants(study.mutants, TRIED, 2)) results.push(await study.try(mutant));
}, 300_000);
afterAll(() => simulator.dispose());

test('without a fault the example passes, and a fault that is none changes nothing', async () => {
  expect(study.reference).toEqual({ status: 'pass', because: [] });
  const none = await study.try({
    id: 'drain and source of a symmetric transistor',
    kind: 'terminals',
    subcircuit: 'dpi',
    edit: (lines) => lines.map((line) => line.replace(/^mout iout syn vdd vdd/, 'mout vdd syn iout vdd')),
  });
  expect(none).toMatchObject({ everywhere: { status: 'pass' }, transients: { status: 'pass' } });
  for (const { measured } of none.judged ?? []) expect(measured).toBeLessThan(1e-3);
});

test('verify catches the faults that change the behaviour by more than the limits', () => {
  for (const reach of ['everywhere', 'transients'] as const) {
    const { changed, caught, survivors } = tally(results, reach, 'judged');
    expect(survivors.map(({ id, judged = [] }) => `${id} (${reach}): ${worstChange(judged)}`)).toEqual([]);
    expect(caught).toBe(changed);
    expect(changed).toBeGreaterThan(8);
  }
});

test('a capacitor of 1.2 C is trimmed to the right behaviour, and the distance of the trim gives it away', async () => {
  const result = await study.try(study.mutants.find(({ id }) => id === 'dpi.csyn: value times 1.2')!);
  expect(result.everywhere).toEqual({ status: 'fail', because: ['trim against model: fail'] });
  expect(isCaught(result.transients)).toBe(true);
});
