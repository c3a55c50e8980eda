import { parseParameterSet } from '../../src/devices/parameter-set.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { jointChance } from '../../src/fit/inference/coverage.js';
import { DEFAULT_FIT } from '../../src/fit/estimate.js';
import { fit, type Fit } from '../../src/fit/fit.js';
import { joinTables, type FitData } from '../../src/fit/data/table.js';
import { hysteresisSweeps } from '../../src/fit/targets/hysteresis/from-spice.js';
import { hysteresis } from '../../src/fit/targets/hysteresis/index.js';

const load = (text: string): FitData =>
  joinTables([{ file: 'sweeps.csv', text }], hysteresis.columns, { map: [], keep: [], holdOut: [] });
const origin = { name: 'Memdiode, ngspice', source: 'ngspice: 3 % scatter # with a mark', sha256: ['0'] };

describe('three sweeps of a memdiode from ngspice, 3 % scatter, 14 parameters', () => {
  const simulator = createSimulator();
  let done: Fit;
  let truth: Readonly<Record<string, number>>;
  beforeAll(async () => {
    const made = await hysteresisSweeps(simulator, 1);
    truth = made.truth;
    done = await fit(hysteresis, load(made.csv), origin, DEFAULT_FIT, { simulator: () => simulator });
  }, 600_000);
  afterAll(() => simulator.dispose());

  test('it passes, within 0.05 decades', () => {
    expect(done.faults).toEqual([]);
    expect(done.estimates[0]?.parameters).toHaveLength(14);
    expect(Math.sqrt((done.estimates[0]?.cost ?? NaN) / (done.estimates[0]?.points ?? NaN))).toBeLessThan(0.05);
  });

  test('the intervals hold the truth, but for the one in twenty that may miss', () => {
    const all = [...done.estimates.flatMap(({ parameters }) => parameters), ...done.derived];
    expect(
      all.filter(({ name, low, high }) => !(low <= truth[name]! && truth[name]! <= high)).length,
    ).toBeLessThanOrEqual(2);
    // Two that lean on each other miss together, which is one miss.
    expect(jointChance(done.estimates[0]!, truth)).toBeGreaterThan(0.01);
    // A miss is a near one.
    for (const { name, value, standardError } of all)
      expect(Math.abs(value - truth[name]!) / standardError).toBeLessThan(4);
  });

  test('its card, simulated on the three stimuli, lies on the fit; the YAML card is the same device', () => {
    expect(done.agreements.map(({ bench }) => bench)).toEqual(
      ['sweep 1', 'sweep 2', 'sweep 3'].map((name) => expect.stringContaining(name) as string),
    );
    expect(Math.max(...done.agreements.map(({ worst }) => worst))).toBeLessThan(1e-3);
    const [yaml, spice] = [
      done.cards.find(({ format }) => format === 'yaml'),
      done.cards.find(({ format }) => format === 'spice'),
    ];
    const set = parseParameterSet(yaml?.text ?? '', 'card.yaml');
    expect(set.name).toBe('memdiode-ngspice');
    expect(set.source).toBe(origin.source);
    expect(set.parameters['i_max']).toBeCloseTo(done.estimates[0]?.values[1] ?? NaN, 9);
    expect(spice?.text).toContain('.subckt memdiode_memdiode_ngspice p n h params: i_min=');
  });
});
