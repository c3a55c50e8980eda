import { elaborate, type Elaboration } from '../../src/compose/elaborate.js';
import { loadProcess } from '../../src/process/load.js';
import { ruleOf } from '../../src/rule/language.js';
import { expandRule } from '../../src/rule/presets.js';
import type { Rule } from '../../src/rule/rule.js';
import { simulateRule } from '../../src/rule/simulate.js';
import type { RuleSource } from '../../src/rule/source.js';

const process = loadProcess('sky130');
const y = { decay: 20e-3 };
const g = { initial: 0.5 };
const built = (rule: Rule): Elaboration =>
  elaborate('test', rule, { circuit: { trace: {}, weight: {}, sizes: {}, pulse: 0.5e-3 }, process, temperature: 27 });
const refusal = (source: RuleSource) => () => built(ruleOf(source, 'explicit'));
const cells = ({ composition }: Elaboration): string[] =>
  composition.instances.filter(({ serves }) => serves === undefined).map(({ id, cell }) => `${id} ${cell.name}`);

const scaling = (drift: string, one = '+1 * g'): RuleSource => ({
  states: { a: y, b: y, g },
  on: { pre1: { a: one }, pre2: { b: '+2 * g' } },
  drift: { g: drift },
});
const shares = (outputs: Readonly<Record<string, string>>): RuleSource => ({
  states: { a: y, b: y },
  on: { pre1: { a: '+1' }, pre2: { b: '+0.5' } },
  outputs,
});

test('a gain is found by its equation, whatever it is called', () => {
  const source: RuleSource = {
    states: { a: y, b: y, scale: g },
    on: { pre1: { a: '+1 * scale' }, pre2: { b: '+2 * scale' } },
    drift: { scale: 'scale * (1.5 - a - b) / 0.3 s' },
  };
  const { composition, encoding } = built(ruleOf(source, 'explicit'));
  const loop = composition.instances.find(({ cell }) => cell.name === 'homeostat');
  expect((loop?.targets.current ?? NaN) / (1.5 * 20e-12)).toBeCloseTo(1, 9);
  expect(loop?.targets.tau_h).toBeCloseTo(0.2, 9);
  expect(
    composition.instances.filter(({ nets, cell }) => cell.name === 'dpi' && nets.gw === 'scale').map(({ id }) => id),
  ).toEqual(['a', 'b']);
  expect([...encoding.gains.keys()]).toEqual(['scale']);
});

test('the presets become a homeostat and normalisers', () => {
  const scaled = built(
    expandRule({ kind: 'scaling', form: 'synaptic', weights: [0.5, 1], activity: 1.5, tau: 0.04, settling: 0.15 }),
  );
  expect(cells(scaled)).toEqual(
    expect.arrayContaining(['y1 dpi', 'y2 dpi', 'g_scale homeostat', 'g_y1 tilted-copy', 'g_y2 tilted-copy']),
  );
  const shared = built(expandRule({ kind: 'normalisation', form: 'divisive', weights: [0.5, 1], total: 2, tau: 0.05 }));
  expect(cells(shared)).toEqual(expect.arrayContaining(['budget1 common-tail', 'z1 normaliser', 'z2 normaliser']));
});

test.each([
  [
    'unequal readings',
    scaling('1 Hz * g * (1 - a - 2 * b)'),
    /the drift "dg\/dt = \.\.\. .*" has no circuit; the nearest that has is a gain for all synapses/,
  ],
  ['an event that does not carry the gain', scaling('1 Hz * g * (1 - a - b)', '+1'), /the drift "dg\/dt/],
  ['no gain at all', scaling('1 Hz * a * b'), /the product of a and b, which may both be negative/],
])('a drift that is no homeostat is refused: %s', (_, source, message) => {
  expect(refusal(source)).toThrow(message);
});

test.each([
  [
    'one trace silent',
    { z: 'a / (a + b)' },
    /"z = a \/ \(a \+ b\)" has no circuit: b takes a part of the budget that no output shows/,
  ],
  ['two budgets', { z: 'a / (a + b)', u: '2 * b / (a + b)' }, /a group has one budget, and z has 1 of it/],
  ['a weighed sum', { z: 'a / (a + 2 * b)', u: 'b / (a + 2 * b)' }, /the traces count alike in the sum/],
  ['a product', { z: 'a * b / (a + b)' }, /above the line stands one trace of the sum/],
  [
    'no division',
    { z: 'a + b' },
    /only the share of a trace in a sum of traces has one; the nearest that has is a share of a budget/,
  ],
])('an output that is no share is refused: %s', (_, outputs, message) => {
  expect(refusal(shares(outputs))).toThrow(message);
});

test('outputs follow the states and are undefined while nothing is shared', () => {
  const { states } = simulateRule(
    ruleOf(shares({ z: '3 * a / (a + b)', s: 'a + b' }), 'explicit'),
    { pre1: [0.01], pre2: [0.02] },
    Float64Array.of(0, 0.015, 0.02),
  );
  const [before = 0, alone, both] = states.get('z') ?? [];
  expect(before).toBeNaN();
  expect(alone).toBe(3);
  const left = Math.exp(-0.5);
  expect(both).toBeCloseTo((3 * left) / (left + 0.5), 12);
  expect(states.get('s')?.[2]).toBeCloseTo(left + 0.5, 12);
});

test.each([
  [{ z: '1 / 0' }, /divides by zero/],
  [{ z: 'a / (1 s)' }, /has a unit, expected a plain number/],
  [{ a: 'a / (a + b)' }, /"a" is a state/],
  [{ vdd: 'a / (a + b)' }, /is taken/],
])('outputs that mean nothing are refused: %j', (outputs, message) => {
  expect(() => ruleOf(shares(outputs), 'explicit')).toThrow(message);
});
