import { SimulationError } from '../../src/engine/errors.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import type { Plan } from '../../src/verify/plan.js';
import type { VerifyOptions } from '../../src/verify/context.js';
import { fakeContext, fakeSimulator, NOMINAL, waveformsOf } from './fake-context.js';

/*
 * A whole verification on an engine of our own making. What is designed and planned comes from the test: a design needs
 * a characterised process.
 */

interface Mocks {
  unstable_mockModule(path: string, factory: () => unknown): void;
}
const mocks = (import.meta as unknown as { readonly jest: Mocks }).jest;
let plan: Plan | undefined;
mocks.unstable_mockModule('../../src/verify/plan.js', () => ({ planVerification: () => Promise.resolve(plan) }));
const { verifySpec } = await import('../../src/verify/verify.js');

const SLOW = { ...NOMINAL, corner: 'ss' };

/** The right circuit everywhere but at the slow corner, where it does as told. */
const simulator = (atSlow: Error | number) =>
  fakeSimulator((text, duration) => {
    const slow = text.includes('corner ss');
    if (slow && atSlow instanceof Error) throw atSlow;
    const [, points = ''] = /v_pre pre 0 pwl\((.*)\)/.exec(text) ?? [];
    const values = points.split(' ').map(Number);
    const high = values.findLastIndex((value, index) => index % 2 === 1 && value > 0);
    const onset = (values[high - 1] ?? NaN) + EVENT_EDGE / 2;
    return waveformsOf(slow ? (atSlow as number) : 20e-3, 2, onset, duration);
  });

async function verified(
  verify: string,
  atSlow: Error | number,
  { rest = '', ...more }: { readonly rest?: string } & Pick<Partial<Plan>, 'grid'> = {},
) {
  const context = fakeContext(verify, simulator(atSlow), { simulation: rest });
  const { sampling, noise } = context.compiled.spec.variations;
  plan = {
    context,
    grid: [NOMINAL, SLOW],
    ...(sampling ? { sampling } : {}),
    ...(noise ? { noise } : {}),
    ...more,
  };
  const options: VerifyOptions = { file: 's.yaml', folder: '.' };
  const report = await verifySpec(context.compiled.spec, context.tools, options);
  return {
    report,
    verdicts: report.verdicts.map(
      ({ quantity, metric, conditions, status }) => `${quantity} ${metric} at ${conditions?.corner}: ${status}`,
    ),
  };
}

const TAU = '{ quantity: tau, against: rule, max: 5 % }';
const PEAK = '{ quantity: peak, against: rule, max: 5 % }';
const STOPPED = new SimulationError('timeout', 'it took too long');

test('every check is judged under every condition; one that is out of limits makes the spec fail', async () => {
  const right = await verified(`${TAU}, ${PEAK}`, 20e-3);
  expect(right.report.status).toBe('pass');
  expect(right.verdicts).toEqual([
    'tau relative-error at tt: pass',
    'peak relative-error at tt: pass',
    'tau relative-error at ss: pass',
    'peak relative-error at ss: pass',
  ]);
  const wrong = await verified(TAU, 30e-3);
  expect(wrong.report.status).toBe('fail');
  expect(wrong.verdicts).toEqual(['tau relative-error at tt: pass', 'tau relative-error at ss: fail']);
});

test('a condition that cannot be simulated is an error of each of its checks, and of the spec', async () => {
  const { report, verdicts } = await verified(`${TAU}, ${PEAK}`, STOPPED);
  expect(report.status).toBe('error');
  expect(verdicts).toEqual([
    'tau relative-error at tt: pass',
    'peak relative-error at tt: pass',
    'tau relative-error at ss: error',
    'peak relative-error at ss: error',
  ]);
  expect(report.verdicts[3]).toMatchObject({ reason: 'it took too long' });
});

test('samples of a circuit that cannot be simulated are an error too', async () => {
  const rest = 'variations: { mismatch: { avt: 5 mV*um, samples: 3 }, yield: { min: 50 % } }';
  const { report, verdicts } = await verified(TAU, STOPPED, { rest, grid: [SLOW] });
  expect(report.status).toBe('error');
  expect(verdicts).toEqual(['tau relative-error at ss: error', 'tau yield-loss at ss: error']);
  expect(report.verdicts[1]).toMatchObject({
    limit: 0.5,
    reason: 'the nominal circuit could not be simulated, so no sample was',
  });
  expect(report.yields).toEqual([]);
});

test('so is noise of such a circuit, which is judged by its spread and by nothing else', async () => {
  const rest = 'variations: { noise: { runs: 20, seed: 1, thermal: true } }';
  const spread = '{ quantity: x, against: rule, metric: spread, max: 5 % }';
  const { report, verdicts } = await verified(`${TAU}, ${spread}`, STOPPED, { rest, grid: [SLOW] });
  expect(report.status).toBe('error');
  expect(verdicts).toEqual(['tau relative-error at ss: error', 'x spread at ss: error']);
  expect(report.verdicts[1]!.reason).toBe('the nominal circuit could not be simulated, so noise was not added to it');
});

test('a spec without a verdict is not checked', async () => {
  expect((await verified(TAU, 20e-3, { grid: [] })).report.status).toBe('not-checked');
});
