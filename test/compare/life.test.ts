import { lifeOf, type Nature } from '../../src/compare/life.js';

/** Where a reference lives that has these values, and these times between them (1 s each when none are given). */
function life(values: readonly number[], nature: Nature = {}, lengths = values.slice(1).map(() => 1)) {
  const reference = Float64Array.from(values);
  const { weights, span } = lifeOf({ lengths: Float64Array.from(lengths), reference, test: reference }, nature);
  return { weights: [...weights], span };
}

const TRACE = { decays: true };

describe('a trace', () => {
  test('lives on every stretch that has one end away from its rest', () => {
    expect(life([0, 0, 1, 1, 1, 0, 0], TRACE)).toEqual({ weights: [0, 1, 1, 1, 1, 0], span: 1 });
  });

  test('rests where it is nearest to zero, not at its beginning nor at its end', () => {
    expect(life([1, 1, 0.1, 0.1, 0.8, 0.8], TRACE)).toEqual({
      weights: [1, 1, 0, 1, 1],
      span: expect.closeTo(0.9) as number,
    });
    expect(life([-1, -1, -0.1, -0.1, -0.8, -0.8], TRACE).weights).toEqual([1, 1, 0, 1, 1]);
  });

  test('lives above a hundredth of its span, whatever its unit', () => {
    const values = [0, 0.005, 0.015, 1, 1, 1, 0.5, 0];
    const found = life(values, TRACE);
    expect(found.weights).toEqual([0, 1, 1, 1, 1, 1, 1]);
    for (const unit of [1e-12, 1e6]) {
      const scaled = life(
        values.map((value) => unit * value),
        TRACE,
      );
      expect(scaled.weights).toEqual(found.weights);
      expect(scaled.span / unit).toBeCloseTo(found.span, 9);
    }
  });

  test('that is flat never lives', () => {
    expect(life([0.3, 0.3, 0.3], TRACE)).toEqual({ weights: [0, 0], span: 0 });
  });
});

describe('the span', () => {
  test('is at most half as much again as the range without the outermost hundredths of the time', () => {
    // 200 s at about 1, and one second at 9: its middles are 5, and two hundredths of the time.
    const spike = (long: number): number[] => [0, ...Array<number>(long).fill(1), 9, 1, 0];
    expect(life(spike(198), TRACE).span).toBeCloseTo(1.5, 9);
    // In 99 s they are the outermost two hundredths, and 5 is a usual value.
    expect(life(spike(98), TRACE).span).toBeCloseTo(7.5, 9);
  });

  test('counts values by their time, not by their number', () => {
    // A hundred samples within a millisecond are no usual value.
    const values = [0, 1, ...Array<number>(100).fill(9), 1, 0];
    const lengths = [1, ...Array<number>(101).fill(1e-5), 1];
    expect(life(values, TRACE, lengths).span).toBeCloseTo(0.75, 3);
  });

  test('takes the value in the middle of each stretch', () => {
    // Up at once and down slowly: the usual values are 0.5, 0.9, 0.7, ..., and never 1.
    expect(life([0, 1, 0.8, 0.6, 0.4, 0.2, 0], TRACE).span).toBeCloseTo(1, 9);
    expect(life([0, 1, 0, 0.2, 0], TRACE).span).toBeCloseTo(0.75, 9);
  });

  test('knows nothing of what is not compared', () => {
    expect(life([0, 1, 1, 50, 1, 1, 0], TRACE, [1, 1, 0, 0, 1, 1])).toEqual({ weights: [1, 1, 0, 0, 1, 1], span: 1 });
    // Not even whether it is large: a thousandth of a millionfold spike is more than the rest of the curve.
    expect(life([0, 1, 1, 1e6, 1, 1, 0], TRACE, [1, 1, 0, 0, 1, 1]).weights).toEqual([1, 1, 0, 0, 1, 1]);
  });
});

describe('a weight', () => {
  /** Values that are each held for so long (s), with jumps of no time between them. */
  const held = (holds: readonly (readonly [value: number, time: number])[], shortest: number, unit = 1): number[] => {
    const values = holds.flatMap(([value]) => [unit * value, unit * value]);
    const lengths = holds.flatMap(([, time]) => [time, 1e-9]).slice(0, -1);
    const { weights } = life(values, { holds: shortest }, lengths);
    return holds.map((_, index) => weights[2 * index]!);
  };

  test.each([1, 1e-6])('holds a value for at most ten times as long as it usually does (in units of %d)', (unit) => {
    const holds = [
      [0, 5],
      [0.2, 3],
      [0.4, 2],
      [0.6, 40],
      [0.5, 2],
      [0.9, 1],
    ] as const;
    // The median of 1, 2, 2, 3 and 40 s is 2 s. At 0 it rests.
    expect(held(holds, 1, unit)).toEqual([0, 1, 1, 0.5, 1, 1]);
  });

  test('has a usual hold only if it changes more than once', () => {
    expect(
      held(
        [
          [0, 5],
          [1, 1000],
        ],
        1,
      ),
    ).toEqual([0, 1]);
  });

  test('on its way holds nothing: what is shorter than two changes can be apart is no hold', () => {
    const way = Array.from({ length: 20 }, (_, index): [number, number] => [(index + 1) / 40, 0.1]);
    const holds = [[0, 1], ...way, [1, 20]] as const;
    expect(held(holds, 1)).toEqual([0, ...way.map(() => 1), 1]);
    // Where changes can be as near as that, those are its usual holds.
    expect(held(holds, 0.1).at(-1)).toBeCloseTo(1 / 20, 9);
  });

  test('rests at the value it starts at, however long: that is no hold', () => {
    const holds = [
      [0.5, 500],
      [0.6, 2],
      [0.5, 300],
      [0.7, 4],
      [0.6, 100],
    ] as const;
    // 2, 4 and 100 s are held; the median is 4 s.
    expect(held(holds, 1)).toEqual([0, 1, 0, 1, 0.4]);
  });

  test('that creeps by less than a hundredth of its span still holds', () => {
    const lengths = [1, 1e-9, 1, 1e-9, 30, 30];
    const { weights } = life([0, 0, 1, 1, 0.5, 0.504, 0.5], { holds: 0.5 }, lengths);
    // The median of 1 and 60 s is the lower one.
    expect(weights[2]).toBe(1);
    expect(weights[4]).toBeCloseTo(10 / 60, 9);
    expect(weights[5]).toBeCloseTo(10 / 60, 9);
  });
});
