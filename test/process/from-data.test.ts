import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processFromData, type TransistorCard } from '../../src/cli/init/process-from-data.js';
import { vocabulary } from '../../src/compose/vocabulary.js';
import { parseTransistor } from '../../src/ekv/transistor.js';
import { loadProcess } from '../../src/process/load.js';
import { loadSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz, mutatedText } from '../support/fuzz.js';

const cardText = (polarity: string, extra = ''): string => `device: ekv${polarity[0]!}_10_10
polarity: ${polarity}
size: { w: 10 um, l: 10 um }
temperature: { min: 26.85 C, max: 26.85 C }
drain: 1.2 V
source: "wafer 7"
parameters:
  VT0: { value: 0.55, low: 0.54, high: 0.56 }
  n: { value: 1.3 }
  IS: { value: 4e-7 }
  lambda: { value: 0.01 }${extra}
`;
const card = (polarity: string, extra = ''): TransistorCard => {
  const text = cardText(polarity, extra);
  return { file: `${polarity}.yaml`, text, transistor: parseTransistor(text, `${polarity}.yaml`) };
};
const both = (extra = '') => [card('nfet', extra), card('pfet', extra)];
const processOf = (text: string) => loadProcess({ name: 'process.yaml', own: { file: 'process.yaml', text } });

test('a process file of two transistors says where they come from and holds their supply and temperature', () => {
  const { text, tau } = processFromData(both());
  const process = processOf(text);
  expect(process.source).toBe('wafer 7');
  expect([process.supply.nominal, process.temperature, process.corners]).toEqual([
    1.2,
    { min: 25.85, max: 27.85 },
    ['measured'],
  ]);
  expect(tau).toBe(20e-3);
});

test('sizes are scaled: current with W/L and the number in parallel, Early voltage with L', () => {
  const process = processOf(processFromData(both()).text);
  const cards = process.cards('measured', [{ polarity: 'nfet', geometry: { w: 1e-6, l: 4e-6, m: 2 } }]);
  expect(process.instance('m1', 'd g s b', { polarity: 'nfet', geometry: { w: 1e-6, l: 4e-6, m: 2 } })).toBe(
    'xm1 d g s b fitn_1_4_x2',
  );
  expect(cards).toMatch(/^\.subckt fitn_1_4_x2 d g s b$/m);
  expect(cards).toContain('*2e-7*');
  expect(cards).toContain('+(0.025)*v(ds)');
});

test('a fit with the effects of a short channel stands for its own length only', () => {
  const process = processOf(processFromData([card('nfet', '\n  EC: { value: 1.5 }'), card('pfet')]).text);
  expect(() => process.cards('measured', [{ polarity: 'nfet', geometry: { w: 1e-6, l: 4e-6, m: 1 } }])).toThrow(
    /no nfet of 1\/4: the nearest that was measured, 10\/10, has a short channel's effects/,
  );
  expect(process.cards('measured', [{ polarity: 'nfet', geometry: { w: 1e-6, l: 10e-6, m: 1 } }])).toMatch(
    /^\.subckt fitn_1_10/m,
  );
});

test.each([
  [
    'one polarity',
    () => processFromData([card('nfet')]),
    /found ekvn_10_10 \(nfet\), expected at least one nfet and one pfet/,
  ],
  [
    'a card without size',
    () => parseTransistor(cardText('nfet').replace(/size:.*\n/, ''), 'n.yaml'),
    /^n\.yaml:\d+:\d+: size is missing; add it \(expected a size such as/,
  ],
  [
    'a parameter of another model',
    () => parseTransistor(cardText('nfet', '\n  VTH: { value: 1 }'), 'n.yaml'),
    /parameters\.VTH: no parameter of the EKV model; known: VT0, n, IS/,
  ],
  [
    'a slope factor below 1',
    () => parseTransistor(cardText('nfet').replace('value: 1.3', 'value: 0.9'), 'n.yaml'),
    /^n\.yaml:\d+:\d+: parameters\.n: found 0\.9, expected a slope factor of at least 1/,
  ],
  [
    'a process of the user with a library',
    () => processOf(processFromData(both()).text.replace('style: fitted', 'style: model')),
    UserError,
  ],
  [
    'a temperature that was not measured',
    () => processOf(processFromData(both()).text.replace('max: 27.85 C', 'max: 85 C')),
    /ekvn_10_10 was measured from 26\.85 to 26\.85 C, but the process is said to hold from 25\.85 to 85 C/,
  ],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

describe('a spec with a process file', () => {
  let folder = '';
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const spec = (process: string): string =>
    `rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nprocess: ${process}\nverify: [{ quantity: ` +
    `tau, against: rule, max: 5 % }]\n`;
  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'rulespice-own-')), 'project');
    mkdirSync(folder);
    put('process.yaml', processFromData(both()).text);
    put('../outside.yaml', processFromData(both()).text);
    put('faulty.yaml', processFromData(both()).text.replace('style: fitted', 'style: magic'));
  });
  afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  test('holds all of it, so that caches and replays see a change', () => {
    expect(loadSpec(put('a.yaml', spec('{ file: process.yaml }')), vocabulary()).process.own?.text).toContain(
      'style: fitted',
    );
  });

  test.each([
    ['{ file: nowhere.yaml }', /^.*bad\.yaml:4:18: process\.file: there is no file ".*nowhere\.yaml"; write one with/],
    ['{ file: ../outside.yaml }', /:4:18: process\.file: found .* expected a path below the folder of the spec/],
    [
      '{ file: process.yaml, name: sky130 }',
      /bad\.yaml:4:\d+: process\.file: "name" and "file" both choose the process; keep one of them/,
    ],
    ['{ file: process.yaml, corner: tt }', /unknown corner of process\.yaml "tt".*known: measured/],
    ['{ file: faulty.yaml }', /faulty\.yaml:\d+:\d+: devices/],
  ])('%s is refused at its place', (process, message) => {
    expect(() => loadSpec(put('bad.yaml', spec(process)), vocabulary())).toThrow(message);
  });
});

test('600 seeded process files from data are read or refused, never anything else', () => {
  const { read, refused } = fuzz(
    600,
    17,
    (pick) => mutatedText([processFromData(both()).text], pick),
    (text) => processOf(text),
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(100);
});
