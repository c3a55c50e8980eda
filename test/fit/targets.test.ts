import { readdirSync } from 'node:fs';
import { coverageOf, coverageOfFits, outOfLimits } from '../../src/fit/inference/coverage.js';
import { DEFAULT_FIT } from '../../src/fit/estimate.js';
import { fitTargets } from '../../src/fit/registry.js';

/** A model in the loop takes seconds per fit, and a busy machine several times that; ms. */
const PATIENCE = 600_000;

test('a folder for every target, a target for every folder', () => {
  expect(fitTargets.map(({ name }) => name).sort()).toEqual(readdirSync('src/fit/targets').sort());
});

describe.each(fitTargets.map((target) => ({ name: target.name, target })))('$name', ({ target }) => {
  test('says what it is: equations, references, models and columns with names of their own', () => {
    expect(target.references.length).toBeGreaterThan(0);
    for (const model of target.models) expect(model.equations.length).toBeGreaterThan(0);
    for (const names of [target.models.map(({ name }) => name), target.columns.map(({ name }) => name)])
      expect(new Set(names).size).toBe(names.length);
  });

  // scripts/fit-coverage.js measures 100 seeds; 20 cannot tell 90 from 99 %, but see an interval of half its width.
  test(
    '95 % intervals of synthetic measurements hold the truth, without bias',
    async () => {
      const seeds = target.quickSeeds ?? 20;
      const coverages = await coverageOf(target, seeds, { ...DEFAULT_FIT, starts: 2 });
      // Good intervals miss more than 6 of 20, or 3 of 8, once in some 1e3 trials or less. The mean may lean by the 0.3
      // of the acceptance and 3.3 of its own errors.
      expect(
        coverages.filter(
          ({ covered, bias }) => covered < (seeds < 20 ? 0.6 : 0.7) || !(Math.abs(bias) < 0.3 + 3.3 / Math.sqrt(seeds)),
        ),
      ).toEqual([]);
      expect(coverages.length).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});

test('a fit without an answer holds nothing, and fits without any are an error', () => {
  const known = { name: 'a', value: 1, standardError: 0.1, low: 0.8, high: 1.2, truth: 0.9 };
  const fits = [
    { seed: 1, faults: [], parameters: [known] },
    { seed: 2, faults: ['no minimum'], parameters: [] },
  ];
  expect(coverageOfFits(fits)).toEqual([{ name: 'a', fits: 2, covered: 0.5, bias: expect.closeTo(1, 9) as number }]);
  expect(() => coverageOfFits(fits.slice(1))).toThrow('none of 1 fits has an answer: seed 2: no minimum');
  expect(() => coverageOfFits([])).toThrow('none of 0 fits');
});

test('coverage out of limits is seen', () => {
  const good = { name: 'a', fits: 100, covered: 0.95, bias: 0.1 };
  expect(
    outOfLimits([
      good,
      { ...good, covered: 0.89 },
      { ...good, covered: 1 },
      { ...good, bias: -0.3 },
      { ...good, bias: NaN },
    ]),
  ).toHaveLength(4);
});
