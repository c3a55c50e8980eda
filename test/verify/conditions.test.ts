import { ModelError } from '../../src/behavioural/model-error.js';
import { SimulationError } from '../../src/engine/errors.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import { trimRows, verifyConditions } from '../../src/verify/conditions.js';
import { needsModel } from '../../src/verify/model-road.js';
import type { Check } from '../../src/spec/types.js';
import type { TrimResult } from '../../src/trim/trim.js';
import type { Context } from '../../src/verify/context.js';
import { fakeContext, fakeSimulator, NOMINAL, waveformsOf } from './fake-context.js';

const TAU = '{ quantity: tau, against: rule, max: 5 % }';
const PEAK = '{ quantity: peak, against: rule, max: 5 % }';

/** An engine whose circuit is a trace of this tau and amplitude: the rule asks for 20 ms and 2. */
const circuit = (tau: number, amplitude: number) =>
  fakeSimulator((text, duration) => waveformsOf(tau, amplitude, onsetIn(text), duration));

/** The end of the pulse that the circuit is given, s: from there its event has had its effect. */
function onsetIn(text: string): number {
  const [, points = ''] = /v_pre pre 0 pwl\((.*)\)/.exec(text) ?? [];
  const values = points.split(' ').map(Number);
  const high = values.findLastIndex((value, index) => index % 2 === 1 && value > 0);
  return (values[high - 1] ?? NaN) + EVENT_EDGE / 2;
}

const failing = (error: Error) =>
  fakeSimulator(() => {
    throw error;
  });

const statuses = async (context: Context): Promise<string[]> =>
  (await verifyConditions(NOMINAL, context)).verdicts.map(({ quantity, status }) => `${quantity}: ${status}`);

describe('a circuit that simulates', () => {
  test('passes what is within its limit and fails what is not, in the order of the checks', async () => {
    expect(await statuses(fakeContext(`${TAU}, ${PEAK}`, circuit(20.2e-3, 2)))).toEqual(['tau: pass', 'peak: pass']);
    expect(await statuses(fakeContext(`${TAU}, ${PEAK}`, circuit(20.2e-3, 1.8)))).toEqual(['tau: pass', 'peak: fail']);
    expect(await statuses(fakeContext(`${PEAK}, ${TAU}`, circuit(18e-3, 2)))).toEqual(['peak: pass', 'tau: fail']);
  });

  test('a verdict holds what was measured, its margin and everything that repeats it', async () => {
    const { verdicts, bench, figures } = await verifyConditions(NOMINAL, fakeContext(TAU, circuit(22e-3, 2)));
    const [verdict] = verdicts;
    expect(verdict).toMatchObject({
      status: 'fail',
      limit: 0.05,
      experiment: 'impulse',
      conditions: NOMINAL,
      valueUnit: 's',
    });
    expect(verdict!.measured).toBeCloseTo(0.1, 3);
    expect(verdict!.margin).toBeCloseTo(-0.05, 3);
    expect(verdict!.value).toBeCloseTo(22e-3, 5);
    expect(verdict!.reference).toBe(20e-3);
    expect(verdict!.replay).toMatch(/^rulespice verify s\.yaml --check 1 --corner tt /);
    expect(bench?.conditions).toEqual(NOMINAL);
    expect(figures.length).toBeGreaterThan(0);
  });

  test('what has no shape is not checked, with the reason', async () => {
    const { verdicts } = await verifyConditions(NOMINAL, fakeContext(TAU, circuit(1e3, 2)));
    expect(verdicts[0]).toMatchObject({ status: 'not-checked' });
    expect(verdicts[0]!.reason).toMatch(/^tau is undefined in the circuit: the response does not fall/);
    expect(verdicts[0]).not.toHaveProperty('measured');
    expect(verdicts[0]).not.toHaveProperty('margin');
  });

  test('trim is judged against the design, and says so where nothing is trimmed', async () => {
    const { verdicts, trim } = await verifyConditions(
      NOMINAL,
      fakeContext('{ quantity: trim, against: model, max: 5 % }', circuit(20e-3, 2)),
    );
    expect(verdicts[0]).toMatchObject({ status: 'not-checked', reason: 'nothing was trimmed; set simulation.trim' });
    expect(trim).toEqual([]);
  });

  test('every run is handed on, with its conditions', async () => {
    const kept: unknown[] = [];
    const options = { onRun: (_run: unknown, ...rest: unknown[]) => (kept.push(rest), 'replay') };
    await verifyConditions(NOMINAL, fakeContext(TAU, circuit(20e-3, 2), { options }));
    expect(kept).toEqual([[NOMINAL, undefined]]);
  });
});

