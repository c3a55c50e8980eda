import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileCache } from '../../src/node/store/cache.js';
import { keptSweeps } from '../../src/characterise/kept-sweeps.js';
import { reportCodec } from '../../src/cli/verify/kept-reports.js';
import { fileStore } from '../../src/node/store/file-store.js';
import { decodeRecord, encodeRecord } from '../../src/node/store/run-record.js';
import { fileRunStore } from '../../src/node/store/run-store.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';
import { eachDamage } from '../support/damage.js';
import { report } from '../cli/fixtures.js';

/*
 * A record that is not exactly what was written for this very question is none: what it held is made again. No damage
 * ends a command.
 */

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rulespice-records-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const waves = (value: number): Waveforms => ({
  analysis: 'tran',
  axis: { name: 'time', kind: 'time', values: Float64Array.from([0, 1]) },
  columns: new Map([['v(a)', { name: 'v(a)', kind: 'voltage', values: Float64Array.from([0, value]) }]]),
});
const sweep = (role: string): object => ({
  role,
  device: { polarity: 'nfet', geometry: { w: 1, l: 1, m: 1 } },
  gate: [0, 0.1],
  drainCurrent: [1e-15, 1e-12],
  junctionLeakage: 1e-16,
  earlyVoltage: 10,
  gateCapacitance: 1e-15,
  drainCapacitance: 1e-15,
});

const files = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

interface Keeper {
  get(key: string): Promise<unknown>;
  set(key: string, which: number): Promise<void>;
}

const KEEPERS: readonly [string, () => Keeper][] = [
  [
    'runs',
    () => {
      const store = fileRunStore(folder);
      return { get: (key) => store.get(key), set: (key, which) => store.set(key, { results: [waves(which)] }) };
    },
  ],
  [
    'reports',
    () => {
      const store = fileStore(folder, reportCodec);
      return {
        get: (key) => store.get(key),
        set: (key, which) => store.set(key, { ...report(), wallSeconds: which }),
      };
    },
  ],
  [
    'characterisations',
    () => {
      const cache = fileCache({ RULESPICE_CACHE: folder });
      return {
        get: (key) => Promise.resolve(cache.get(key)),
        set: (key, which) => Promise.resolve(cache.set(key, [sweep(`role${which}`)])),
      };
    },
  ],
];

describe.each(KEEPERS)('kept %s', (_, keeper) => {
  const [key, other] = ['a'.repeat(64), 'b'.repeat(64)];

  test('damaged in any way are not there, and are written again', async () => {
    const store = keeper();
    await store.set(key, 1);
    const whole = await store.get(key);
    expect(whole).toBeDefined();
    const [path = ''] = files();
    await eachDamage(path, async (what) => {
      expect({ what, found: await store.get(key) }).toEqual({ what, found: undefined });
      await store.set(key, 1);
      if (!/folder/.test(what)) expect({ what, found: await store.get(key) }).toEqual({ what, found: whole });
    });
    expect(await store.get(key)).toEqual(whole);
    expect(files()).toEqual([path]);
  });

  test('of another key are not there', async () => {
    const store = keeper();
    await store.set(key, 1);
    const [path = ''] = files();
    await store.set(other, 2);
    const [copied = ''] = files().filter((file) => file !== path);
    copyFileSync(copied, path);
    expect(await store.get(key)).toBeUndefined();
    expect(await store.get(other)).toBeDefined();
    expect(dirname(path)).toContain(folder);
  });
});

test('a run with a number that is none, or columns of several lengths, is none', () => {
  const wrong = (values: number[]): Waveforms => ({
    ...waves(1),
    columns: new Map([['v(a)', { name: 'v(a)', kind: 'voltage', values: Float64Array.from(values) }]]),
  });
  expect(decodeRecord(encodeRecord({ results: [waves(1)] }))).toBeDefined();
  for (const values of [[0, NaN], [0, Infinity], [0], [0, 1, 2], []])
    expect(decodeRecord(encodeRecord({ results: [wrong(values)] }))).toBeUndefined();
  expect(decodeRecord(encodeRecord({ results: [] }))).toBeUndefined();
});

describe('sweeps of devices that a cache gives', () => {
  const process = {
    roles: new Map([
      ['a', {}],
      ['b', {}],
    ]),
  } as unknown as Parameters<typeof keptSweeps>[1];
  const both = [sweep('a'), sweep('b')];

  test('are taken when they are what was measured', () => {
    expect(keptSweeps(both, process)).toEqual(both);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an object', {}],
    ['no roles', []],
    ['a role too few', [sweep('a')]],
    ['a role twice', [sweep('a'), sweep('a')]],
    ['another role', [sweep('a'), sweep('c')]],
    ['a role too many', [...both, sweep('c')]],
    ['a number that is none', [sweep('a'), { ...sweep('b'), earlyVoltage: null }]],
    ['infinity', [sweep('a'), { ...sweep('b'), earlyVoltage: Infinity }]],
    ['a text', [sweep('a'), { ...sweep('b'), gate: ['0', '1'] }]],
    ['NaN in a list', [sweep('a'), { ...sweep('b'), drainCurrent: [NaN, 1] }]],
    ['lists of several lengths', [sweep('a'), { ...sweep('b'), gate: [0, 1, 2] }]],
    ['another word', [sweep('a'), { ...sweep('b'), more: 1 }]],
  ])('%s is measured again', (_, value) => {
    expect(keptSweeps(value, process)).toBeUndefined();
  });
});
