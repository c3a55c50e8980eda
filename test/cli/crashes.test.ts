import { Crashes } from '../../src/cli/verify/crashes.js';
import { lostCrossbar, lostRule } from '../../src/cli/verify/lost.js';
import { SimulationError } from '../../src/engine/errors.js';
import { DesignRefusal } from '../../src/process/process.js';
import { assertReports } from '../../src/report/validate.js';
import { UserError } from '../../src/units/user-error.js';
import { fakeIo } from './fixtures.js';

test('a defect on one spec is an error of that spec, a trace, and exit code 70', async () => {
  const crashes = new Crashes(new AbortController().signal);
  const fail = (): never => {
    throw new TypeError('x is no function\n::error::forged');
  };
  expect(await crashes.spare('specs/a.yaml', fail)).toBeUndefined();
  expect(await crashes.spare('b.yaml', () => 5)).toBe(5);
  expect([crashes.has('specs/a.yaml'), crashes.has('b.yaml')]).toEqual([true, false]);
  const lost = [lostRule, lostCrossbar].map((of) => of('specs/a.yaml', crashes.failure('specs/a.yaml')));
  assertReports(lost);
  for (const report of lost) expect(report).toMatchObject({ status: 'error', name: 'a', file: 'specs/a.yaml' });
  expect(lost[0]!.failure).toBe('a defect of rulespice: x is no function\\n::error::forged');
  const io = fakeIo();
  expect(crashes.settle(io, 1)).toBe(70);
  expect(io.complaints.join('')).toMatch(/^specs\/a\.yaml: TypeError[^]*crashes\.test[^]*defect of rulespice/);
});

test('without a defect the code is that of the results', () => {
  const io = fakeIo();
  expect(new Crashes(new AbortController().signal).settle(io, 3)).toBe(3);
  expect(io.complaints).toEqual([]);
});

test.each([
  new UserError([{ message: 'wrong' }]),
  new DesignRefusal('too small', 'make it larger'),
  new SimulationError('crashed', 'gone'),
])('%s is an answer, not a defect', async (error) => {
  const crashes = new Crashes(new AbortController().signal);
  await expect(crashes.spare('a.yaml', () => Promise.reject(error))).rejects.toBe(error);
});

test('what fails after an interruption is no defect', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(new Crashes(controller.signal).spare('a.yaml', () => Promise.reject(new Error('x')))).rejects.toThrow();
});
