import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { fit, rank, type Fit } from '../../src/fit/fit.js';
import { joinTables } from '../../src/fit/data/table.js';
import { trace } from '../../src/fit/targets/trace/index.js';
import { generator } from '../../src/random/generator.js';
import { parseSpec } from '../../src/load-spec.js';
import { fakeIo } from '../cli/fixtures.js';

const origin = { name: 'trace', source: 'synthetic', sha256: [] };
const options = { seed: 1, starts: 3, robust: false, intervals: 'profile' } as const;
const load = (texts: string | readonly string[], more: { map?: string[]; keep?: string[]; holdOut?: string[] } = {}) =>
  joinTables(
    [texts].flat().map((text, index) => ({ file: `t${index + 1}.csv`, text })),
    trace.columns,
    { map: [], keep: [], holdOut: [], ...more },
  );
const model = (name: string) => trace.models.find((one) => one.name === name) ?? trace.models[0];
const found = (done: Fit, name: string) =>
  [...done.estimates.flatMap(({ parameters }) => parameters), ...done.derived].find((one) => one.name === name);
const holds = (done: Fit, name: string, truth: number): boolean => {
  const { low = NaN, high = NaN } = found(done, name) ?? {};
  return low <= truth && truth <= high;
};

interface Wave {
  readonly at: (time: number) => number;
  readonly seed?: number;
  readonly sd?: number;
  readonly kept?: number;
  readonly until?: number;
  readonly step?: number;
  readonly events?: readonly number[];
}
/** Samples of a waveform with correlated noise; seconds, plain numbers. */
function csv({ at, seed = 1, sd = 0.02, kept = 0.5, until = 0.4, step = 1e-3, events }: Wave): string {
  const draws = generator(seed);
  let deviation = sd * draws.normal();
  const rows = Array.from({ length: Math.round(until / step) }, (_, index) => {
    if (index > 0) deviation = kept * deviation + sd * Math.sqrt(1 - kept * kept) * draws.normal();
    const time = index * step;
    return [
      time.toFixed(6),
      (at(time) + deviation).toFixed(6),
      ...(events ? [events.some((event) => Math.abs(event - time) < step / 4) ? 1 : 0] : []),
    ].join();
  });
  return `t_s,x${events ? ',event' : ''}\n${rows.join('\n')}\n`;
}
const decay = (time: number, start: number, tau: number): number =>
  time > start ? Math.exp(-(time - start) / tau) : 0;

test('the card is the rule of a spec', async () => {
  const done = await fit(trace, load(trace.synthetic(1).csv), origin, options);
  expect(done.faults).toEqual([]);
  const card = done.cards[0]?.text ?? '';
  expect(card).toMatch(/circuit: \{ trace: \{ current: 1\.\d+e-11 A \} \}/);
  const spec = parseSpec(
    `rulespice: 1\nname: fitted\n${card}stimulus:\n  spikes: { pre: [10 ms], duration: 200 ms }\nverify: ` +
      `[{ quantity: tau, against: rule, max: 5 % }]\n`,
    'fitted.yaml',
  );
  expect(spec.rule).toMatchObject({ kind: 'trace', pairing: 'all-to-all' });
  expect(Math.abs((spec.rule.kind === 'trace' ? spec.rule.tau : NaN) / 0.02 - 1)).toBeLessThan(0.1);
});

test(
  'noise that is taken for independent would give intervals that are too narrow: correlation widens them as ' +
    'theory says',
  async () => {
    const width = async (kept: number): Promise<number> => {
      const { standardError = NaN } =
        found(await fit(trace, load(csv({ at: (time) => decay(time, -1e-9, 0.05), kept })), origin, options), 'tau') ??
        {};
      return standardError;
    };
    // A slow curve under AR(1) noise: variances grow by (1 + kept) / (1 - kept) (Bartlett), here 5.67.
    const ratio = (await width(0.7)) / (await width(0));
    expect(ratio / Math.sqrt(1.7 / 0.3)).toBeGreaterThan(0.8);
    expect(ratio / Math.sqrt(1.7 / 0.3)).toBeLessThan(1.2);
  },
);

test('two files: one tau, a rest of each, events by another name', async () => {
  const events = [0.05, 0.07, 0.2];
  const wave = (rest: number, seed: number): string =>
    csv({
      events,
      seed,
      at: (time) => rest + events.reduce((sum, event) => sum + decay(time, event, 0.03), 0),
    }).replace('event', 'TTL');
  const done = await fit(trace, load([wave(0.5, 1), wave(-2, 2)], { map: ['event=TTL'] }), origin, options);
  expect(done.faults).toEqual([]);
  for (const [name, truth] of [
    ['tau', 0.03],
    ['A', 1],
    ['baseline 1', 0.5],
    ['baseline 2', -2],
  ] as const)
    expect(Math.abs((found(done, name)?.value ?? NaN) - truth)).toBeLessThan(
      4 * (found(done, name)?.standardError ?? NaN),
    );
});

