import { GainTable } from '../../../src/calibrate/gain-table.js';
import { NO_LAG, type Shape } from '../../../src/calibrate/lag.js';
import type { NoiseTransfers, TransferPath } from '../../../src/calibrate/noise-transfer.js';
import { arrivals, activeIntervals, pathsAlong, type Situations } from '../../../src/verify/noise/transfer-paths.js';

const RANGE = [0, 1] as const;
/** As much as the voltage of `e`, times `slope`. */
const path = (slope: number, shape: Shape = NO_LAG): TransferPath => ({
  shape,
  terms: [{ inner: 'e', table: new GainTable(RANGE, undefined, 3, Float64Array.of(0, slope / 2, slope)) }],
});
const none = path(0);

/** Ten intervals of 10 ms; the reward is on in the sixth, and the seventh is an edge. */
const GRID = Float64Array.from({ length: 11 }, (_, index) => index * 0.01);
const IDLE: ReadonlySet<string> = new Set();
const SITUATIONS: Situations = Array.from({ length: 10 }, (_, index) =>
  index === 6 ? undefined : index === 5 ? new Set(['reward']) : IDLE,
);
const HALF = (): number => 0.5;

const gate = (on: TransferPath, off = none): NoiseTransfers =>
  new Map([['m', [{ to: { node: 'w' }, events: ['reward'], off, on }]]]);

describe('pathsAlong', () => {
  test('the gain is that of the states at the time, and only while the event is on', () => {
    const [found, ...others] = pathsAlong(gate(path(2)), SITUATIONS, (_, interval) => interval / 10);
    expect(others).toEqual([]);
    expect([...found!.gain]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  test('what the event switches off holds at all other times, but not in an edge', () => {
    const [found] = pathsAlong(gate(none, path(2)), SITUATIONS, HALF);
    expect([...found!.gain]).toEqual([1, 1, 1, 1, 1, 0, 0, 1, 1, 1]);
  });

  test('another event does not switch it', () => {
    const other = SITUATIONS.map((active) => active && new Set([...active].map(() => 'punish')));
    expect(pathsAlong(gate(path(2)), other, HALF)).toEqual([]);
  });
});

describe('activeIntervals', () => {
  const when = (shape: Shape): number[] =>
    (activeIntervals(pathsAlong(gate(path(2, shape)), SITUATIONS, HALF), GRID, SITUATIONS).get('m') ?? []).flatMap(
      (loud, index) => (loud ? [index] : []),
    );

  test('what arrives at once is heard while the event is on', () => {
    expect(when(NO_LAG)).toEqual([5]);
  });

  test('what a node keeps is heard before the event too, as long as it keeps it', () => {
    expect(when({ share: 1, lag: 4e-3 })).toEqual([3, 4, 5]);
    expect(when({ share: 0.05, lag: 1 })).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('arrivals', () => {
  const noise = new Map([['m', Float64Array.from({ length: 10 }, () => 1e-12)]]);
  const arrived = (shape: Shape): number =>
    arrivals(pathsAlong(gate(path(2, shape)), SITUATIONS, HALF), noise, GRID).nodes.get('w')![5]!;

  test('at once, all of it', () => {
    expect(arrived(NO_LAG)).toBeCloseTo(1e-12, 20);
  });

  test('behind a lag, what has charged it since the start', () => {
    const lag = 0.04;
    const mean = 1 - (lag / 0.01) * (Math.exp(-0.05 / lag) - Math.exp(-0.06 / lag));
    expect(arrived({ share: 1, lag }) / 1e-12).toBeCloseTo(mean, 9);
    expect(arrived({ share: 0.25, lag }) / 1e-12).toBeCloseTo(0.75 + 0.25 * mean, 9);
  });
});
