import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Composition } from '../../src/compose/composition.js';
import { elaborate } from '../../src/compose/elaborate.js';
import { vocabulary } from '../../src/compose/vocabulary.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';
import { readDocument } from '../../src/spec/document.js';
import { parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';

/*
 * Whatever a state or an output is called, its circuit is that of a neutral name, or the spec is refused at a place. A
 * name that meets another would make two nets one, and the two circuits would be connected differently.
 */

const sky130 = loadProcess('sky130');
const known = vocabulary();

/** Names in the circuits that ship: what a user's name could meet. */
function shippedNames(): string[] {
  const names = new Set<string>();
  for (const file of readdirSync('netlists/rules')) {
    const text = readFileSync(join('netlists/rules', file), 'utf8');
    const [, name = ''] = /^\.subckt (\w+)_top /m.exec(text) ?? [];
    const blocks = new RegExp(`^\\.subckt ${name}_(?:synapse|group|bias) (.*)\\n([^]*?)^\\.ends`, 'gm');
    for (const [, ports = '', body = ''] of text.matchAll(blocks)) {
      for (const port of ports.split(/\s+/)) names.add(port);
      for (const line of body.split('\n').filter((one) => one.startsWith('x'))) {
        const [element = '', ...nets] = line.split(/\s+/);
        for (const taken of [element, element.slice(1), element.replace(/^x[a-z]+_/, ''), ...nets]) names.add(taken);
      }
    }
  }
  names.delete('');
  return [...names];
}

const PROPERTIES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  'then',
  'toJSON',
  'prototype',
];
const SPICE = ['0', 'gnd', 'GND', 'vdd', 'VDD', 'vss', 'all', 'ALL', 'allv', 'time', 'Time', 'temper', 'hertz', 'dump'];
/** Made from the names that stand in the template itself: `x`, `y`, `w`, `e`, `g`, `z`. */
const OURS = ['x_syn', 'X_SYN', 'pre_b', 'Pre_B', 'w_dump', 'inv_pre', 'INV_PRE', 'w_capacitor', 'w_pre', 'y_iout'];
const RIG = ['ua', 'ub', 'uc', 'e_f0', 'e_f0_n', 'e_f0_o', 'turn', 'noise', 'noise0', 'i_noise0', 'xdut', 's0_w', 'n0'];
const MORE = ['budget1', 'budget1_common', 'g_sum', 'g_scale', 'kept', 'x_top', 'e_zero', 'e_rest', 'x_in', 'x_packet'];
const NAMES = [...new Set([...shippedNames(), ...PROPERTIES, ...SPICE, ...OURS, ...RIG, ...MORE])];

/** Rules in which one name is chosen; `@` is its place. */
const TEMPLATES: Readonly<Record<string, string>> = {
  trace: `rule:
  states: { "@": { decay: 20 ms }, y: { decay: 34 ms }, w: { range: [0, 1] } }
  on: { pre: { "@": +1, w: -0.01 * y }, post: { y: +1, w: "+0.02 * @" } }`,
  weight: `rule:
  states: { x: { decay: 20 ms }, y: { decay: 34 ms }, "@": { range: [0, 1] } }
  on: { pre: { x: +1, "@": -0.01 * y }, post: { y: +1, "@": +0.02 * x } }`,
  'bounded weight': `rule:
  states: { x: { decay: 20 ms }, y: { decay: 34 ms }, "@": { range: [0, 1] } }
  on: { pre: { x: +1, "@": "-0.01 * y * @" }, post: { y: +1, "@": "+0.02 * x * (1 - @)" } }`,
  'signed trace': `rule:
  states: { x: { decay: 20 ms }, y: { decay: 20 ms }, "@": { decay: 500 ms }, w: { range: [0, 1] } }
  on: { pre: { x: +1, "@": -0.2 * y }, post: { y: +1, "@": +0.2 * x }, reward: { w: "+0.2 * @" } }`,
  gain: `rule:
  states: { y1: { decay: 40 ms }, y2: { decay: 40 ms }, "@": { range: [0, 1] } }
  on: { pre1: { y1: "+0.5 * @" }, pre2: { y2: "+1 * @" } }
  drift: { "@": "@ / 0.15 s - @ * y1 / 0.225 s - @ * y2 / 0.225 s" }`,
  'trace of a gain': `rule:
  states: { "@": { decay: 40 ms }, y2: { decay: 40 ms }, g: { range: [0, 1] } }
  on: { pre1: { "@": +0.5 * g }, pre2: { y2: +1 * g } }
  drift: { g: "g / 0.15 s - g * @ / 0.225 s - g * y2 / 0.225 s" }`,
  output: `rule:
  states: { x1: { decay: 50 ms }, x2: { decay: 50 ms } }
  on: { pre1: { x1: +0.5 }, pre2: { x2: +0.5 } }
  outputs: { "@": 2 * x1 / (x1 + x2), z2: 2 * x2 / (x1 + x2) }`,
  'trace with packets': `rule:
  states: { "@": { decay: 20 ms }, y: { decay: 34 ms } }
  on: { pre: { "@": +1 }, post: { y: +1 } }
circuit: { trace: { cell: tau-cell } }`,
};

