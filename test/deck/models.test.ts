import { printedModel } from '../../src/deck/models/model.js';

test.each([
  ['.model n nmos level=1 vto=.5 kp=1e-4 foo=3', '.model n nmos level=1 vto=.5 kp=1e-4', ['foo']],
  ['.model n nmos (level=1 foo=3)', '.model n nmos (level=1)', ['foo']],
  ['.model n nmos (foo=3 level=1 bar={x+1} vto=1)', '.model n nmos (level=1 vto=1)', ['foo', 'bar']],
  ['.model d d(is=1e-14 bv=5 w=1)', '.model d d(is=1e-14 bv=5 w=1)', []],
  [
    '.model n nmos level=14 version=4.5 lvth0=1e-9 vth0=.4',
    '.model n nmos level=14 version=4.5 lvth0=1e-9 vth0=.4',
    [],
  ],
  ['.model n nmos level={l} foo=3', '.model n nmos level={l} foo=3', []],
])('%s', (text, expected, names) => {
  const { text: printed, warnings } = printedModel(text, 1);
  expect(printed).toBe(expected);
  expect(warnings).toHaveLength(names.length);
  names.forEach((name, index) => expect(warnings[index]).toContain(`"${name}" is no parameter of`));
});

test('a level that only Verilog-A has says what can be used', () => {
  expect(() => printedModel('.model n nmos level=1000', 4)).toThrow(
    /line 4: .*level 1000 is no nmos model that is built in.*models \(OSDI\) cannot run here; use a/,
  );
});
