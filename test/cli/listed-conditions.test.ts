import { conditionGrid } from '../../src/compile.js';
import { overridden, readOverrides, requireTrusted } from '../../src/cli/verify/overrides.js';
import { loadProcess } from '../../src/process/load.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Spec } from '../../src/spec/types.js';

const process = loadProcess('sky130');
const specOf = (variations: string): Spec =>
  parseSpec(
    `rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, ` +
      `max: 3 % }]\nvariations: { ${variations} }\n`,
    's.yaml',
  );
const texts = (spec: Spec): string[] =>
  conditionGrid(spec, process).map(
    ({ corner, temperature, supply, capacitor = 0, bias = 0 }) =>
      `${corner} ${temperature} ${supply} ${capacitor} ${bias}`,
  );
const NOTHING = { check: undefined, corner: undefined, temperature: undefined, supply: undefined, timeout: undefined };

test('full: every combination, the first list slowest; an error of zero is none', () => {
  const spec = specOf('corners: [tt, ss], capacitor: [-10 %, 0 %, 10 %], bias: [5 %]');
  expect(texts(spec)).toEqual([
    'tt 27 1.8 -0.1 0.05',
    'tt 27 1.8 0 0.05',
    'tt 27 1.8 0.1 0.05',
    'ss 27 1.8 -0.1 0.05',
    'ss 27 1.8 0 0.05',
    'ss 27 1.8 0.1 0.05',
  ]);
  expect(conditionGrid(spec, process)[1]).not.toHaveProperty('capacitor');
  expect(texts(specOf('grid: full'))).toEqual(['tt 27 1.8 0 0']);
});

test('one at a time: the nominal conditions once, and each value alone', () => {
  expect(
    texts(
      specOf(
        'grid: one-at-a-time, corners: [tt, ss, ff], temperature: [0 C, 27 C, 60 C], supply: [1.62 V], ' +
          'bias: [-5 %, 5 %]',
      ),
    ),
  ).toEqual([
    'tt 27 1.8 0 0',
    'ss 27 1.8 0 0',
    'ff 27 1.8 0 0',
    'tt 0 1.8 0 0',
    'tt 60 1.8 0 0',
    'tt 27 1.62 0 0',
    'tt 27 1.8 0 -0.05',
    'tt 27 1.8 0 0.05',
  ]);
});

test('a list: these and no others, what one leaves out is nominal', () => {
  expect(
    texts(
      specOf(
        'list: [{ corner: ss, temperature: 60 C, supply: 1.62 V }, {}, { capacitor: 10 % }, { corner: tt, ' +
          'capacitor: 10 % }]',
      ),
    ),
  ).toEqual(['ss 60 1.62 0 0', 'tt 27 1.8 0 0', 'tt 27 1.8 0.1 0']);
});

test.each([
  'corners: [tt, ss], temperature: [27 C, 60 C], capacitor: [0 %, 10 %]',
  'grid: one-at-a-time, corners: [ss], capacitor: [10 %]',
  'list: [{ corner: ss }, { temperature: 60 C, capacitor: 10 % }]',
])('%s: the options of a replay command leave exactly its conditions', (variations) => {
  const spec = specOf(variations);
  const only = overridden(
    spec,
    readOverrides({
      ...NOTHING,
      corner: ['ss'],
      temperature: ['60'],
      supply: ['1.7'],
      capacitor: ['10'],
      bias: ['-5'],
    }),
  );
  expect(texts(only)).toEqual(['ss 60 1.7 0.1 -0.05']);
});

test('one option leaves the other conditions of the spec as they are', () => {
  const hot = { ...NOTHING, temperature: ['60'] };
  expect(texts(overridden(specOf('corners: [tt, ss], temperature: [0 C, 27 C]'), readOverrides(hot)))).toEqual([
    'tt 60 1.8 0 0',
    'ss 60 1.8 0 0',
  ]);
  expect(
    texts(overridden(specOf('grid: one-at-a-time, corners: [ss], temperature: [0 C]'), readOverrides(hot))),
  ).toEqual(['tt 60 1.8 0 0', 'ss 60 1.8 0 0']);
  expect(
    texts(overridden(specOf('list: [{ corner: ss }, { temperature: 0 C, bias: 5 % }]'), readOverrides(hot))),
  ).toEqual(['ss 60 1.8 0 0', 'tt 60 1.8 0 0.05']);
});

test.each([
  ['10', 0.1],
  ['-10', -0.1],
  ['-10 %', -0.1],
  ['2.5%', 0.025],
])('--capacitor "%s"', (written, error) => {
  expect(readOverrides({ ...NOTHING, capacitor: [written] }).capacitors).toEqual([error]);
});

test.each([
  ['80', '--capacitor: found "80", expected at most 50 % either way'],
  ['1 pF', /--capacitor/],
  ['', /--capacitor/],
])('--capacitor "%s" is refused', (written, message) => {
  expect(() => readOverrides({ ...NOTHING, capacitor: [written] })).toThrow(message);
});

test('--samples of a stratified design are dealt to its replicates', () => {
  const spec = specOf('spread: { bias: { global: 3 % } }, sampling: sobol');
  expect(spec.variations.sampling).toMatchObject({ samples: 128, replicates: 8 });
  expect(overridden(spec, readOverrides({ ...NOTHING, samples: '64' })).variations.sampling!.samples).toBe(64);
  expect(() => overridden(spec, readOverrides({ ...NOTHING, samples: '100' }))).toThrow('take a multiple of 8');
  expect(() => overridden(specOf(''), readOverrides({ ...NOTHING, samples: '100' }))).toThrow('nothing to sample');
});

test('a spread that leaves the range of the process is refused before anything runs', () => {
  const { sampling } = specOf('temperature: [80 C], spread: { temperature: { global: 10 C } }').variations;
  expect(() => requireTrusted(process, [{ temperature: 80, supply: 1.8 }], sampling!.spread)).toThrow(
    '80 C with its spread of 10 C is outside the -20 to 85 C',
  );
  expect(() => requireTrusted(process, [{ temperature: 70, supply: 1.8 }], sampling!.spread)).not.toThrow();
  expect(() =>
    requireTrusted(process, [{ temperature: 27, supply: 1.9 }], { supply: { shape: 'uniform', size: 0.1 } }),
  ).toThrow('a supply of 1.9 V with its spread of 0.1 V');
});
