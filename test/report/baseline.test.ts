import { baselineOf, baselineSchema, compareRuns, type Move } from '../../src/report/baseline.js';
import { movesText } from '../../src/cli/diff/run.js';
import { HOT, report, unmeasured, verdict } from './fixtures.js';

const run = (...verdicts: Parameters<typeof verdict>[0][]) =>
  baselineOf([report({ verdicts: verdicts.map((change) => verdict(change)) })]);
const worse = (moves: readonly Move[]): boolean[] => moves.map(({ regressed }) => regressed);

test('a baseline survives its own file', () => {
  const baseline = baselineOf([report()]);
  expect(baselineSchema.parse(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline);
  expect(worse(compareRuns(baseline, baseline, 0))).toEqual([false, false]);
});

test.each([
  ['a loss within the tolerance', { measured: 0.014, margin: 0.006 }, false],
  ['a loss beyond it', { measured: 0.0145, margin: 0.0055 }, true],
  ['a gain', { measured: 0.001, margin: 0.019 }, false],
  ['a failure', { status: 'fail', measured: 0.021, margin: -0.001 }, true],
] as const)('%s', (_name, change, regressed) => {
  // A tenth of the limit of 2 % is 0.2 %; the margin was 0.77 %.
  expect(worse(compareRuns(run({}), run(change), 0.1))).toEqual([regressed]);
});

test('a pass that is gone or was not checked is lost; what failed before or is new is none of this', () => {
  expect(
    worse(compareRuns(run({}), baselineOf([report({ verdicts: [unmeasured({ status: 'not-checked' })] })]), 1)),
  ).toEqual([true]);
  expect(worse(compareRuns(run({}), baselineOf([report({ verdicts: [] })]), 1))).toEqual([true]);
  expect(
    worse(
      compareRuns(
        run({ status: 'fail', measured: 0.03, margin: -0.01 }),
        run({ status: 'fail', measured: 0.09, margin: -0.07 }),
        0,
      ),
    ),
  ).toEqual([false]);
  expect(worse(compareRuns(run(), run({}), 0))).toEqual([false]);
});

test('conditions and equal checks are told apart', () => {
  const moves = compareRuns(
    run({}, {}, { conditions: HOT }),
    run({}, { measured: 0.02, margin: 0 }, { conditions: HOT }),
    0.1,
  );
  expect(worse(moves)).toEqual([false, true, false]);
  expect(movesText(moves)).toContain('3 verdicts: 1 worse, 0 moved otherwise, 2 as before');
  expect(movesText(moves)).toMatch(
    /WORSE +stdp-window +window vs rule \(window\) +tt, 27 C, 1.8 V +pass \+0.77 % +pass 0 % +-38.5 %/,
  );
});
