import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Composition } from '../../src/compose/composition.js';
import { elaborate } from '../../src/compose/elaborate.js';
import { instanceNames } from '../../src/compose/instance-names.js';
import { vocabulary } from '../../src/compose/vocabulary.js';
import { loadSpec, parseSpec } from '../../src/load-spec.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';
import type { Spec } from '../../src/spec/types.js';
import { UserError } from '../../src/units/user-error.js';

/** What instances are called in a netlist. */

const sky130 = loadProcess('sky130');
const known = vocabulary();

const composed = ({ name, rule, circuit }: Spec): Composition =>
  elaborate(name, expandRule(rule), { circuit, process: sky130, temperature: 27 }).composition;

const elements = (composition: Composition): string[] => composition.instances.map(({ element }) => element);

/** A pair rule with states of these names. */
function pairRule(x: string, y: string, w: string): Spec {
  return parseSpec(
    `rulespice: 1\nname: n\nrule:\n  states: { "${x}": { decay: 20 ms }, "${y}": { decay: 34 ms }, ` +
      `"${w}": { range: [0, 1] } }\n  on: { pre: { "${x}": +1, "${w}": "-0.01 * ${y}" }, ` +
      `post: { "${y}": +1, "${w}": "+0.02 * ${x}" } }\nstimulus: { spikes: { pre: [10 ms], post: [30 ms], ` +
      `duration: 0.2 s } }\nverify: [{ quantity: "${w}", against: model, max: 5 %, stimulus: spikes }]\n`,
    'n.yaml',
    known,
  );
}

const EXAMPLES = readdirSync('examples').filter((file) => file.endsWith('.yaml'));

test.each(EXAMPLES)('%s: an element says what it is and of what, once', (file) => {
  const found = elements(composed(loadSpec(join('examples', file))));
  for (const element of found) expect(element).toMatch(/^x[a-z]+_[a-z][a-z0-9_]*$/);
  expect(new Set(found.map((element) => element.toLowerCase())).size).toBe(found.length);
  // The letter that SPICE wants is no name of its own: `x_x` says nothing.
  expect(found.filter((element) => element.startsWith('x_'))).toEqual([]);
});

test('a pair rule', () => {
  expect(elements(composed(loadSpec('examples/stdp-additive.yaml')))).toEqual([
    'xdrive_x_gtau',
    'xdrive_x_gw',
    'xdrive_x_gkeep',
    'xdrive_x_vthr',
    'xtrace_x',
    'xdrive_y_gtau',
    'xdrive_y_gw',
    'xdrive_y_gkeep',
    'xdrive_y_vthr',
    'xtrace_y',
    'xcap_w',
    'xdrive_w_buffer_gb',
    'xbuf_w',
    'xdrive_w_floor_gb',
    'xfloor_w',
    'xceiling_w',
    'xdrive_w_pre_gcascode',
    'xinv_pre',
    'xdown_w_pre',
    'xinv_post',
    'xup_w_post',
  ]);
});

test.each([
  ['x', 'xx', 'b'],
  ['b', 'w_b', 'w'],
  ['x_x', 'xtrace', 'trace_x'],
  ['trace', 'trace_trace', 'cap'],
  ['cap_w', 'buf_w', 'w'],
  ['drive', 'inv', 'up'],
  ['synapse', 'bias', 'group'],
  ['xsynapse', 'xbias', 'xdut'],
])('states called %s, %s and %s have elements of their own', (x, y, w) => {
  const found = elements(composed(pairRule(x, y, w))).map((element) => element.toLowerCase());
  expect(new Set(found).size).toBe(found.length);
  expect(found).toEqual(expect.arrayContaining([`xtrace_${x}`, `xtrace_${y}`, `xcap_${w}`]));
});

test.each([
  ['x', 'X', 'w'],
  ['vdd', 'y', 'w'],
  ['x', 'y', 'x_syn'],
])('states called %s, %s and %s are refused', (x, y, w) => {
  expect(() => composed(pairRule(x, y, w))).toThrow(UserError);
});

test('no role has an underscore, so that role and rest cannot be taken for another pair', () => {
  const names = Object.values(instanceNames) as ((...of: unknown[]) => { readonly element: string })[];
  const made = names.map((name) => name('q', 1).element);
  for (const element of made) expect(element).toMatch(/^x[a-z]+_q/);
});
