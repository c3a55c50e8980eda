import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSpec, parseSpec } from '../../src/load-spec.js';
import { stimulusOf } from '../../src/quantities/vocabulary.js';
import { expandRule } from '../../src/rule/presets.js';
import { windowPoints } from '../../src/spec/window.js';
import { UserError } from '../../src/units/user-error.js';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures/valid', name);
const scratch = mkdtempSync(join(tmpdir(), 'rulespice-spec-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(scratch, name), content);
  return join(scratch, name);
};

test('defaults are filled in', () => {
  expect(loadSpec(fixture('trace-minimal.yaml'))).toEqual({
    rulespice: 1,
    name: 'trace-20ms',
    rule: { kind: 'trace', tau: 0.02, amplitude: 1, pairing: 'all-to-all' },
    process: { name: 'sky130', temperature: 27 },
    circuit: { trace: {}, weight: {}, sizes: {}, pulse: 5e-4 },
    stimulus: {},
    verify: [{ quantity: 'tau', against: 'rule', metric: 'relative-error', max: 0.03, line: 5 }],
    variations: { corners: [], temperatures: [], supplies: [], capacitors: [], biases: [], grid: 'full' },
    simulation: { timeout: 60, options: {}, trim: false },
  });
});

test('everything written arrives in SI', () => {
  const spec = loadSpec(fixture('trace-full.yaml'));
  expect(spec.description).toBe('A trace of 20 ms, checked every way.');
  expect(spec.process).toEqual({ name: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 });
  expect(spec.circuit.trace).toEqual({ cell: 'dpi', capacitance: 1e-12, current: 2e-11 });
  expect(spec.stimulus).toEqual({
    spikes: { events: { pre: [0.01, 0.03], post: [] }, duration: 0.15 },
    poisson: { rate: { pre: 20, post: 10 }, duration: 1, seed: 7 },
    csv: { file: 'data/spikes.csv', duration: 1 },
  });
  expect(spec.verify.map(({ line }) => line)).toEqual([15, 16, 17, 18]);
  expect(spec.variations).toEqual({
    corners: ['tt', 'ff', 'ss', 'sf', 'fs'],
    temperatures: [0, 27, 60],
    supplies: [1.8],
    capacitors: [],
    biases: [],
    grid: 'full',
  });
  expect(spec.simulation).toEqual({ timeout: 60, trim: true, options: { reltol: 1e-5, method: 'gear' } });
});

test('spellings of quantities are normalised and the metric is inferred', () => {
  const spec = loadSpec(fixture('stdp-full.yaml'));
  expect(spec.verify.map(({ quantity }) => quantity)).toEqual([
    'window',
    'a_plus',
    'a_minus',
    'tau_plus',
    'tau_minus',
    'x',
    'y',
    'w',
  ]);
  expect(spec.verify.map(({ metric }) => metric)).toEqual([
    'nrmse',
    ...Array<string>(4).fill('relative-error'),
    'nrmse',
    'nrmse',
    'nrmse',
  ]);
  expect(spec.verify.map((check) => stimulusOf(check, { spec, rule: expandRule(spec.rule) }))).toEqual([
    ...Array<string>(5).fill('window'),
    'impulse',
    'spikes',
    'poisson',
  ]);
});

test('files that cannot be read give one clear message', () => {
  const message = (path: string): string => {
    try {
      loadSpec(path);
    } catch (error) {
      if (error instanceof UserError && error.problems.length === 1) return error.problems[0]?.message ?? '';
    }
    return 'no single UserError';
  };
  expect(message(join(scratch, 'none.yaml'))).toBe('file not found; check the path');
  expect(message(scratch)).toBe('is a folder; name a file in it');
  expect(message(written('latin1.yaml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9)))).toBe(
    'is not UTF-8 text; save it as UTF-8',
  );
  expect(message(written('huge.yaml', '# '.repeat(600_000)))).toMatch(/^the file is larger than 1 MB/);
  expect(() => parseSpec('# '.repeat(600_000), 'x')).toThrow('the file is larger than 1 MB');
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(scratch, 'pipe.yaml')]);
    expect(message(join(scratch, 'pipe.yaml'))).toMatch(/^is a named pipe, expected a regular file/);
  }
});

test('a byte order mark and CRLF line ends change nothing', () => {
  const text = readFileSync(fixture('trace-minimal.yaml'), 'utf8');
  expect(parseSpec(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'x')).toEqual(parseSpec(text, 'x'));
});

test('hostile nesting ends in a message, not in a crash', () => {
  for (const piece of ['[', '{a: ', '- ', '? ', 'a: ', '&a [', '"', '| ', '\n ', '!!x ', '*a ', ']', '<<: ']) {
    expect(() => parseSpec(piece.repeat(Math.floor(9e5 / piece.length)), 'x')).toThrow(UserError);
  }
});

test('a long list of faults is cut', () => {
  const text =
    `rulespice: 1\nname: x\nrule: { kind: trace, tau: 2 ms }\nstimulus: { spikes: { pre: ` +
    `[${'1, '.repeat(500)}], duration: 1 s } }\nverify: [{ quantity: tau, against: rule, max: 3 % }]\n`;
  expect(() => parseSpec(text, 'x')).toThrow(/and 470 more problems$/);
});

test('window points carry no binary rounding and leave out dt = 0', () => {
  expect(windowPoints({ from: -0.03, to: 0.03, step: 0.01 })).toEqual([-0.03, -0.02, -0.01, 0.01, 0.02, 0.03]);
  expect(windowPoints({ from: -0.01, to: 0.01, step: 0.01 }, { includeZero: true })).toEqual([-0.01, 0, 0.01]);
  expect(windowPoints({ from: -0.06, to: 0.06, step: 0.0003 })).toHaveLength(400);
  expect(windowPoints({ from: 0.001, to: 0.01, step: 0.004 })).toEqual([0.001, 0.005, 0.009]);
});
