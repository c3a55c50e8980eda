import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseClassify } from '../../src/crossbar/analysis/classify.js';
import { errorsOf } from '../../src/crossbar/learning/classifier.js';
import { parseState } from '../../src/crossbar/learning/run-state.js';
import { pulseResponse } from '../../src/crossbar/learning/pulse-response.js';
import { cardCells } from '../../src/crossbar/learning/weight-cells.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { changedSet, findParameterSet } from '../../src/devices/parameter-set.js';
import { depressed, potentiated } from '../../src/nonideality/update-curve.js';
import { random } from './arrays.js';

const CARD = `update:
  lowest: 1 uS
  highest: 21 uS
  pulses: 60
  nonlinearity: { potentiation: 1.2, depression: 0.8 }
  update-noise: { potentiation: 0.2 uS, depression: 0.2 uS }
  read-noise: { potentiation: 0.1 uS, depression: 0.1 uS }
`;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-classify-'));
  // Three classes: which third of six inputs is bright.
  const next = random(5);
  const lines = Array.from({ length: 120 }, (_, at) => {
    const inputs = Array.from({ length: 6 }, (__, row) => (Math.floor(row / 2) === at % 3 ? 0.7 : 0.1) + 0.3 * next());
    return [...inputs.map((value) => value.toFixed(3)), 'abc'[at % 3]!].join(',');
  });
  writeFileSync(join(folder, 'data.csv'), `p,q,r,s,t,u,class\n${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'card.yaml'), CARD);
});
afterAll(() => rmSync(folder, { recursive: true }));

const spec = (cells: string, more = '') =>
  parseCrossbar(
    `rulespice: 1
name: t
crossbar: { rows: 6, columns: 3, ${cells} }
classify: { data: { csv: data.csv }, rate: 0.1, epochs: 2, read: 0.1 V${more} }
`,
    join(folder, 't.yaml'),
  );
const run = (text: ReturnType<typeof spec>, context = {}) =>
  analyseClassify(text.crossbar, text.classify!, { folder, ...context });

test('a measured card learns, and says what each imperfection costs', async () => {
  const found = await run(spec('measured: { update: card.yaml }, wires: { word: 5 ohm, bit: 5 ohm, driver: 50 ohm }'));
  expect(found.measured.get('test-accuracy')).toBeGreaterThan(0.9);
  const [, costs] = found.tables;
  expect(costs!.rows.map(([name]) => name)).toEqual([
    'pulses of finite step, nonlinear and at random',
    'scatter of pulses',
    'noise of reads',
    'wires, drivers and sense resistances',
  ]);
  expect(costs!.rows.every((row) => row.slice(1).every((value) => Number.isFinite(value)))).toBe(true);
  expect(found.figures.map(({ title }) => title)).toContain('What each imperfection costs');
});

test('a run that is interrupted goes on to the same bits', async () => {
  const text = spec('measured: { update: card.yaml }', ', costs: false');
  const whole = await run(text);
  const abort = new AbortController();
  let kept: string | undefined;
  const checkpoint = { name: 's.json', load: () => kept, save: (now: string) => void (kept = now) };
  let count = 0;
  const progress = () => {
    count += 1;
    if (count === 250) abort.abort(new Error('stopped'));
  };
  await expect(run(text, { checkpoint, progress, signal: abort.signal })).rejects.toThrow('stopped');
  expect(kept).toBeDefined();
  const rest = await run(text, { checkpoint });
  expect(rest.output).toEqual(whole.output);
  expect(rest.measured).toEqual(whole.measured);
  const other = spec('measured: { update: card.yaml }', ', costs: false, gain: 2');
  await expect(run(other, { checkpoint })).rejects.toThrow('this state belongs to another spec or other data');
  expect(() => parseState('{}', 's.json', '', 18)).toThrow('this is no state of a training that this version wrote');
});

test('one pulse of a card goes one further on its curve', () => {
  const curve = { lowest: 1e-6, highest: 21e-6, pulses: 60, nonlinearity: { potentiation: 1.2, depression: 0.8 } };
  const cells = cardCells(curve);
  for (const pulse of [0, 7, 31, 59]) {
    const up = cells.memoryAt(0, potentiated(curve, pulse));
    expect(cells.conductance(0, up + cells.change(0, up, 'potentiation', 1))).toBeCloseTo(
      potentiated(curve, pulse + 1),
      14,
    );
    const down = cells.memoryAt(0, depressed(curve, pulse));
    expect(cells.conductance(0, down + cells.change(0, down, 'depression', 1))).toBeCloseTo(
      depressed(curve, pulse + 1),
      14,
    );
  }
  expect(cells.change(0, 0.5, 'potentiation', 0.5)).toBe(0);
});

test('tabulated pulses of the memdiode follow its closed form, whole and half selected', async () => {
  const set = changedSet(findParameterSet('memdiode-tio2'), { i_min: '39 nA', i_max: '4.74 uA' });
  const pulse = { voltage: 1.3, width: 10e-6, edge: 1e-6 };
  const table = await pulseResponse(set, pulse);
  const gain = (volts: number): number => {
    const eta = 18.9;
    const rate = Math.exp(eta * (volts - 0.898));
    return 1 - Math.exp(-rate * (pulse.width + (2 * pulse.edge * (1 - Math.exp(-eta * volts))) / (eta * volts)));
  };
  for (const memory of [0, 0.21, 0.5, 0.83])
    for (const share of [0.5, 0.77, 0.93, 1])
      expect(table.change(0, memory, share) / ((1 - memory) * gain(1.3 * share))).toBeCloseTo(1, 1);
});

test('errors of both rules', () => {
  expect([...errorsOf('delta', Float64Array.of(0.2, 0.7), 1)].map((value) => value.toFixed(6))).toEqual([
    '-0.200000',
    '0.300000',
  ]);
  const soft = errorsOf('softmax', Float64Array.of(0, Math.log(3)), 0);
  expect([...soft].map((value) => value.toFixed(6))).toEqual(['0.750000', '-0.750000']);
});

test.each([['no cells', 'rows: 6', '', 'the section "classify" needs cells that can change']])(
  '%s: refused',
  (_, __, ___, message) => {
    expect(() => spec('conductance: { uniform: 1 uS }')).toThrow(message);
  },
);

test.each([
  ['1,2,3,4,5,6\n', 'there are 6 fields, expected 7: an input for each of 6 word lines, then the class'],
  ['1,2,x,4,5,6,a\n1,2,3,4,5,6,a\n', 'there are 1 classes and 3 bit lines; an array has one bit line per class'],
  ['1,2,3,4,5,6,a\n1,2,x,4,5,6,b\n', 'input 3: found "x", expected a finite number'],
  ['1,2,3,4,5,6,\n', 'there is no class; write it behind the inputs'],
])('data %j: refused', async (data, message) => {
  const text = spec('measured: { update: card.yaml }');
  writeFileSync(join(folder, 'bad.csv'), data);
  const bad = { ...text.classify!, data: { ...text.classify!.data, csv: 'bad.csv', test: 'bad.csv' } };
  await expect(analyseClassify(text.crossbar, bad, { folder })).rejects.toThrow(message);
});
