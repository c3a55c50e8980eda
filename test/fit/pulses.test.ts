import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fit, rank, type Fit } from '../../src/fit/fit.js';
import { joinTables, loadTable, type FitData } from '../../src/fit/data/table.js';
import { pulses } from '../../src/fit/targets/pulses/index.js';
import { parseMeasuredUpdate } from '../../src/nonideality/measured.js';
import { UserError } from '../../src/units/user-error.js';
import { describeWithSharedData } from '../support/shared-data.js';

const origin = { name: 'pulses', source: 'synthetic', sha256: [] };
const options = { seed: 1, starts: 2, robust: false, intervals: 'profile' } as const;
const load = (text: string, more: { keep?: string[]; holdOut?: string[] } = {}): FitData =>
  joinTables([{ file: 'p.csv', text }], pulses.columns, { map: [], keep: [], holdOut: [], ...more });
const model = (name: string) => pulses.models.find((one) => one.name === name) ?? pulses.models[0];

describe('synthetic pulses', () => {
  let done: Fit;
  beforeAll(async () => {
    done = await fit(pulses, load(pulses.synthetic(1).csv), origin, options);
  });

  test('the card is read back, with the two kinds of noise', () => {
    expect(done.faults).toEqual([]);
    const card = parseMeasuredUpdate(done.cards[0]?.text ?? '', 'card.yaml');
    expect(card.pulses).toBe(399);
    expect(card.nonlinearity.depression).toBeCloseTo(3, 0);
    expect(card.highest).toBeCloseTo(20e-6, 6);
    expect(card.updateNoise.potentiation).toBeGreaterThan(0.18e-6);
    expect(card.updateNoise.potentiation).toBeLessThan(0.33e-6);
  });

  test('the hypothesis behind the data is ranked first', async () => {
    const fits = [done];
    for (const name of ['accumulated', 'independent'])
      fits.push(await fit(pulses, done.data, origin, options, {}, model(name)));
    expect(rank(fits).map((one) => one.fit.model.name)).toEqual(['forgotten', 'accumulated', 'independent']);
  });

  test('plain least squares does not see that points depend on each other, and the runs test does', async () => {
    const naive = await fit(pulses, done.data, origin, options, {}, model('independent'));
    const width = (one: Fit): number =>
      (one.estimates[1]?.parameters[2]?.high ?? NaN) - (one.estimates[1]?.parameters[2]?.low ?? NaN);
    expect(width(done)).toBeGreaterThan(2 * width(naive));
    expect(naive.warnings.join('\n')).toContain('the residuals have structure');
  });
});

test('exchanged columns are a fault', async () => {
  const { csv } = pulses.synthetic(2);
  const done = await fit(pulses, load(csv.replace('g_up_uS,g_down_uS', 'g_down_uS,g_up_uS')), origin, options);
  expect(done.faults).toEqual([
    expect.stringContaining('up moves the conductance the other way'),
    expect.stringContaining('down moves the conductance the other way'),
  ]);
  expect(done.cards).toEqual([]);
});

test('too few pulses, and rows in the middle held out, are bad input', () => {
  expect(() => pulses.models[0].plan(load('g_up_uS,g_down_uS\n1,2\n2,1\n'))).toThrow(
    new UserError([{ file: 'p.csv', message: 'found 2 pulses, expected at least 20 for a curve and its noise' }]),
  );
  expect(() => pulses.models[0].plan(load(pulses.synthetic(1).csv, { holdOut: ['pulse > 100'] }))).toThrow(
    '--hold-out: pulses follow each other',
  );
});

type Reference = Readonly<Record<string, Readonly<Record<string, number>>>>;

describeWithSharedData('gong2018-rram-pulses', 'Gong 2018, HfO2, against scipy (scripts/oracle/fit_pulses.py)', () => {
  const reference = JSON.parse(readFileSync(new URL('pulses-reference.json', import.meta.url), 'utf8')) as Readonly<
    Record<'up' | 'down', Reference>
  >;
  const path = resolve('..', 'shared', 'data', 'gong2018-rram-pulses', 'pulse_response.csv');
  const data = existsSync(path)
    ? loadTable([path], pulses.columns, { map: [], keep: [], holdOut: [] })
    : load('g_up,g_down\n');

  const fits = new Map<string, Fit>();
  beforeAll(async () => {
    for (const { name } of pulses.models) fits.set(name, await fit(pulses, data, origin, options, {}, model(name)));
  });

  test.each(['forgotten', 'independent'])('%s', (name) => {
    const done = fits.get(name);
    expect(done?.faults).toEqual([]);
    for (const [index, way] of (['up', 'down'] as const).entries()) {
      const found = new Map(
        [...(done?.estimates[index]?.parameters ?? []), ...(done?.derived ?? [])].map((one) => [one.name, one.value]),
      );
      for (const [key, value] of Object.entries(reference[way][name] ?? {})) {
        if (key === 'rms') continue;
        expect(Math.abs((found.get(`${key} ${way}`) ?? NaN) - value)).toBeLessThan(2e-3 * Math.max(1, Math.abs(value)));
      }
    }
  });

  test(
    'NL down 3.05 within 0.1, up below 0.3; the scatter is forgotten within some ten pulses, it does not ' +
      'accumulate',
    () => {
      const [up, down] = fits.get('forgotten')?.estimates.map(({ parameters }) => parameters[2]?.value ?? NaN) ?? [];
      expect(Math.abs((down ?? NaN) - 3.05)).toBeLessThan(0.1);
      expect(Math.abs(up ?? NaN)).toBeLessThan(0.3);
      const [best, second] = rank([...fits.values()]);
      expect(best?.fit.model.name).toBe('forgotten');
      expect((second?.aicc ?? NaN) - (best?.aicc ?? NaN)).toBeGreaterThan(20);
      expect(best?.fit.warnings).toEqual([]);
    },
  );
});
