import type { Dut } from '../../src/netlist/dut.js';
import { ComposedDut } from '../../src/netlist/composed-dut.js';
import { loadProcess } from '../../src/process/load.js';
import type { SizedReference } from '../../src/design/design.js';
import { trim, TRIM_TOLERANCE, type TrimTarget } from '../../src/trim/trim.js';

const reference = (net: string, value: number): SizedReference => ({
  net,
  direction: 'to-ground',
  instance: 'x',
  reference: net,
  value,
  description: '',
});
const dut = new ComposedDut(
  {
    composition: { name: 'fake', title: '', instances: [], events: [], references: [], outputs: [] },
    sized: new Map(),
    references: [reference('tau', 2e-12), reference('gain', 1e-9)],
  },
  loadProcess('sky130'),
);
const valueOf = ({ references }: Dut, net: string): number =>
  references.find((candidate) => candidate.net === net)?.value ?? NaN;
const targets: TrimTarget[] = [
  { net: 'tau', quantity: 'x tau', unit: 's', slope: -1, target: 20e-3 },
  { net: 'gain', quantity: 'x amplitude', unit: '1', slope: 3, target: 1 },
];

test('two coupled biases meet both targets', async () => {
  const result = await trim(dut, targets, (candidate) => {
    const tau = 30e-15 / (valueOf(candidate, 'tau') + 0.1e-12);
    return Promise.resolve([tau, (valueOf(candidate, 'gain') / 1.3e-9) ** 2 * (tau / 20e-3) ** 0.5]);
  });
  expect(result.converged).toBe(true);
  expect(result.error).toBeLessThan(TRIM_TOLERANCE);
  expect(valueOf(result.dut, 'tau')).toBeCloseTo(1.4e-12, 14);
});

test('a peak that moves seven times as fast as its bias does not run away', async () => {
  const tried: number[] = [];
  const result = await trim(dut, targets.slice(1), (candidate) => {
    const bias = valueOf(candidate, 'gain');
    tried.push(bias);
    return Promise.resolve([(bias / 1.7e-9) ** 7]);
  });
  expect(result.converged).toBe(true);
  expect(Math.max(...tried)).toBeLessThan(4e-9);
});

test('a step response, where Newton fails, is bracketed', async () => {
  const result = await trim(dut, targets.slice(1), (candidate) =>
    Promise.resolve([valueOf(candidate, 'gain') > 1.5e-9 ? 3 : 0.2]),
  );
  expect(result.converged).toBe(false);
  for (const { bias } of result.steps) expect(bias).toBeLessThan(4.1e-9);
});

test('a response that cannot be measured leaves the biases as they were', async () => {
  const result = await trim(dut, targets, () => Promise.resolve([NaN, 1]));
  expect(result.converged).toBe(false);
  expect(result.dut).toBe(dut);
});
