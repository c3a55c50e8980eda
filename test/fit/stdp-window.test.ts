import { fit } from '../../src/fit/fit.js';
import { joinTables } from '../../src/fit/data/table.js';
import { stdpWindow } from '../../src/fit/targets/stdp-window/index.js';
import { parseSpec } from '../../src/load-spec.js';
import { generator } from '../../src/random/generator.js';

const truth = { 'A+': 0.02, 'tau+': 0.0168, 'A-': 0.0147, 'tau-': 0.0337, 'sd+': 0.002, 'sd-': 0.0015 };
const origin = { name: 'window', source: 'synthetic', sha256: [] };
const load = (text: string, options: { map?: string[]; keep?: string[]; holdOut?: string[] } = {}) =>
  joinTables([{ file: 'w.csv', text }], stdpWindow.columns, { map: [], keep: [], holdOut: [], ...options });

/** 30 points a side between 2 and 80 ms with normal scatter; `flip` exchanges the sides. */
function csv(seed: number, { scatter = 1, flip = 1 } = {}): string {
  const draws = generator(seed);
  const rows = Array.from({ length: 60 }, (_, index) => {
    const sign = index % 2 === 0 ? 1 : -1;
    const dt = 0.002 + 0.078 * draws.uniform();
    const mean = sign > 0 ? truth['A+'] * Math.exp(-dt / truth['tau+']) : -truth['A-'] * Math.exp(-dt / truth['tau-']);
    return `${sign * dt * 1e3},${flip * mean + scatter * (sign > 0 ? truth['sd+'] : truth['sd-']) * draws.normal()}`;
  });
  return `dt_ms,dw\n${rows.join('\n')}\n`;
}

test('the card is the rule of a spec', async () => {
  const done = await fit(stdpWindow, load(csv(1)), origin);
  expect(done.status).toBe('pass');
  const spec = parseSpec(
    `rulespice: 1\nname: fitted\n${done.cards[0]?.text ?? ''}process: { name: sky130 }\nstimulus:\n  ` +
      `window: { from: -60 ms, to: 60 ms, step: 5 ms }\nverify: [{ quantity: window, against: rule, metric: ` +
      `nrmse, max: 2 % }]\n`,
    'fitted.yaml',
  );
  expect(spec.rule.kind).toBe('stdp');
});

test('scatter alone is no window, and a window that turns the other way is not this rule', async () => {
  const noise = await fit(stdpWindow, load(csv(3, { scatter: 30 })), origin);
  expect(noise).toMatchObject({ status: 'fail' });
  expect(noise.faults.join('\n')).toContain('explains nothing');
  expect(noise.cards).toEqual([]);
  const flipped = await fit(stdpWindow, load(csv(1, { flip: -1 })), origin);
  expect(flipped.faults).toEqual([expect.stringMatching(/^A\+ is negative/), expect.stringMatching(/^A- is negative/)]);
});

test('a window seen only far below its time constant leaves tau open, and says so by name', async () => {
  const draws = generator(5);
  const rows = Array.from({ length: 40 }, (_, index) => {
    const dt = (index % 2 === 0 ? 1 : -1) * (0.1 + 0.9 * draws.uniform());
    return `${dt},${Math.sign(dt) * 0.02 + 0.001 * draws.normal()}`;
  });
  const done = await fit(stdpWindow, load(`dt_ms,dw\n${rows.join('\n')}\n`), origin);
  expect([...done.faults, ...done.warnings].join('\n')).toMatch(/tau\+/);
});

test('an outlier is reported, and the robust loss is hardly moved by it', async () => {
  const spoiled = `${csv(1)}3,0.06\n`;
  const [plain, robust] = await Promise.all(
    [false, true].map((choice) =>
      fit(stdpWindow, load(spoiled), origin, { seed: 1, starts: 4, robust: choice, intervals: 'profile' }),
    ),
  );
  const distance = (one: typeof plain): number => Math.abs((one?.estimates[0]?.values[0] ?? NaN) - truth['A+']);
  expect(distance(robust)).toBeLessThan(0.5 * distance(plain));
  expect(robust?.warnings.join('\n')).toContain('outlier');
});

test('held-out points are predicted, not fitted', async () => {
  const done = await fit(stdpWindow, load(csv(1), { holdOut: ['dt > 40 ms'] }), origin);
  const held = done.estimates[0]?.heldOut;
  expect((held?.points ?? 0) + (done.estimates[0]?.points ?? 0)).toBe(30);
  expect(held?.rms).toBeLessThan(2 * truth['sd+']);
});

test('too few points on a side is bad input', () => {
  expect(() => stdpWindow.models[0].plan(load('dt_ms,dw\n1,0.1\n2,0.1\n3,0.1\n4,0.1\n-1,-0.1\n'))).toThrow(
    'found 1 points with dt < 0 at 1 delays, expected at least 4 points at 2 delays for A- and tau-',
  );
});