test('the shape behind the data is ranked first: a rise, sets instead of sums, a log-domain integrator', async () => {
  const events = [0.05, 0.06, 0.07, 0.2, 0.21];
  const since = (time: number): number => time - Math.max(-Infinity, ...events.filter((event) => event < time));
  let [state, last] = [0.02, 0];
  const integrator = (time: number): number => {
    for (const event of events.filter((one) => one > last && one < time)) {
      state = 0.02 + (state - 0.02) * Math.exp(-(event - last) / 0.03);
      const before = state;
      // I + Ig ln(I / before) = before + A by bisection, Ig 0.3, A 1.
      let [low, high] = [before, before + 1];
      for (let step = 0; step < 60; step += 1) {
        const middle = (low + high) / 2;
        if (middle + 0.3 * Math.log(middle / before) > before + 1) high = middle;
        else low = middle;
      }
      state = low;
      last = event;
    }
    return 0.02 + (state - 0.02) * Math.exp(-(time - last) / 0.03);
  };
  const waves: readonly (readonly [string, (time: number) => number])[] = [
    [
      'double',
      (time) => events.reduce((sum, event) => sum + (decay(time, event, 0.03) - decay(time, event, 0.006)), 0),
    ],
    ['nearest', (time) => (Number.isFinite(since(time)) ? Math.exp(-since(time) / 0.03) : 0)],
    ['dpi', integrator],
  ];
  for (const [name, at] of waves) {
    const data = load(csv({ at, events, sd: 0.01 }));
    const fits: Fit[] = [];
    for (const rival of ['single', name])
      fits.push(await fit(trace, data, origin, { ...options, starts: 2 }, {}, model(rival)));
    const [best] = rank(fits);
    expect(best?.fit.model.name).toBe(name);
    expect(best?.fit.faults).toEqual([]);
    expect(Math.abs((best ? (found(best.fit, 'tau')?.value ?? NaN) : NaN) - 0.03)).toBeLessThan(0.0015);
  }
});

test('without markers the event is found; a rise has its onset fitted', async () => {
  const done = await fit(
    trace,
    load(csv({ at: (time) => 1.4953 * (decay(time, 0.1234, 0.04) - decay(time, 0.1234, 0.01)), kept: 0.3 })),
    origin,
    options,
    {},
    model('double'),
  );
  expect(done.faults).toEqual([]);
  expect(holds(done, 'tau', 0.04) && holds(done, 'tau rise', 0.01)).toBe(true);
  expect(done.notes.join()).toContain('there is no column event');
});

test('no decay within the record: tau is named and there is no card', async () => {
  const done = await fit(trace, load(csv({ at: (time) => decay(time, 0.05, 50), sd: 0.05 })), origin, options);
  expect(done.faults.join('\n')).toMatch(
    /tau is not identifiable: no waveform is followed for more than 34\d(\.\d+)? ms after an event/,
  );
  expect(done.cards).toEqual([]);
});

test('noise alone is no trace', async () => {
  const done = await fit(trace, load(csv({ at: () => 0, events: [0.05], kept: 0.8 })), origin, options);
  expect(done.status).toBe('fail');
});

test.each([
  ['t_s,x\n0,1\n1,0.5\n', 't1.csv:2: the waveform that begins here has 2 rows, expected at least 12'],
  [
    `t_s,x\n${Array.from({ length: 20 }, (_, row) => `${Math.min(row, 15)},1`).join('\n')}\n`,
    't1.csv:18: t is 15 s as in the row before',
  ],
  [
    `t_s,x,event\n${Array.from({ length: 20 }, (_, row) => `${row},1,0`).join('\n')}\n`,
    'the column event marks no event',
  ],
])('%j is bad input', (text, message) => {
  expect(() => trace.models[0].plan(load(text))).toThrow(message);
});

test('on the command line: an oscilloscope file with other names, ranked, as a card', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-trace-'));
  try {
    writeFileSync(
      join(folder, 'scope.csv'),
      csv({ at: (time) => 0.3 + decay(time, 0.05, 0.02), events: [0.05] }).replace('t_s,x,event', 'TIME,CH1,CH2'),
    );
    const io = fakeIo();
    const card = join(folder, 'trace.yaml');
    const code = await main(
      [
        'fit',
        'trace',
        join(folder, 'scope.csv'),
        '--map',
        't=TIME[s]',
        '--map',
        'x=CH1[V]',
        '--map',
        'event=CH2[V]',
        '--compare',
        '--starts',
        '1',
        '--card',
        card,
      ],
      io,
    );
    expect(io.complaints.join('')).not.toContain('no card');
    expect(code).toBe(0);
    expect(io.printed.join('')).toMatch(/model +parameters +AICc/);
    expect(readFileSync(card, 'utf8')).toMatch(/rule:\n {2}kind: trace\n {2}tau: 0\.0\d+ s/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
