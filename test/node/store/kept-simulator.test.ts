import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulationError } from '../../../src/engine/errors.js';
import { keptSimulator } from '../../../src/node/store/kept-simulator.js';
import { decodeRecord, encodeRecord } from '../../../src/node/store/run-record.js';
import { fileRunStore } from '../../../src/node/store/run-store.js';
import type { Alteration, Analysis, Circuit, EngineInfo, Session, Simulator } from '../../../src/engine/simulator.js';
import type { Waveforms } from '../../../src/waveform/waveforms.js';

const TRAN: Analysis = { kind: 'tran', step: 1e-3, stop: 1e-2, maxStep: 1e-3 };
const SAVE = { save: ['v(out)'] };
const circuit = (text = 'r1 out 0 1\n'): Circuit => ({ title: 'test', text });

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rulespice-kept-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function waveforms(value: number): Waveforms {
  const time = Float64Array.from([0, 1e-2]);
  return {
    analysis: 'tran',
    axis: { name: 'time', kind: 'time', values: time },
    columns: new Map([['v(out)', { name: 'v(out)', kind: 'voltage', values: Float64Array.from([0, value]) }]]),
  };
}

/** Gives the sum of all alterations, and counts what it is asked. */
function countingEngine(
  info: Partial<EngineInfo> = {},
  fail?: () => SimulationError,
): Simulator & { readonly asked: { opened: number; ran: number; altered: Alteration[][] } } {
  const asked = { opened: 0, ran: 0, altered: [] as Alteration[][] };
  const open = (): Promise<Session> => {
    asked.opened += 1;
    const values = new Map<string, number>();
    return Promise.resolve({
      run: () => {
        asked.ran += 1;
        if (fail) return Promise.reject(fail());
        return Promise.resolve(waveforms([...values.values()].reduce((sum, value) => sum + value, 1)));
      },
      alter: (changes) => {
        asked.altered.push([...changes]);
        if (changes.some(({ instance }) => instance === 'missing'))
          return Promise.reject(new SimulationError('unknown-instance', 'no such instance'));
        for (const { instance, parameter, value } of changes) values.set(`${instance} ${parameter}`, value);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  };
  return {
    asked,
    capabilities: { inPlaceParameters: true, progress: false, externalSources: true, parallel: 1 },
    info: () => Promise.resolve({ name: 'fake', version: '1', option: 'fake', ...info }),
    open,
    runDeck: async () => [{ analysis: 'tran', waveforms: await (await open()).run(TRAN, SAVE) }],
    dispose: () => Promise.resolve(),
  };
}

async function lastValue(
  simulator: Simulator,
  changes: readonly Alteration[] = [],
  given = circuit(),
  analysis = TRAN,
): Promise<{ value: number | undefined; cached: true | undefined }> {
  const session = await simulator.open(given);
  await session.alter(changes);
  const result = await session.run(analysis, SAVE);
  await session.close();
  return { value: result.columns.get('v(out)')?.values[1], cached: result.cached };
}

describe('kept runs', () => {
  test('the second run is not simulated, and marked', async () => {
    const engine = countingEngine();
    const first = keptSimulator(engine, fileRunStore(folder));
    expect(await lastValue(first)).toEqual({ value: 1, cached: undefined });
    const second = keptSimulator(engine, fileRunStore(folder));
    expect(await lastValue(second)).toEqual({ value: 1, cached: true });
    expect(engine.asked).toMatchObject({ opened: 1, ran: 1 });
    expect(second.runs).toEqual({ simulated: 0, cached: 1 });
  });

  test.each<[string, (store: ReturnType<typeof fileRunStore>) => Promise<unknown>, number]>([
    ['another circuit', (store) => lastValue(keptSimulator(countingEngine(), store), [], circuit('r1 out 0 2\n')), 2],
    [
      'another parameter',
      (store) => lastValue(keptSimulator(countingEngine(), store), [{ instance: 'r1', parameter: 'r', value: 2 }]),
      2,
    ],
    [
      'another analysis',
      (store) => lastValue(keptSimulator(countingEngine(), store), [], circuit(), { ...TRAN, maxStep: 5e-4 }),
      2,
    ],
    ['another version of the engine', (store) => lastValue(keptSimulator(countingEngine({ version: '2' }), store)), 2],
    [
      'another build of the same version',
      (store) => lastValue(keptSimulator(countingEngine({ build: 'b' }), store)),
      2,
    ],
    ['nothing else', (store) => lastValue(keptSimulator(countingEngine(), store)), 1],
  ])('%s', async (_, run, records) => {
    const store = fileRunStore(folder);
    await lastValue(keptSimulator(countingEngine(), store));
    await run(store);
    expect(recordsIn(folder)).toHaveLength(records);
  });

  test('an alteration that is set twice counts once, and the engine is told only what it needs', async () => {
    const engine = countingEngine();
    const kept = keptSimulator(engine, fileRunStore(folder));
    const session = await kept.open(circuit());
    const set = (value: number): Promise<void> => session.alter([{ instance: 'r1', parameter: 'r', value }]);
    await set(2);
    expect((await session.run(TRAN, SAVE)).columns.get('v(out)')?.values[1]).toBe(3);
    await set(5);
    await set(2);
    expect((await session.run(TRAN, SAVE)).cached).toBe(true);
    await set(7);
    expect((await session.run(TRAN, SAVE)).columns.get('v(out)')?.values[1]).toBe(8);
    expect(engine.asked.altered.map((changes) => changes.map(({ value }) => value))).toEqual([[2], [7]]);
  });

  test('what the engine refuses to alter is forgotten', async () => {
    const kept = keptSimulator(countingEngine(), fileRunStore(folder));
    const session = await kept.open(circuit());
    await session.alter([{ instance: 'missing', parameter: 'r', value: 1 }]);
    await expect(session.run(TRAN, SAVE)).rejects.toMatchObject({ kind: 'unknown-instance' });
    expect((await session.run(TRAN, SAVE)).columns.get('v(out)')?.values[1]).toBe(1);
  });

  test('a failure is simulated again, unless failures are kept; a crash always is', async () => {
    for (const [failures, kind, ran] of [
      [false, 'no-convergence', 2],
      [true, 'no-convergence', 1],
      [true, 'timeout', 1],
      [true, 'crashed', 2],
    ] as const) {
      const engine = countingEngine(
        { build: `${failures}${kind}` },
        () => new SimulationError(kind, 'not today', 'log'),
      );
      const kept = keptSimulator(engine, fileRunStore(folder), { failures });
      for (let time = 0; time < 2; time += 1)
        await expect(lastValue(kept)).rejects.toMatchObject({ kind, message: 'not today', log: 'log' });
      expect({ failures, kind, ran: engine.asked.ran }).toEqual({ failures, kind, ran });
    }
  });

  test('a run with a coupling is never kept', async () => {
    const engine = countingEngine();
    const session = await keptSimulator(engine, fileRunStore(folder)).open(circuit());
    const coupling = { watch: [], source: () => 0, nextEvent: () => Infinity, onPoint: () => undefined };
    await session.run(TRAN, { ...SAVE, coupling });
    await session.run(TRAN, { ...SAVE, coupling });
    expect(engine.asked.ran).toBe(2);
    expect(recordsIn(folder)).toEqual([]);
  });

  test('decks are kept too', async () => {
    const engine = countingEngine();
    const kept = keptSimulator(engine, fileRunStore(folder));
    await kept.runDeck('deck');
    expect((await kept.runDeck('deck'))[0]?.waveforms.cached).toBe(true);
    expect(engine.asked.ran).toBe(1);
  });
});

describe('records', () => {
  const complex: Waveforms = {
    analysis: 'ac',
    axis: { name: 'frequency', kind: 'frequency', values: Float64Array.from([1, 10]) },
    columns: new Map([
      [
        'v(a)',
        {
          name: 'v(a)',
          kind: 'voltage',
          values: Float64Array.from([1, -0]),
          imaginary: Float64Array.from([Number.MIN_VALUE, 2]),
        },
      ],
    ]),
  };

  test('come back bit by bit', () => {
    const back = decodeRecord(encodeRecord({ results: [complex, waveforms(Math.PI)] }));
    expect(back).toEqual({ results: [complex, waveforms(Math.PI)] });
  });

  test('cut anywhere, or with any byte changed, are no records', () => {
    const bytes = encodeRecord({ results: [complex] });
    for (let length = 0; length < bytes.length; length += 1)
      expect(decodeRecord(bytes.subarray(0, length))).toBeUndefined();
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(decodeRecord(damaged)).toBeUndefined();
    }
  });
});

describe('records in files', () => {
  const key = (index: number): string => index.toString(16).padStart(64, '0');

  test('a torn file is simulated again and replaced', async () => {
    const engine = countingEngine();
    const kept = keptSimulator(engine, fileRunStore(folder));
    await lastValue(kept);
    const [path = ''] = recordsIn(folder);
    truncateSync(path, statSync(path).size - 5);
    expect(await lastValue(kept)).toEqual({ value: 1, cached: undefined });
    expect(await lastValue(kept)).toEqual({ value: 1, cached: true });
  });

  test('many writers of the same records, while others read: nobody sees a half', async () => {
    const stores = Array.from({ length: 8 }, () => fileRunStore(folder));
    const seen = await Promise.all(
      stores.map(async (store) => {
        const found: (number | undefined)[] = [];
        for (let index = 0; index < 40; index += 1) {
          await store.set(key(index % 10), { results: [waveforms(index % 10)] });
          const record = await store.get(key((index * 7) % 10));
          if (record && 'results' in record) found.push(record.results[0]?.columns.get('v(out)')?.values[1]);
          else found.push(record === undefined ? undefined : NaN);
        }
        return found.map((value, index) => value === undefined || value === (index * 7) % 10);
      }),
    );
    expect(seen.flat()).not.toContain(false);
    expect(recordsIn(folder)).toHaveLength(10);
    expect(allFiles(folder).filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  test('the folder stays below its limit, and what was used last stays', async () => {
    const size = encodeRecord({ results: [waveforms(1)] }).length;
    const store = fileRunStore(folder, { limitBytes: 20 * size });
    for (let index = 0; index < 10; index += 1) await store.set(key(index), { results: [waveforms(index)] });
    // As if they were from yesterday; the first is used again.
    for (const path of recordsIn(folder))
      utimesSync(path, new Date(Date.now() - 86_400_000), new Date(Date.now() - 86_400_000));
    await store.get(key(0));
    for (let index = 10; index < 200; index += 1) {
      await store.set(key(index), { results: [waveforms(index)] });
      expect(recordsIn(folder).length).toBeLessThanOrEqual(24);
    }
    await store.close();
    expect(recordsIn(folder).length).toBeLessThanOrEqual(20);
    expect(await store.get(key(199))).toBeDefined();
    expect(await store.get(key(1))).toBeUndefined();
  });

  test('what a crash left behind goes; a folder that cannot be written is no error', async () => {
    const store = fileRunStore(folder, { limitBytes: 1e6 });
    await store.set(key(1), { results: [waveforms(1)] });
    const left = `${recordsIn(folder)[0] ?? ''}.1.tmp`;
    writeFileSync(left, 'half');
    utimesSync(left, new Date(0), new Date(0));
    await store.close();
    expect(allFiles(folder)).not.toContain(left);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const nowhere = fileRunStore(join(file, 'below'));
    await nowhere.set(key(1), { results: [waveforms(1)] });
    expect(await nowhere.get(key(1))).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

function allFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function recordsIn(root: string): string[] {
  return allFiles(root).filter((path) => path.endsWith('.run'));
}
