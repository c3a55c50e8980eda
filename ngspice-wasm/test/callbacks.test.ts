import { createNgspice, type Ngspice } from '../src/index.js';
import { failure, last, RC, STEP } from './support.js';

const LONG = { kind: 'tran', step: 1e-6, stop: 0.2 } as const;

describe('what a run tells, and how it is stopped', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });
  beforeEach(() => ngspice.load(RC));

  test('every point with the values of the watched nodes', () => {
    const heard: number[][] = [];
    const result = ngspice.run(STEP, {
      watch: ['v(out)', 'i(v1)', 'v(nosuch)'],
      save: ['v(in)', 'v(out)', 'i(v1)'],
      onPoint: (at, values) => {
        heard.push([at, ...values]);
      },
    });
    expect(heard.map(([at]) => at)).toEqual([...result.axis!.values]);
    expect(heard.map((point) => point[1])).toEqual([...result.get('v(out)').values]);
    expect(heard.map((point) => point[2])).toEqual([...result.get('i(v1)').values]);
    expect(heard.every((point) => Number.isNaN(point[3]))).toBe(true);
  });

  test('points of dc and ac as well', () => {
    const at: number[] = [];
    ngspice.run(
      { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 1, step: 0.5 }] },
      {
        onPoint: (value) => {
          at.push(value);
        },
      },
    );
    ngspice.run(
      { kind: 'ac', scale: 'dec', points: 1, from: 1, to: 100 },
      {
        onPoint: (value) => {
          at.push(value);
        },
      },
    );
    expect(at.map((value) => Number(value.toFixed(6)))).toEqual([0, 0.5, 1, 1, 10, 100]);
  });

  test('progress grows to about 1', () => {
    const heard: number[] = [];
    ngspice.run(LONG, {
      save: ['v(out)'],
      onProgress: (fraction) => {
        heard.push(fraction);
      },
    });
    expect(heard.length).toBeGreaterThan(0);
    expect([...heard].sort((a, b) => a - b)).toEqual(heard);
    expect(heard.at(-1)).toBeLessThanOrEqual(1);
  });

  test('abort from a callback, by a signal, by a shared flag, by a time limit', async () => {
    const stop = new AbortController();
    const flag = new Int32Array(new SharedArrayBuffer(4));
    await failure(() => ngspice.run(STEP, { onPoint: (at) => at < 5e-4 }), 'aborted');
    await failure(
      () =>
        ngspice.run(STEP, {
          signal: stop.signal,
          onPoint: (at) => {
            if (at > 5e-4) stop.abort();
          },
        }),
      'aborted',
    );
    await failure(() => ngspice.run(STEP, { signal: AbortSignal.abort() }), 'aborted');
    await failure(
      () =>
        ngspice.run(STEP, {
          abortFlag: flag,
          onPoint: (at) => {
            if (at > 5e-4) Atomics.store(flag, 0, 1);
          },
        }),
      'aborted',
    );
    await failure(() => ngspice.run({ ...LONG, stop: 5 }, { save: ['v(out)'], timeLimitSeconds: 0.1 }), 'timeout');
    expect(last(ngspice.run(STEP), 'v(out)')).toBeCloseTo(1 - Math.exp(-1), 3);
  });

  test('a callback that throws ends the run, not the engine', async () => {
    const error = await failure(
      () =>
        ngspice.run(STEP, {
          onPoint: () => {
            throw new Error('mine');
          },
        }),
      'aborted',
    );
    expect(error.message).toMatch(/mine/);
    expect(last(ngspice.run(STEP), 'v(out)')).toBeCloseTo(1 - Math.exp(-1), 3);
  });
});
