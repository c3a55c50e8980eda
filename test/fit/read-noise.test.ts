import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coverageOf } from '../../src/fit/inference/coverage.js';
import { DEFAULT_FIT } from '../../src/fit/estimate.js';
import { fit, rank, type Fit } from '../../src/fit/fit.js';
import { fourier } from '../../src/fit/spectrum/fourier.js';
import { mostLikely } from '../../src/fit/search/deviance.js';
import { search, valuesOf } from '../../src/fit/search/search.js';
import { periodogram } from '../../src/fit/spectrum/periodogram.js';
import { joinTables, loadTable, type FitData } from '../../src/fit/data/table.js';
import { readNoise } from '../../src/fit/targets/read-noise/index.js';
import { momentsOf } from '../../src/fit/targets/read-noise/traces.js';
import { forward, type TwoLevels } from '../../src/fit/targets/read-noise/two-levels.js';
import { parseMeasuredNoise } from '../../src/nonideality/measured-noise.js';
import { Watch } from '../../src/fit/search/watch.js';
import { telegraphNoise } from '../../src/nonideality/telegraph-noise.js';
import { generator } from '../../src/random/generator.js';
import { describeWithSharedData } from '../support/shared-data.js';

const origin = { name: 'trace', source: 'synthetic', sha256: [] };
const options = { seed: 1, starts: 1, robust: false, intervals: 'profile' } as const;
type More = { map?: string[]; keep?: string[]; holdOut?: string[] };
const load = (text: string, more: More = {}): FitData =>
  joinTables([{ file: 't.csv', text }], readNoise.columns, { map: [], keep: [], holdOut: [], ...more });
const model = (name: string) => readNoise.models.find((one) => one.name === name) ?? readNoise.models[0];
const value = (done: Fit | undefined, name: string): number =>
  [...(done?.estimates.flatMap(({ parameters }) => parameters) ?? []), ...(done?.derived ?? [])].find(
    (one) => one.name === name,
  )?.value ?? NaN;

test.each([5, 12, 97])('Fourier transform of %d values, whatever their number, against the sum itself', (count) => {
  const draws = generator(count);
  const values = Float64Array.from({ length: count }, () => draws.normal());
  const { real, imaginary } = fourier(values);
  expect(real).toHaveLength(Math.floor(count / 2) + 1);
  for (let k = 0; k < real.length; k += 1) {
    const sum = (wave: (angle: number) => number): number =>
      values.reduce((total, one, n) => total + one * wave((2 * Math.PI * k * n) / count), 0);
    expect(real[k]).toBeCloseTo(sum(Math.cos), 10);
    expect(imaginary[k]).toBeCloseTo(-sum(Math.sin), 10);
  }
});

test('a periodogram holds the variance of the values, and a ramp does not leak through a Hann taper', () => {
  const draws = generator(5);
  const values = Float64Array.from({ length: 1001 }, () => draws.normal());
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const { densities } = periodogram(values, 0.1, 'none');
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
  expect(densities.reduce((sum, one) => sum + one, 0) / (1001 * 0.1)).toBeCloseTo(variance, 9);
  const ramp = Float64Array.from({ length: 1000 }, (_, index) => index);
  const [leaking, tapered] = (['none', 'hann'] as const).map(
    (taper) => periodogram(ramp, 1, taper).densities.at(-1) ?? NaN,
  );
  expect(tapered).toBeLessThan(1e-6 * (leaking ?? NaN));
});

