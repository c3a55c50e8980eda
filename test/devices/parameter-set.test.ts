import { readFileSync } from 'node:fs';
import { findParameterSet, parseParameterSet } from '../../src/devices/parameter-set.js';
import { packagePath } from '../../src/node/package-path.js';

const good = readFileSync(packagePath('models', 'devices', 'vteam-b.yaml'), 'utf8');

test('quantities become plain SI', () => {
  const { parameters, deviceToDevice } = parseParameterSet(good, 'a.yaml');
  expect(parameters).toMatchObject({ r_on: 10e3, r_off: 1e6, k_on: -0.3, d: 3e-9, c_p: 10e-15, p_w: 10 });
  expect(deviceToDevice['r_on']).toBe(0.1);
});

test.each([
  ['r_on: 10 kOhm', 'r_on: 10 kV', /a\.yaml:8:9: r_on: found "10 kV", expected a number in Ohm/],
  ['r_on: 10 kOhm', 'r_on: 10', /r_on: found 10, expected a number in Ohm/],
  ['p_w: 10', 'p_w: 10 V', /p_w: found "10 V", expected a plain number/],
  ['a_on: 3', 'a_on: 300', /a_on: found 300, expected 1 to 20/],
  ['  v_on: -0.6 V\n', '', /parameters\.v_on is missing; add it \(SET threshold, in V\)/],
  ['  v_on:', '  v_onn:', /a\.yaml:14:3: vteam has no parameters "v_onn"; did you mean "v_on"\?/],
  ['s: 0.5', 's: 1.5', /s: found 1.5, expected 0 to 1/],
  ['v_off: 3 % }', 'v_off: 3 %, k: 1 % }', /vteam has no parameter "k"/],
  ['v_off: 3 % }', 'v_off: 3 V }', /expected a percentage/],
  ['device: vteam', 'device: vtem', /unknown device "vtem"; did you mean "vteam"/],
  ['licence:', 'license:', /unknown key "license"/],
])('%j replaced by %j is refused', (from, to, message) => {
  expect(good).toContain(from);
  expect(() => parseParameterSet(good.replace(from, to), 'a.yaml')).toThrow(message);
});

test('an unknown set is refused with a suggestion', () => {
  expect(() => findParameterSet('vteam-c')).toThrow(/unknown parameter set "vteam-c"; did you mean "vteam-[ab]"/);
});
