import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../../src/netlist/options.js';
import { REFUSED_OPTIONS, TUNABLE_OPTIONS } from '../../src/spec/simulator-option-lists.js';
import { flaggedOptions, listOf, shortNumber } from '../../src/spec/simulator-options.js';

/** What `.options` of ngspice 39 and 46 can set: the settable entries of OPTtbl in cktsopt.c. */
const NGSPICE = (
  'maxopalter maxevtiter noopalter ramptime convlimit convstep convabsstep autopartial rshunt cshunt noopiter gmin ' +
  'gshunt reltol abstol vntol trtol chgtol pivtol pivrel tnom temp itl1 itl2 itl3 itl4 itl5 itl6 srcsteps gminsteps ' +
  'gminfactor acct list nomod nopage node opts oldlimit numdgt cptime limtim limpts lvlcod lvltim method maxord ' +
  'indverbosity xmu defm defl defw minbreak defad defas bypass trytocompact badmos3 keepopinfo copynodesets ' +
  'nodedamping absdv reldv noopac epsmin klu klu_memgrow_factor sparse lteabstol ltereltol ltetrtol newtrunc'
).split(' ');

/** Variables that a line `.options` also sets, and that take part in a simulation. */
const VARIABLES = (
  'scale scalm interp autostop seed savecurrents ngbehavior num_threads rndseed notrnoise nostepsizelimit xtrtol ' +
  'dyngmin cshunt_value enable_noisy_r no_auto_gnd nosubckt'
).split(' ');

test.each([...NGSPICE, ...VARIABLES])('%s is in one list', (name) => {
  const places =
    TUNABLE_OPTIONS.filter((option) => option.name === name).length +
    REFUSED_OPTIONS.flatMap(({ names }) => names).filter((other) => other === name).length;
  expect(places).toBe(1);
});

test('no option is in two lists, and each refused one has a reason', () => {
  const all = [...TUNABLE_OPTIONS.map(({ name }) => name), ...REFUSED_OPTIONS.flatMap(({ names }) => names)];
  expect(new Set(all).size).toBe(all.length);
  expect(REFUSED_OPTIONS.filter(({ because }) => because.length < 20)).toEqual([]);
});

test.each(Object.entries(defaultOptions))('our own %s is harmless', (name, value) => {
  expect(listOf(name, Number.isNaN(Number(value)) ? value : Number(value))).toBe('harmless');
});

test.each<[string, number | string, ReturnType<typeof listOf>]>([
  ['reltol', 1e-6, 'harmless'],
  ['reltol', 1e-4, 'harmless'],
  ['reltol', 1.01e-4, 'flagged'],
  ['reltol', 1e-2, 'flagged'],
  ['reltol', 2e-2, 'refused'],
  ['reltol', 0, 'refused'],
  ['reltol', -1e-6, 'refused'],
  ['reltol', NaN, 'refused'],
  ['reltol', 'small', 'refused'],
  ['gmin', 1e-20, 'harmless'],
  ['gmin', 1e-17, 'flagged'],
  ['gmin', 1e-13, 'refused'],
  ['xmu', 0.49, 'harmless'],
  ['xmu', 0.5, 'flagged'],
  ['xmu', 0.45, 'flagged'],
  ['method', 'trap', 'harmless'],
  ['method', 'gear', 'flagged'],
  ['method', 'euler', 'refused'],
  ['maxord', 2, 'harmless'],
  ['maxord', 3, 'flagged'],
  ['bypass', 0, 'harmless'],
  ['bypass', 1, 'refused'],
  ['itl4', 5, 'harmless'],
  ['cshunt', 1e-18, 'refused'],
  ['rshunt', 1e18, 'refused'],
  ['scale', 1, 'refused'],
  ['reltoll', 1, undefined],
])('%s=%s is %s', (name, value, list) => {
  expect(listOf(name, value)).toBe(list);
});

test('a flag says what the option does and what to write', () => {
  expect(flaggedOptions({ gmin: 1e-18, reltol: 1e-6, method: 'trap', itl1: 10, bypass: 0 })).toEqual([]);
  expect(flaggedOptions({ reltol: 1e-2 })).toEqual([
    'reltol=0.01 is coarse: 3e-4 moves a weight change by 0.7 %, 1e-3 by 2.2 %, 1e-2 by 17 %; leave it out or ' +
      'keep it at 1e-4 or below',
  ]);
  expect(flaggedOptions({ gmin: 1e-15, method: 'gear', xmu: 0.5, abstol: 1e-13, cshunt: 1e-14 })).toHaveLength(5);
});

/** The tables of docs/reference/simulator-options.md, from the lists. */
function tables(): string {
  const range = (values: readonly [number, number] | string | undefined): string => {
    if (values === undefined) return '-';
    if (typeof values === 'string') return `\`${values}\``;
    const [low, high] = values;
    if (low === high) return String(high);
    return low === Number.MIN_VALUE ? `up to ${shortNumber(high)}` : `${low} to ${high}`;
  };
  const tunable = TUNABLE_OPTIONS.map(
    ({ name, harmless, flagged, effect }) => `| \`${name}\` | ${range(harmless)} | ${range(flagged)} | ${effect} |`,
  );
  const refused = REFUSED_OPTIONS.map(
    ({ names, because }) => `| ${names.map((name) => `\`${name}\``).join(' ')} | ${because} |`,
  );
  return [
    '| option | harmless | flagged | otherwise it |',
    '|---|---|---|---|',
    ...tunable,
    '',
    '| refused | because it |',
    '|---|---|',
    ...refused,
  ].join('\n');
}

test('the documentation has the lists', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/reference/simulator-options.md'), 'utf8');
  const [, between] = /<!-- options -->\n([^]*)\n<!-- end of options -->/.exec(text) ?? [];
  expect(between).toBe(tables());
});