function specOf(template: string, name: string): string {
  const reward = template.includes('reward') ? ', reward: { times: [100 ms] }' : '';
  return `rulespice: 1\nname: n\n${template.replaceAll('@', name)}
stimulus: { spikes: { pre: [10 ms], pre1: [10 ms], pre2: [20 ms], post: [30 ms], duration: 0.2 s }${reward} }
verify: [{ quantity: "${name}", against: model, max: 5 %, stimulus: spikes }]\n`;
}

/** A circuit up to the names of its nets: for every port of every instance, when its net was first seen. */
function connections({ instances, events, references, outputs }: Composition): string {
  const seen = new Map<string, number>();
  const numbered = (net: string): number => {
    const key = net.toLowerCase();
    seen.set(key, seen.get(key) ?? seen.size);
    return seen.get(key) ?? NaN;
  };
  return JSON.stringify([
    events.map(({ net }) => numbered(net)),
    instances.map(({ cell, nets }) => [cell.name, ...cell.ports.map((port) => numbered(nets[port.name] ?? ''))]),
    references.map(({ net, direction }) => [numbered(net), direction]),
    outputs.map(({ net, kind }) => [numbered(net), kind]),
  ]);
}

/** The circuit, or why there is none. */
function outcome(text: string): Composition | UserError {
  try {
    const { rule, circuit } = parseSpec(text, 'n.yaml', known);
    return elaborate('n', expandRule(rule), { circuit, process: sky130, temperature: 27 }).composition;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe.each(Object.entries(TEMPLATES))('a name for a %s', (_, template) => {
  const neutral = outcome(specOf(template, 'q9'));
  if (neutral instanceof UserError) throw neutral;
  const expected = connections(neutral);
  const circuits: string[] = [];

  test.each(NAMES)('%s', (name) => {
    const text = specOf(template, name);
    const found = outcome(text);
    if (found instanceof UserError) {
      for (const { line, column, path, message } of found.problems) {
        const place = line === undefined ? readDocument(text, 'n.yaml').locate(path ?? []) : { line, column };
        expect(path ?? line).toBeDefined();
        // Line 3 and on: the rule, or what is checked of it.
        expect(place.line).toBeGreaterThan(3);
        expect(message).not.toMatch(/undefined|\[object|native code/);
      }
      return;
    }
    circuits.push(name);
    expect(connections(found)).toBe(expected);
    const ids = found.instances.map(({ id }) => id.toLowerCase());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('most names are fine', () => {
    expect(circuits.length).toBeGreaterThan(NAMES.length / 3);
    expect(circuits).toEqual(expect.arrayContaining(['valueOf', 'constructor', 'toString', 'hasOwnProperty']));
  });
});

test.each([
  ['weight', 'x_syn', 'the port syn of x and the state x_syn would both be the net "x_syn"', 4],
  ['trace', 'inv_pre', 'would both be the instance "inv_pre" of the netlist; call inv_pre something else', 4],
  ['trace', 'w_capacitor', 'would both be the instance "w_capacitor"', 4],
  ['weight', 'PRE_b', 'would both be the net', 4],
])('a %s called %s is refused by name', (template, name, message) => {
  const found = outcome(specOf(TEMPLATES[template] ?? '', name));
  expect(found).toBeInstanceOf(UserError);
  const [problem] = (found as UserError).problems;
  expect(problem?.message).toContain(message);
  expect(problem?.path).toEqual(['rule', 'states', name]);
});

test('a key that would set a prototype is refused where it stands', () => {
  const found = outcome('rulespice: 1\nname: n\nrule:\n  states: { __proto__: { decay: 20 ms } }\n');
  expect(found).toMatchObject({ problems: [{ line: 4, column: 13 }] });
});

test('names in capitals have bias cells of their own', () => {
  const text = specOf(TEMPLATES.trace ?? '', 'aB').replaceAll(/\by\b/g, 'aC');
  expect(outcome(text)).not.toBeInstanceOf(UserError);
});
