import { createSimulator } from '../../src/node/engine/registry.js';
import { checkCard, disagreements } from '../../src/fit/agreement.js';
import type { SpiceCard } from '../../src/fit/card.js';
import { DEFAULT_FIT } from '../../src/fit/estimate.js';
import { fit, type Fit } from '../../src/fit/fit.js';
import { joinTables } from '../../src/fit/data/table.js';
import { hysteresis } from '../../src/fit/targets/hysteresis/index.js';

const simulator = createSimulator();
afterAll(() => simulator.dispose());

describe.each([
  ['stanford-rram', 'gamma_0'],
  ['sky130-reram', 'e_g'],
])('two sweeps of a filament that jumps, %s, 3 %% scatter', (name, barrier) => {
  const model = hysteresis.models.find((one) => one.name === name)!;
  const { csv, truth } = model.synthetic!(2);
  let done: Fit;
  beforeAll(async () => {
    const data = joinTables([{ file: 'loop.csv', text: csv }], hysteresis.columns, { map: [], keep: [], holdOut: [] });
    done = await fit(
      hysteresis,
      data,
      { name: 'loop', source: 'synthetic', sha256: [] },
      { ...DEFAULT_FIT, starts: 2 },
      { simulator: () => simulator },
      model,
    );
  }, 600_000);

  test('it passes, and its parameters are the true ones', () => {
    expect(done.faults).toEqual([]);
    const all = done.estimates.flatMap(({ parameters }) => parameters);
    expect(
      all.filter(({ name: parameter, low, high }) => !(low <= truth[parameter]! && truth[parameter]! <= high)).length,
    ).toBeLessThanOrEqual(2);
    for (const { name: parameter, value, standardError } of all)
      expect(Math.abs(value - truth[parameter]!) / standardError).toBeLessThan(4);
  });

  test('every jump is told with its interval', () => {
    expect(
      done.notes.filter((note) =>
        /^cycle \d: the current (rises|falls) between \S+ V and \S+ V, that of the fit at \S+ V$/.test(note),
      ),
    ).toHaveLength(4);
  });

  test('its card jumps at the voltages of the fit; with a barrier 1 % off it does not', async () => {
    expect(done.agreements.map(({ bench }) => bench)).toEqual(
      [1, 2].map(
        (cycle) => expect.stringMatching(`^cycle ${cycle}, \\d+ points and the voltages of 2 jumps$`) as string,
      ),
    );
    expect(Math.max(...done.agreements.map(({ worst }) => worst))).toBeLessThan(1e-3);
    const card = done.cards.find((one): one is SpiceCard => one.format === 'spice')!;
    const planted = (text: string): string =>
      text.replace(
        new RegExp(`(${barrier}=)(\\S+)`),
        (_, key: string, value: string) => `${key}${1.01 * Number(value)}`,
      );
    const [first, ...others] = card.benches.map((bench) => ({
      ...bench,
      circuit: { ...bench.circuit, text: planted(bench.circuit.text) },
    }));
    expect(disagreements(await checkCard({ ...card, benches: [first!, ...others] }, simulator)).length).toBeGreaterThan(
      0,
    );
  }, 600_000);
});
