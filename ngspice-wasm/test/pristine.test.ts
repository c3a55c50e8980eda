import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createNgspice, type Ngspice } from '../src/index.js';
import type { Instance } from '../src/instance.js';
import { withText } from '../src/module.js';
import { OPTIONS, STATEMENTS } from './statements.js';
import { RC, STEP } from './support.js';

/*
 * No circuit meets an engine with a past. After everything that can be said to ngspice, with our reader and past it, a
 * canary is loaded: the engine's whole memory is that of an engine which never met another circuit, and its results
 * have the same bits.
 */

const CANARY = RC.replace(
  '.end',
  'd1 out 0 dm\nm1 in out 0 0 nm w=1 l=1\nb1 b 0 v={v(out)*2}\nx1 out cell\n.subckt cell a\nr1 a 0 {p}\n.ends\n' +
    '.param p=5k\n.model dm d\n.model nm nmos level=1\n.end',
);
const NOISE = { kind: 'noise', output: 'v(out)', source: 'v1', scale: 'dec', points: 3, from: 1, to: 1e3 } as const;
const ANALYSES = [STEP, { kind: 'op' }, NOISE] as const;

const instanceOf = (ngspice: Ngspice): Instance => (ngspice as unknown as { engine: Instance }).engine;
const memoryOf = (ngspice: Ngspice): Buffer => Buffer.from(instanceOf(ngspice).module!.HEAPU8);

/** Gives ngspice a netlist that no reader of ours has seen. */
function loadRaw(ngspice: Ngspice, text: string): void {
  const engine = instanceOf(ngspice);
  const module = engine.module!;
  engine.attempt(() => engine.call(() => withText(module, text, (pointer) => module._ngw_circuit(pointer))));
}

function command(ngspice: Ngspice, text: string): void {
  instanceOf(ngspice).attempt(() => instanceOf(ngspice).command(text));
}

let used: Ngspice;
let afterLoad: Buffer;
let expected: unknown;

const results = (ngspice: Ngspice): unknown =>
  ANALYSES.map((analysis) => {
    const { axis, vectors, totals } = ngspice.run(analysis);
    return { axis, vectors: [...vectors], totals: [...totals] };
  });

beforeAll(async () => {
  const fresh = await createNgspice();
  await fresh.load(CANARY);
  afterLoad = memoryOf(fresh);
  expected = results(fresh);
  used = await createNgspice();
});

async function expectNoPast(): Promise<void> {
  await used.load(CANARY);
  const now = memoryOf(used);
  // Equal without a report of 32 MB when it is not.
  expect(now.subarray(0, afterLoad.length).equals(afterLoad)).toBe(true);
  expect(now.subarray(afterLoad.length).every((byte) => byte === 0)).toBe(true);
  expect(results(used)).toEqual(expected);
}

/** Runs what may fail: a failure is a past too. */
async function perhaps(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // The engine is replaced.
  }
}

test('the compiled engine has one mutable global, the stack pointer', () => {
  const file = createRequire(import.meta.url).resolve('../dist/ngspice.wasm');
  expect(globalsOf(readFileSync(file))).toEqual([{ type: 0x7f, mutable: true }]);
});

test('what an engine ever used is known exactly, so that the rest need not be wiped', async () => {
  const ngspice = await createNgspice();
  const { used: end } = (instanceOf(ngspice) as unknown as { pristine: { used: () => number } }).pristine;
  const top = (): number => memoryOf(ngspice).findLastIndex((byte) => byte !== 0);
  expect(end()).toBeGreaterThan(top());
  expect(end()).toBeLessThan(11 * 2 ** 20);
  await ngspice.load(RC);
  ngspice.run({ kind: 'tran', step: 1e-6, stop: 0.3 });
  expect(top()).toBeGreaterThan(12 * 2 ** 20);
  expect(end()).toBeGreaterThan(top());
  await ngspice.load(RC);
  expect(end()).toBeLessThan(11 * 2 ** 20);
  expect(top()).toBeLessThan(end());
});

