import { createNgspice } from '../src/index.js';
import { inWorker } from './in-worker.js';
import { last, RC, STEP } from './support.js';

const ENDLESS = { kind: 'tran', step: 1e-9, stop: 1e6 } as const;

describe('several instances', () => {
  test('in one thread do not see each other', async () => {
    const [one, two] = [await createNgspice(), await createNgspice()];
    await one.load(RC);
    await two.load(RC.replace('1k', '2k'));
    const first = last(one.run(STEP), 'v(out)');
    const second = last(two.run(STEP), 'v(out)');
    expect(last(one.run(STEP), 'v(out)')).toBe(first);
    expect(second).not.toBe(first);
  });

  test('in four workers at once, each with its own answer', async () => {
    const values = [1, 2, 3, 4];
    const outcomes = await Promise.all(
      values.map((kiloohm) => inWorker({ netlist: RC.replace('1k', `${kiloohm}k`), analysis: STEP, repeat: 20 })),
    );
    outcomes.forEach((outcome, index) => {
      if (outcome.type !== 'done') throw new Error(JSON.stringify(outcome));
      expect(outcome.vectors['v(out)']!.at(-1)).toBeCloseTo(1 - Math.exp(-1 / values[index]!), 3);
    });
  });

  test('a worker that never ends is killed', async () => {
    expect((await inWorker({ netlist: RC, analysis: ENDLESS, options: { save: ['v(out)'] } }, 2)).type).toBe('killed');
  });

  test('a flag in shared memory aborts a run in another thread', async () => {
    const abortFlag = new Int32Array(new SharedArrayBuffer(4));
    const outcome = await inWorker(
      { netlist: RC, analysis: ENDLESS, options: { save: ['v(out)'], abortFlag } },
      30,
      () => setTimeout(() => Atomics.store(abortFlag, 0, 1), 100),
    );
    expect(outcome).toMatchObject({ type: 'failed', kind: 'aborted' });
  });

  test('an instance leaves no handlers on the process', async () => {
    const events = ['uncaughtException', 'unhandledRejection', 'exit'];
    const count = (): number[] => events.map((event) => process.listenerCount(event));
    const before = count();
    for (let index = 0; index < 5; index += 1) await createNgspice();
    expect(count()).toEqual(before);
  });
});
