import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { DEFAULT_FIT } from '../../src/fit/estimate.js';
import { fit } from '../../src/fit/fit.js';
import { joinTables } from '../../src/fit/data/table.js';
import { hysteresis } from '../../src/fit/targets/hysteresis/index.js';
import type { FitProgress } from '../../src/fit/search/watch.js';
import { fakeIo } from '../cli/fixtures.js';

/** A fit with a model in the loop takes seconds, and a busy machine several times that; ms. */
const PATIENCE = 600_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-hysteresis-'));
  writeFileSync(join(folder, 'loop.csv'), hysteresis.synthetic(1).csv);
});
afterAll(() => rmSync(folder, { recursive: true }));

const data = () =>
  joinTables([{ file: 'loop.csv', text: hysteresis.synthetic(1).csv }], hysteresis.columns, {
    map: [],
    keep: [],
    holdOut: [],
  });

test.each(['search', 'intervals'] as const)(
  'interrupted in the %s: the best values so far, as a fault, without a card',
  async (phase) => {
    const controller = new AbortController();
    const told: FitProgress[] = [];
    const done = await fit(hysteresis, data(), { name: 'loop', source: 'x', sha256: [] }, DEFAULT_FIT, {
      signal: controller.signal,
      onProgress: (progress) => {
        told.push(progress);
        if (progress.phase === phase && (phase === 'intervals' || progress.done >= 5)) controller.abort();
      },
    });
    const lowest = Math.min(...told.map(({ cost }) => cost));
    expect(done.faults).toContain('interrupted: these are the best values so far');
    expect(done.cards).toEqual([]);
    expect(done.estimates[0]?.cost).toBeLessThanOrEqual(lowest * (1 + 1e-9));
    expect(done.estimates[0]?.values.every(Number.isFinite)).toBe(true);
  },
  PATIENCE,
);

test(
  'Ctrl-C on the command line: values and fault are shown, nothing is written, exit code 130',
  async () => {
    const io = fakeIo();
    const card = join(folder, 'card.yaml');
    const work = main(['fit', 'hysteresis', join(folder, 'loop.csv'), '--card', card], io);
    // Well inside the search: the fit takes seconds.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    process.emit('SIGINT');
    expect(await work).toBe(130);
    const out = io.printed.join('');
    expect(out).toContain('FAULT interrupted: these are the best values so far');
    expect(out).toMatch(/i_max +[\d.]+ \S*A/);
    expect(existsSync(card)).toBe(false);
  },
  PATIENCE,
);