describe('the next circuit finds a fresh engine after', () => {
  test.each(STATEMENTS)('%s', async (line) => {
    await perhaps(async () => {
      await used.load(CANARY.replace('.end\n', `${line}\n.end\n`));
      used.run(STEP);
    });
    await expectNoPast();
    await perhaps(() => {
      loadRaw(used, CANARY.replace('.end\n', `${line}\n.end\n`));
      command(used, 'run');
    });
    await expectNoPast();
  });

  test.each([OPTIONS.slice(0, 40), OPTIONS.slice(40, 80), OPTIONS.slice(80)])('options %s ...', async (...options) => {
    for (const option of options) {
      await perhaps(() => {
        loadRaw(used, CANARY.replace('.end\n', `.options ${option}\n.end\n`));
        command(used, 'tran 1e-5 1e-3');
        command(used, 'op');
      });
      await expectNoPast();
    }
  });

  test.each([
    'alias run echo nothing',
    'alias tran op',
    'set temp=100',
    'set ngbehavior=psa',
    'set noglob',
    'unset noinit',
    'define v(x) 3*x',
    'let const.pi=3',
    'setseed 77',
    'option reltol=0.5',
    'option gmin=1e-3',
    'stop when time > 1e-4',
    'save v(in)',
    'trace v(in)',
    'alterparam p=1',
    'alter r1=5',
    'setplot const',
    'unlet pi',
    'compose x values 1 2 3',
    'settype voltage pi',
    'set units=degrees',
    'set numdgt=3',
    'set xbrushwidth=5',
    'shift',
  ])('the command %s', async (text) => {
    await perhaps(async () => {
      command(used, text);
      await used.load(CANARY);
      command(used, text);
      used.run(STEP);
      command(used, text);
    });
    await expectNoPast();
  });

  test.each<[string, () => unknown]>([
    ['a netlist that is none', () => used.load('bad\nv1 1 0 {foo}\n.end\n')],
    ['a refused netlist', () => used.load(RC.replace('.end', '.control\nalias run quit\n.endc\n.end'))],
    ['a singular matrix', () => used.load('bad\nv1 1 0 1\nv2 1 0 2\nr1 1 0 1k\n.end\n').then(() => used.run(STEP))],
    ['no netlist at all', () => used.run(STEP)],
    ['an abort', () => used.load(CANARY).then(() => used.run(STEP, { watch: ['v(out)'], onPoint: (at) => at < 1e-4 }))],
    ['a time limit', () => used.load(CANARY).then(() => used.run(STEP, { timeLimitSeconds: 1e-9 }))],
    [
      'a listener that throws',
      () =>
        used.load(CANARY).then(() =>
          used.run(STEP, {
            onPoint: () => {
              throw new Error('no');
            },
          }),
        ),
    ],
    ['a vector that is not there', () => used.load(CANARY).then(() => used.run(STEP, { save: ['v(nosuch)'] }))],
    [
      'an instance that is not there',
      () => used.load(CANARY).then(() => used.alter([{ instance: 'r9', parameter: 'r', value: 1 }])),
    ],
    ['alterations', () => alterEverything()],
    ['many runs', () => used.load(CANARY).then(() => Array.from({ length: 20 }, () => results(used)))],
    ['a crash', () => used.load(CANARY).then(() => command(used, 'quit'))],
    ['a large result', () => used.load(RC).then(() => used.run({ kind: 'tran', step: 1e-6, stop: 0.3 }))],
    [
      'external sources',
      () =>
        used
          .load(RC.replace('.end', 'i5 0 out dc 0 external\n.end'))
          .then(() => used.run(STEP, { sources: (_, time) => time, nextEvent: () => Infinity })),
    ],
  ])('%s', async (_, work) => {
    await perhaps(work);
    await expectNoPast();
  });
});

async function alterEverything(): Promise<void> {
  await used.load(CANARY);
  used.alter([
    { instance: 'r1', parameter: 'resistance', value: 7 },
    { instance: 'x1.r1', parameter: 'resistance', value: 9 },
  ]);
  used.alterModel([{ model: 'dm', parameter: 'is', value: 1e-9 }]);
  used.run(STEP);
}

test('settings outlive a circuit', async () => {
  const chosen = await createNgspice({ solver: 'klu' });
  for (let circuit = 0; circuit < 2; circuit += 1) {
    await chosen.load(CANARY);
    expect(chosen.run(STEP).statistics.kluFactorisations).toBeGreaterThan(0);
  }
  chosen.setSolver('sparse');
  await chosen.load(CANARY);
  expect(chosen.run(STEP).statistics.kluFactorisations).toBe(0);
});

test('what a caller mounted is there for every circuit, and read-only', async () => {
  const mounted = await createNgspice({ mounts: { '/lib/p.lib': '.param p=2k\n' } });
  const deck = 'mounted\n.include /lib/p.lib\ni1 0 a 1\nr1 a 0 {p}\n.end\n';
  for (let round = 0; round < 3; round += 1) {
    await mounted.load(deck);
    expect(mounted.run({ kind: 'op' }).get('v(a)').values[0]).toBeCloseTo(2000, 6);
    await perhaps(() => command(mounted, 'write /lib/p.lib'));
    await perhaps(() => command(mounted, 'write /other.raw'));
  }
  await mounted.load(deck);
  expect(() => instanceOf(mounted).module!.FS.unlink('/other.raw')).toThrow();
});

/** Type and mutability of the globals of a module: section 6 of its binary format. */
function globalsOf(bytes: Uint8Array): { type: number; mutable: boolean }[] {
  let at = 8;
  const number = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === 6) {
      return Array.from({ length: number() }, () => {
        const [type, mutable] = [bytes[at++]!, bytes[at++] === 1];
        // The initial value ends with the instruction `end`.
        while (bytes[at++] !== 0x0b);
        return { type, mutable };
      });
    }
    at = end;
  }
  return [];
}
