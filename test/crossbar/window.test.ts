import { simulateDevice } from '../../src/behavioural/device-transient.js';
import { analyseWindow } from '../../src/crossbar/analysis/window.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import type { CrossbarSpec } from '../../src/crossbar/spec/schema.js';
import { spikePair } from '../../src/devices/spike-pair.js';
import { changedSet, findParameterSet } from '../../src/devices/parameter-set.js';

const SPIKE = '{ height: 0.55 V, width: 20 ns, tail: 0.25 V, decay: 400 ns, edge: 1 ns }';
const document = (
  window: string,
  array = 'rows: 1, columns: 1, device: { set: vteam-b, parameters: { k_off: 0.3 m/s, iv: 1 } }, conductance: { ' +
    'uniform: 30 uS }',
): CrossbarSpec =>
  parseCrossbar(
    `rulespice: 1
name: t
crossbar: { ${array} }
window:
  ${window}
verify: [{ quantity: lone-spike, max: 0 % }]
`,
    't.yaml',
  );
const run = (spec: CrossbarSpec) => analyseWindow(spec.crossbar, spec.window!, { folder: '.' });

test('every pair agrees with the single device of the other integrator', async () => {
  const { output, measured } = await run(
    document(`spike: ${SPIKE}\n  intervals: { from: -300 ns, to: 300 ns, step: 60 ns }`),
  );
  if (!output || !('headers' in output)) throw new Error('a window has columns');
  expect(output.headers).toEqual(['dt (s)', 'dw']);
  expect(output.rows).toHaveLength(10);
  const set = changedSet(findParameterSet('vteam-b'), { k_off: '0.3 m/s', iv: 1 });
  // iv = 1: G = exp(-s ln(r_off/r_on)) / r_on
  const lambda = Math.log(100);
  const start = -Math.log(30e-6 * 10e3) / lambda;
  for (const [dt = NaN, dw = NaN] of output.rows) {
    const drive = spikePair({ height: 0.55, width: 20e-9, tail: 0.25, decay: 400e-9, edge: 1e-9 }, dt);
    const s = simulateDevice(set, { drive, series: 0, maxStep: 0.2e-9 }, { s: start }).states.get('s')?.at(-1) ?? NaN;
    const change = (Math.exp(-lambda * s) - Math.exp(-lambda * start)) / (1 - 0.01);
    expect(Math.abs(dw - change)).toBeLessThan(2e-5);
    expect(Math.sign(dw)).toBe(Math.sign(dt));
  }
  expect(measured.get('lone-spike')).toBe(0);
  expect(measured.get('window-potentiation')).toBeGreaterThan(0.05);
  expect(measured.get('window-depression')).toBeGreaterThan(0.05);
});

test(
  'a device that is SET by a positive voltage takes the pulse upside down; the right way up it is not ' + 'potentiated',
  async () => {
    const memdiode =
      'rows: 1, columns: 1, device: { set: memdiode-tio2, parameters: { i_min: 39 nA, i_max: 4.74 uA } }, ' +
      'conductance: { uniform: 6 uS }';
    const potentiation = async (sign: string): Promise<number> =>
      (
        await run(
          document(
            `spike: { height: ${sign}0.9 V, width: 20 us, tail: ${sign}0.35 V, decay: 100 us, edge: 1 us ` +
              `}\n  intervals: { from: -60 us, to: 60 us, step: 20 us }`,
            memdiode,
          ),
        )
      ).measured.get('window-potentiation')!;
    expect(await potentiation('-')).toBeGreaterThan(0.003);
    expect(await potentiation('')).toBeLessThan(1e-4);
  },
);

test('a spike that reaches the threshold alone is seen', async () => {
  const { measured } = await run(
    document(`spike: ${SPIKE.replace('0.55', '0.8')}\n  intervals: { from: -100 ns, to: 100 ns, step: 50 ns }`),
  );
  expect(measured.get('lone-spike')).toBeGreaterThan(0.01);
});

test('in an array with wires the window of a far synapse is smaller', async () => {
  const array = (cell: string) =>
    document(
      `spike: ${SPIKE}\n  cell: ${cell}\n  intervals: { from: -100 ns, to: 100 ns, step: 50 ns }`,
      'rows: 4, columns: 5, device: { set: vteam-b, parameters: { k_off: 0.3 m/s, iv: 1 } }, conductance: ' +
        '{ uniform: 30 uS }, wires: { word: 20 ohm, bit: 20 ohm, driver: 100 ohm, sense: 100 ohm }',
    );
  const [near, far] = await Promise.all(
    ['[4, 1]', '[1, 5]'].map(async (cell) => (await run(array(cell))).measured.get('window-potentiation')!),
  );
  expect(far).toBeLessThan(near!);
  expect(far).toBeGreaterThan(0.5 * near!);
});

test('the distance to the rule of the spec', async () => {
  const rule = (amplitude: number) =>
    document(
      `spike: ${SPIKE}\n  intervals: { from: -300 ns, to: 300 ns, step: 25 ns }\n  rule: { potentiation: ` +
        `{ amplitude: ${amplitude}, tau: 80 ns }, depression: { amplitude: 0.12, tau: 80 ns } }`,
    );
  expect((await run(rule(0.16))).measured.get('window-fidelity')).toBeLessThan(0.1);
  expect((await run(rule(0.32))).measured.get('window-fidelity')).toBeGreaterThan(0.1);
});

test.each([
  [
    `spike: ${SPIKE.replace('0.25 V', '-0.25 V')}\n  intervals: { from: -1 us, to: 1 us, step: 100 ns }`,
    't.yaml:5:48: window.spike.tail: found "-0.25 V", expected the sign of "height": a tail of 0.3 V runs ' +
      'at -0.3 V behind a pulse above 0',
  ],
  [
    `spike: ${SPIKE}\n  intervals: { from: 1 us, to: -1 us, step: 100 ns }`,
    'window.intervals.to: "to" must not lie before "from"; swap them',
  ],
  [
    `spike: ${SPIKE}\n  intervals: { from: -1 us, to: 1 us, step: 1 ns }`,
    'window.intervals.step: found "1 ns", expected at most 401 intervals; take a larger step',
  ],
  [
    `spike: ${SPIKE}\n  intervals: { from: -1 us, to: 1 us, step: 100 ns }\n  cell: [2, 1]`,
    'window.cell: row 2, column 1 is outside the 1 x 1 array; choose a cell inside',
  ],
])('%s is refused', (window, message) => {
  expect(() => document(window)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) as string }) as Error,
  );
});

test('a window of one side, and spikes below 0 V on access transistors, are refused', async () => {
  await expect(run(document(`spike: ${SPIKE}\n  intervals: { from: 10 ns, to: 100 ns, step: 10 ns }`))).rejects.toThrow(
    'window.intervals: a window has two sides; let them run from below 0 s to above 0 s',
  );
  const transistor =
    'rows: 2, columns: 2, device: { set: vteam-b }, transistor: { threshold: 0.5 V, beta: 1e-3, on: 3 V }';
  await expect(
    run(document(`spike: ${SPIKE}\n  intervals: { from: -100 ns, to: 100 ns, step: 50 ns }`, transistor)),
  ).rejects.toThrow('a line at -0.25 V would forward-bias the junctions of the access transistors');
});
