import type { YieldRow } from '../../../src/result/samples.js';
import { yieldVerdict } from '../../../src/verify/chips/yield.js';

const ROW: YieldRow = {
  quantity: 'tau',
  experiment: 'impulse',
  conditions: { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 },
  seed: 1,
  sampling: 'random',
  replicates: 1,
  samples: 100,
  planned: 100,
  passed: 97,
  failed: 3,
  unknown: 0,
  interval: [0.92, 0.99],
  confidence: 0.98,
  goal: { min: 0.9, confidence: 0.95 },
  errors: [],
};

test('a goal that is met is a pass, with the room that the lower end of the interval leaves', () => {
  const verdict = yieldVerdict(ROW, 'met');
  expect(verdict).toMatchObject({ status: 'pass', limit: 0.1 });
  expect(verdict.measured).toBeCloseTo(0.08, 12);
  expect(verdict.margin).toBeCloseTo(0.02, 12);
  expect(verdict).not.toHaveProperty('reason');
});

test('a goal that is missed is a failure, with the counts', () => {
  const verdict = yieldVerdict({ ...ROW, passed: 70, failed: 30, interval: [0.6, 0.8] }, 'missed');
  expect(verdict).toMatchObject({
    status: 'fail',
    limit: 0.1,
    reason: '70 of 100 samples within the limit; the yield is 60 % to 80 %, below the goal of 90 %',
  });
  expect(verdict.measured).toBeCloseTo(0.4, 12);
  expect(verdict.margin).toBeCloseTo(-0.3, 12);
});

test('an undecided goal is never a pass', () => {
  const errors = [{ sample: 7, reason: 'it stopped', replay: '' }];
  const verdict = yieldVerdict(
    { ...ROW, passed: 95, failed: 3, unknown: 2, interval: [0.88, 0.99], errors },
    undefined,
  );
  expect(verdict).toMatchObject({ status: 'not-checked' });
  expect(verdict.reason).toBe(
    '95 of 100 samples within the limit, 2 without a measurement (sample 7: it stopped); the yield is 88 % to 99 %: ' +
      'too few samples to tell whether it reaches 90 %; raise the number of samples',
  );
});

test('samples of which none could be measured are an error, not a few too few', () => {
  const errors = [{ sample: 1, reason: 'it stopped', replay: '' }];
  const verdict = yieldVerdict({ ...ROW, passed: 0, failed: 0, unknown: 100, interval: [0, 1], errors }, undefined);
  expect(verdict).toEqual({
    status: 'error',
    limit: 0.1,
    reason: 'no sample could be measured; sample 1: it stopped',
  });
  expect(yieldVerdict({ ...ROW, passed: 0, failed: 1, unknown: 99, errors }, undefined).status).toBe('not-checked');
  expect(yieldVerdict({ ...ROW, passed: 1, failed: 0, unknown: 99, errors }, undefined).status).toBe('not-checked');
});

test('what of a failed sample is not known is left blank, not made up', () => {
  const unknown = { ...ROW, passed: 0, failed: 0, unknown: 100, interval: [0, 1] as const, errors: [] };
  expect(yieldVerdict(unknown, undefined).reason).toBe('no sample could be measured; sample : ');
  expect(yieldVerdict({ ...unknown, passed: 1, unknown: 99 }, undefined).reason).toMatch(
    /^1 of 100 samples within the limit, 99 without a measurement \(sample : \); the yield is 0 % to 100 %:/,
  );
});

test('as many passes as failures are measurements', () => {
  expect(yieldVerdict({ ...ROW, passed: 50, failed: 50, interval: [0.4, 0.6] }, undefined).status).toBe('not-checked');
});
