import { readFileSync } from 'node:fs';
import { fileCache } from '../../src/node/store/cache.js';
import { cosimulate, type CosimReport } from '../../src/cosim/cosim.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { loadSpec, parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';
import { describeVerdict } from '../support/verification.js';
import { withDefect } from '../support/mutant.js';

/** The shipped example and what must break it. */

const EXAMPLE = 'examples/cosim-pair.yaml';
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('ngspice-wasm');
});
afterAll(() => simulator.dispose());

const outcome = ({ report }: CosimReport): string[] => report.verdicts.map(describeVerdict);
const failed = ({ report }: CosimReport): string[] =>
  report.verdicts.filter(({ status }) => status === 'fail').map(({ quantity, against }) => `${quantity} ${against}`);

/** The example, shorter and untrimmed, against the model alone: what a defect has to get past. */
const short = (text: string): string =>
  text
    .replace('duration: 1 s\n  neuron', 'duration: 300 ms\n  neuron')
    .replace('trim: true', 'trim: false')
    .replace(/^.*quantity: (w|spikes), against: rule.*\n/gm, '');
const run = (with_: Simulator): Promise<CosimReport> =>
  cosimulate(
    parseSpec(short(readFileSync(EXAMPLE, 'utf8')), EXAMPLE),
    { simulator: with_, cache: fileCache() },
    { file: EXAMPLE },
  );

test('the shipped example: as many spikes, within 0.1 ms over 1 s, weights within 3 %', async () => {
  const result = await cosimulate(loadSpec(EXAMPLE), { simulator, cache: fileCache() }, { file: EXAMPLE });
  expect(outcome(result).filter((line) => !line.includes(': pass'))).toEqual([]);
  expect(result.report.status).toBe('pass');
  const { circuit, model } = result.roads;
  const [found, expected] = [circuit?.spikes[2] ?? [], model?.spikes[2] ?? []];
  expect(found.length).toBeGreaterThan(30);
  expect(found).toHaveLength(expected.length);
  found.forEach((time, index) => {
    expect(Math.abs(time - (expected[index] ?? NaN))).toBeLessThan(1e-4);
  });
});

test('without a defect the short run passes', async () => {
  expect(failed(await run(simulator))).toEqual([]);
});

test.each([
  ['pre and post swapped', (text: string) => text.replace(/^xs0 n(\d) n(\d) /m, 'xs0 n$2 n$1 ')],
  [
    'weight capacitors a fifth larger',
    (text: string) => text.replace(/^cw w vss (\S+)$/m, (_, value: string) => `cw w vss ${1.2 * Number(value)}`),
  ],
])('%s: the weights are found wrong', async (_, circuit) => {
  expect(failed(await run(withDefect(simulator, { circuit })))).toContain('w model');
});

test('an engine that cannot be coupled is refused by name, before anything runs', async () => {
  const embedded = createSimulator('embedded');
  try {
    await expect(run(embedded)).rejects.toThrow(/engine embedded .* --engine ngspice-wasm/);
    await expect(run(embedded)).rejects.toThrow(UserError);
  } finally {
    await embedded.dispose();
  }
});

test('a spec without a network is refused', async () => {
  await expect(
    cosimulate(loadSpec('examples/stdp-additive.yaml'), { simulator, cache: fileCache() }, { file: 'x.yaml' }),
  ).rejects.toThrow(/no section "network"/);
});