test('the forward recursion is the sum over every path of the trap', () => {
  const trap: TwoLevels = { level: 1, amplitude: 0.5, noise: 0.3, capture: 2, emission: 1 };
  const values = Float64Array.of(0.9, 0.4, 0.7, 1.2, 0.3);
  const memory = Math.exp(-(1 / 2 + 1));
  const share = 1 / 3;
  const step = (from: number, to: number): number =>
    (to === 1 ? share : 1 - share) * (1 - memory) + (from === to ? memory : 0);
  const bell = (one: number, state: number): number =>
    Math.exp(-0.5 * ((one - 1 + 0.5 * state) / 0.3) ** 2) / (0.3 * Math.sqrt(2 * Math.PI));
  let likelihood = 0;
  for (let path = 0; path < 32; path += 1) {
    const states = Array.from(values, (_, index) => (path >> index) & 1);
    likelihood += states.reduce(
      (product, state, index) =>
        product *
        bell(values[index] ?? NaN, state) *
        (index === 0 ? (state === 1 ? share : 1 - share) : step(states[index - 1] ?? NaN, state)),
      1,
    );
  }
  const { deviances } = forward(trap, values, 1, 1);
  expect(deviances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(-2 * Math.log(likelihood), 10);
});

describe('synthetic traces', () => {
  const made = new Map(readNoise.models.map((one) => [one.name, one.synthetic?.(1).csv ?? '']));

  test('the card is read back, and what it says makes the same noise', async () => {
    const done = await fit(readNoise, load(made.get('telegraph') ?? ''), origin, options);
    expect(done.faults).toEqual([]);
    const [noise] = parseMeasuredNoise(done.cards[0]?.text ?? '', 'card.yaml');
    expect(noise?.readNoise.sigma).toBeCloseTo(0.012, 3);
    expect(noise?.readNoise.interval).toBe(2.5e-3);
    expect(noise?.trap?.amplitude).toBeCloseTo(0.04, 2);
    expect(noise?.spectrum.exponent).toBeCloseTo(value(done, 'exponent'), 1);
    const points = telegraphNoise(noise?.trap ?? { amplitude: 0, capture: 1, emission: 1 }, 1, generator(1));
    expect(new Set(points.map(([, level]) => level))).toEqual(new Set([1, 1 - (noise?.trap?.amplitude ?? NaN)]));
  });

  test.each(['telegraph', 'flicker'])('what made a trace is ranked first: %s', async (truth) => {
    const fits: Fit[] = [];
    for (const { name } of readNoise.models)
      fits.push(await fit(readNoise, load(made.get(truth) ?? ''), origin, options, {}, model(name)));
    const ranked = rank(fits);
    expect(ranked[0]?.fit.model.name).toBe(truth);
    expect((ranked[1]?.aicc ?? NaN) - (ranked[0]?.aicc ?? NaN)).toBeGreaterThan(20);
  });

  test('white noise has no trap: a fault, and no card', async () => {
    const done = await fit(readNoise, load(made.get('white') ?? ''), origin, options);
    expect(done.status).toBe('fail');
    expect(done.cards).toEqual([]);
  });

  test('the end of a trace is held out and predicted', async () => {
    const done = await fit(readNoise, load(made.get('telegraph') ?? '', { holdOut: ['t >= 3 s'] }), origin, options);
    expect(done.estimates[0]?.heldOut?.points).toBe(400);
    expect(Math.abs((done.estimates[0]?.heldOut?.rms ?? NaN) - 1)).toBeLessThan(0.1);
  });

  test('few switches are told', async () => {
    const done = await fit(readNoise, load(made.get('telegraph') ?? '', { keep: ['t < 0.7 s'] }), origin, options);
    expect(done.warnings.join('\n')).toMatch(/the trap returns only about \d+ times/);
  });

  // As the conformance test does for the first model.
  test.each(['flicker', 'white'])(
    '95 %% intervals of %s traces hold the truth, without bias',
    async (name) => {
      const coverages = await coverageOf(readNoise, 8, { ...DEFAULT_FIT, starts: 1 }, model(name));
      expect(
        coverages.filter(({ covered, bias }) => covered < 0.6 || !(Math.abs(bias) < 0.3 + 3.3 / Math.sqrt(8))),
      ).toEqual([]);
      expect(coverages.length).toBeGreaterThan(0);
    },
    600_000,
  );
});

test('traces side by side, one below the other and in files of their own are the same traces', () => {
  const [one, other] = [1, 2].map((seed) =>
    (readNoise.models[0].synthetic?.(seed).csv ?? '')
      .trim()
      .split('\n')
      .slice(1, 401)
      .map((line) => line.split(',')),
  );
  const beside = one?.map(([time, g], row) => `${time ?? ''},${g ?? ''},${other?.[row]?.[1] ?? ''}`) ?? [];
  const wide = `t_s,g_a_uS,g_b_uS\n${beside.join('\n')}\n`;
  const below = [one, other].flatMap((rows, index) => rows?.map((row) => [...row, 'ab'.charAt(index)].join(',')) ?? []);
  const long = `t_s,g_uS,trace\n${below.join('\n')}\n`;
  const files = [one, other].map((rows, index) => ({
    file: `/lab/${index === 0 ? 'a' : 'b'}.csv`,
    text: `t_s,g_uS\n${rows?.map((row) => row.join(',')).join('\n') ?? ''}\n`,
  }));
  const means = (data: FitData): number[] =>
    model('white')
      .plan(data)
      .problems.filter((_, index) => index % 2 === 0)
      .map(({ parameters }) => parameters[0]?.start ?? NaN);
  const names = (data: FitData): string[] => readNoise.models[0].plan(data).problems.map(({ name }) => name);
  const expected = means(load(long));
  expect(expected).toHaveLength(2);
  expect(means(load(wide, { map: ['g=g_*_uS'] }))).toEqual(expected);
  expect(means(joinTables(files, readNoise.columns, { map: [], keep: [], holdOut: [] }))).toEqual(expected);
  expect(names(load(wide, { map: ['g=g_*_uS'] }))).toEqual(['a', 'a, spectrum', 'b', 'b, spectrum']);
  expect(names(joinTables(files, readNoise.columns, { map: [], keep: [], holdOut: [] }))).toEqual([
    'a.csv',
    'a.csv, spectrum',
    'b.csv',
    'b.csv, spectrum',
  ]);
});

const samples = (count: number, g: (index: number) => number, t = (index: number): number => index / 100): string =>
  `t_s,g_uS\n${Array.from({ length: count }, (_, index) => `${t(index)},${g(index)}`).join('\n')}\n`;

test.each([
  [
    'too few samples',
    samples(100, (index) => 5 + (index % 3)),
    {},
    't.csv:2: found 100 samples of the trace, expected at least 256 for a spectrum',
  ],
  [
    'no variation',
    samples(300, () => 5),
    {},
    't.csv:2: the trace is 0.000005 S at every sample; there is no noise to fit',
  ],
  [
    'a gap',
    samples(
      300,
      (index) => 5 + (index % 3),
      (index) => (index < 200 ? index : index + 100) / 100,
    ),
    {},
    'spectra and dwell times need even steps, so cut the trace to a part without gaps with --keep',
  ],
  [
    'times that fall',
    samples(
      300,
      (index) => 5 + (index % 3),
      (index) => -index,
    ),
    {},
    't.csv:2: the times of the trace run from 0 to -299 s, expected them to rise',
  ],
  [
    'a negative conductance',
    samples(300, (index) => -5 + (index % 3)),
    {},
    'the trace has a mean of -0.000004000 S, expected a conductance above 0',
  ],
  [
    'the beginning held out',
    samples(600, (index) => 5 + (index % 3)),
    { holdOut: ['t < 1 s'] },
    '--hold-out takes rows of the trace before others that are fitted; every trace has parameters of its ' +
      'own, so hold out its end, such as "t > 40 s"',
  ],
])('%s is bad input', (_, text, more: More, message) => {
  expect(() => readNoise.models[0].plan(load(text, more))).toThrow(message);
});

test('a card that is not one says where', () => {
  expect(() => parseMeasuredNoise('noise: []', 'card.yaml')).toThrow(
    'card.yaml:1:1: noise: found an empty list, expected at least one trace',
  );
});

interface Reference {
  readonly mean: number;
  readonly std: number;
  readonly density: number;
  readonly exponent: number;
  readonly trap?: Readonly<Record<string, number>>;
}

describeWithSharedData(
  'rram-noise-techA',
  'technology A at five levels, against numpy and scipy (scripts/oracle/fit_read_noise.py)',
  () => {
    const reference = JSON.parse(
      readFileSync(new URL('read-noise-reference.json', import.meta.url), 'utf8'),
    ) as Readonly<Record<string, Reference>>;
    const path = resolve('..', 'shared', 'data', 'rram-noise-techA', 'noise_400Hz.csv');
    const level = (name: string, keep: string[] = []): FitData =>
      existsSync(path)
        ? loadTable([path], readNoise.columns, { map: [`g=${name}`], keep, holdOut: [] })
        : load('t_s,g_S\n0,1\n');
    const names = ['g_level0_S', 'g_level8_S', 'g_level16_S', 'g_level24_S', 'g_level31_S'];

    test.each(names)('%s: mean, deviation, density and exponent of the band', async (name) => {
      const expected = reference[name];
      const [samples, spectrum] = model('white').plan(level(name)).problems;
      if (samples === undefined || spectrum === undefined || expected === undefined)
        throw new Error('a trace has samples, a spectrum and a reference');
      expect((samples.parameters[0]?.start ?? NaN) / expected.mean).toBeCloseTo(1, 9);
      expect((samples.parameters[1]?.start ?? NaN) / expected.std).toBeCloseTo(1, 9);
      const found = await search(
        mostLikely((at) => spectrum.likelihood?.deviances(valuesOf(spectrum.parameters, at)) ?? new Float64Array(0)),
        spectrum,
        { starts: 2, seed: 1 },
        new Watch(),
      );
      const [density, exponent] = valuesOf(spectrum.parameters, found.best.at);
      expect((density ?? NaN) / expected.density).toBeCloseTo(1, 4);
      expect(exponent).toBeCloseTo(expected.exponent, 4);
    });

    test('likelihood and parameters of the trap in the first 10 s of level 24', async () => {
      const name = 'g_level24_S';
      const trap = reference[name]?.trap ?? {};
      const data = level(name, ['t < 10 s']);
      const [samples] = readNoise.models[0].plan(data).problems;
      if (samples?.likelihood === undefined) throw new Error('a trap is fitted by likelihood');
      const { likelihood, parameters } = samples;
      // The problem counts its deviance in units of the deviation of the trace.
      const unit = 2 * samples.observed.length * Math.log(momentsOf(samples.observed).deviation);
      const theirs = Float64Array.from(
        ['level', 'amplitude', 'noise', 'capture', 'emission'],
        (key) => trap[key] ?? NaN,
      );
      expect(
        likelihood.deviances(theirs).reduce((sum, one) => sum + one, 0) + unit - (trap['deviance'] ?? NaN),
      ).toBeCloseTo(0, 4);
      const found = await search(
        mostLikely((at) => likelihood.deviances(valuesOf(parameters, at))),
        samples,
        { starts: 1, seed: 1 },
        new Watch(),
      );
      expect(found.best.cost + unit - (trap['deviance'] ?? NaN)).toBeLessThan(1e-3);
      valuesOf(parameters, found.best.at).forEach((one, index) =>
        expect(one / (theirs[index] ?? NaN)).toBeCloseTo(1, 3),
      );
    });
  },
);
