import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { TOUR } from '../../src/cli/tour/run.js';
import { fakeIo } from './fixtures.js';

/** A minute on two cores. */
const CPU_SECONDS = 120;

test('the tour is a minute on the engine that every installation has: one list, one total, one report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-tour-'));
  const report = join(folder, 'tour.html');
  const io = fakeIo({ environment: { RULESPICE_CACHE: join(folder, 'cache') } });
  const before = process.cpuUsage();
  try {
    const code = await main(['tour', '--engine', 'embedded', '--report', report], io);
    const { user, system } = process.cpuUsage(before);
    expect(code).toBe(0);
    const printed = io.printed.join('').trimEnd().split('\n');
    expect(printed.filter((line) => line.includes('worst margin'))).toHaveLength(TOUR.length + 1);
    expect(printed.filter((line) => line.includes('checks:'))).toHaveLength(1);
    expect(printed.at(-1)).toContain(`open ${report}`);
    // Somebody who watches knows from the first moment what happens.
    expect(io.complaints.map((text) => /^\d of \d/.exec(text)?.[0])).toEqual(
      Array.from({ length: TOUR.length + 1 }, (_, at) => `${at + 1} of ${TOUR.length + 1}`),
    );
    const page = readFileSync(report, 'utf8');
    for (const name of ['trace', 'stdp', 'three-factor', 'drawn-synapse', 'array: read', 'measured-window'])
      expect(page).toContain(`>${name}</h2>`);
    expect((user + system) / 1e6).toBeLessThan(CPU_SECONDS);
    expect(existsSync(join(folder, 'cache'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
