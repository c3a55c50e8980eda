import { fitTexts } from '../../src/fit/fit-files.js';
import { fitTargets } from '../../src/fit/registry.js';

const { csv } = fitTargets.find(({ name }) => name === 'stdp-window')!.synthetic(1);
const fitted = (held: { fix?: readonly string[]; bound?: readonly string[] }) =>
  fitTexts({ 'w.csv': csv }, { target: 'stdp-window', held });
const named = (fit: Awaited<ReturnType<typeof fitted>>, name: string) =>
  fit.estimates.flatMap(({ parameters }) => parameters).find((one) => one.name === name)!;

test('a parameter that is held stays, has no error, and stands in the card; the others move', async () => {
  const [free, held] = [await fitted({}), await fitted({ fix: ['tau+=25 ms'] })];
  expect(named(held, 'tau+')).toMatchObject({ value: 0.025, standardError: 0, low: 0.025, high: 0.025 });
  expect(named(held, 'A+').value).not.toBe(named(free, 'A+').value);
  expect(named(held, 'A+').standardError).toBeLessThan(named(free, 'A+').standardError);
  expect(named(held, 'tau-')).toEqual(named(free, 'tau-'));
  expect(held.cards[0]!.text).toContain('tau: 0.025 s');
  expect(held.estimates[0]!.values).toHaveLength(2);
});

test('bounds narrow the search', async () => {
  const free = named(await fitted({}), 'tau+').value;
  const bounded = await fitted({ bound: [`tau+=${free * 1500} ms..1 s`] });
  expect(named(bounded, 'tau+').value).toBeGreaterThanOrEqual(free * 1.5);
  expect(named(await fitted({ bound: ['tau+=..1 s'] }), 'tau+').value).toBeCloseTo(free, 9);
});

test.each([
  [{ fix: ['tau+'] }, '--fix: found "tau+", expected a parameter, "=" and its value, such as tau=20 ms'],
  [{ fix: ['tau=1 s'] }, '--fix: there is no parameter "tau"; expected one of A+, tau+, A-, tau-'],
  [{ fix: ['tau+=20'] }, '--fix tau+=20: found "20", expected a number in s, such as tau+=1 s'],
  [{ fix: ['tau+=20 mV'] }, '--fix tau+=20 mV: found "20 mV", expected a number in s'],
  [{ fix: ['A+=0.1', 'tau+=20 ms'] }, '--fix holds every parameter of '],
  [{ bound: ['tau+=20 ms'] }, 'expected two ends such as tau+=1..2'],
  [{ bound: ['tau+=20 ms..1 ms'] }, 'the lower end is not below the upper one'],
])('%j', async (held, message) => {
  await expect(fitted(held)).rejects.toThrow(message);
});

test('what is not there is named', async () => {
  await expect(fitTexts({ 'w.csv': csv }, { target: 'window' })).rejects.toThrow(
    'there is no target "window"; expected ',
  );
  await expect(fitTexts({ 'w.csv': csv }, { target: 'stdp-window', model: 'x' })).rejects.toThrow('has no model "x"');
  const fit = await fitTexts({ 'w.csv': csv }, { target: 'stdp-window' });
  expect(fit.status).toBe('pass');
  expect(fit.notes[0]).toBe('w.csv: commas, decimal point; dt in ms, dw as a number');
});