describe('a condition that fails', () => {
  test.each([
    ['a simulation', new SimulationError('timeout', 'it took too long')],
    ['a model', new ModelError('it took too long')],
  ])('with %s gives every check an error, with the reason', async (_, error) => {
    const outcome = await verifyConditions(NOMINAL, fakeContext(`${TAU}, ${PEAK}`, failing(error)));
    expect(outcome.verdicts.map(({ quantity, status }) => [quantity, status])).toEqual([
      ['tau', 'error'],
      ['peak', 'error'],
    ]);
    for (const verdict of outcome.verdicts) {
      expect(verdict).toMatchObject({ reason: 'it took too long', limit: 0.05, conditions: NOMINAL });
      expect(verdict.replay).toMatch(/--check \d/);
      expect(verdict).not.toHaveProperty('measured');
    }
    expect(outcome).toMatchObject({ trim: [], figures: [], warnings: [] });
    expect(outcome.bench).toBeUndefined();
  });

  test('by a bug of ours, or a bad spec, is no result', async () => {
    await expect(verifyConditions(NOMINAL, fakeContext(TAU, failing(new TypeError('a bug'))))).rejects.toThrow('a bug');
  });

  test('because everything was stopped is no result either', async () => {
    const context = fakeContext(TAU, failing(new SimulationError('aborted', 'stopped')));
    const stopped = { ...context, tools: { ...context.tools, signal: AbortSignal.abort() } };
    await expect(verifyConditions(NOMINAL, stopped)).rejects.toThrow('stopped');
  });
});

describe('measured again', () => {
  const NUMERICS = 'simulation: { numerics: { tolerance: 10 % } }';
  /** The variant simulates another circuit. */
  const withVariant = (tau: number, again: number | Error): Context => {
    const context = fakeContext(TAU, circuit(tau, 2), { simulation: NUMERICS });
    const simulator = again instanceof Error ? failing(again) : circuit(again, 2);
    const variant = {
      name: 'another way',
      tools: { ...context.tools, simulator },
      bench: <Bench>(bench: Bench): Bench => bench,
      recalibrates: false,
    };
    return { ...context, variants: [variant] };
  };

  test('a pass that stays is a pass, one that moves is not checked', async () => {
    expect(await statuses(withVariant(20.2e-3, 20.2e-3))).toEqual(['tau: pass']);
    expect(await statuses(withVariant(20.2e-3, 20.9e-3))).toEqual(['tau: not-checked']);
    expect(await statuses(withVariant(22e-3, 22.9e-3))).toEqual(['tau: fail']);
  });

  test('a way that fails to simulate leaves nothing to judge, and says why', async () => {
    const { verdicts } = await verifyConditions(
      NOMINAL,
      withVariant(20.2e-3, new SimulationError('timeout', 'it took too long')),
    );
    expect(verdicts[0]).toMatchObject({ status: 'not-checked' });
    expect(verdicts[0]!.reason).toMatch(/another way gives no number \(it took too long\)/);
  });

  test('a bug on the way is no result', async () => {
    await expect(verifyConditions(NOMINAL, withVariant(20.2e-3, new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});

test('a model is needed by what is judged against it, but for a trim', () => {
  const check = (quantity: string, against: Check['against']): Check => ({
    quantity,
    against,
    metric: 'nrmse',
    max: 0.1,
  });
  expect(needsModel([])).toBe(false);
  expect(needsModel([check('tau', 'rule'), check('trim', 'model')])).toBe(false);
  expect(needsModel([check('tau', 'rule'), check('tau', 'model')])).toBe(true);
});

test('the steps of a trim are told with what was measured; a step without a number is none', () => {
  const step = (iteration: number, measured: number) => ({
    iteration,
    measured,
    bias: 1e-12 * iteration,
    target: { quantity: 'tau', target: 20e-3, unit: 's', net: 'i_tau' },
  });
  const result = { steps: [step(1, 19e-3), step(2, NaN), step(3, 20e-3)] } as unknown as TrimResult;
  expect(trimRows(result, NOMINAL)).toEqual([
    {
      iteration: 1,
      conditions: NOMINAL,
      quantity: 'tau',
      target: 20e-3,
      measured: 19e-3,
      unit: 's',
      bias: 'i_tau',
      biasValue: 1e-12,
      biasUnit: 'A',
    },
    expect.objectContaining({ iteration: 3, measured: 20e-3, biasValue: 3e-12 }),
  ]);
});
