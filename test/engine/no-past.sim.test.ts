import { createSimulator } from '../../src/node/engine/registry.js';
import type { DeckJob, EngineOutput } from '../../src/engine/executor.js';
import { WorkerPool } from '../../src/node/engine/pool.js';
import type { Analysis, Simulator } from '../../src/engine/simulator.js';
import { packagePath } from '../../src/node/package-path.js';
import { readRawfile } from '../../src/waveform/rawfile.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';
import { OPTIONS, STATEMENTS } from '../../ngspice-wasm/test/statements.js';
import { describeEachEngine, failureOf } from '../support/engines.js';

/*
 * Every circuit finds an engine to which nobody has spoken. One worker is given everything that our grammar lets
 * through (and, where that can be reached, what it does not), then a canary, whose numbers have the bits that a fresh
 * engine gives.
 */

const CANARY =
  'v1 in 0 dc 1 ac 1 pulse(0 1 0 1n 1n 1 2)\nr1 in out 1k\nc1 out 0 1u\nd1 out 0 dm\nm1 in out 0 0 nm w=1 l=1\n' +
  'x1 out cell\n.subckt cell a\nr1 a 0 {p}\n.ends\n.param p=5k\n.model dm d\n.model nm nmos level=1\n';
const STEP: Analysis = { kind: 'tran', step: 1e-5, stop: 1e-3, maxStep: 1e-5 };
const SWEEP: Analysis = { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 1, step: 0.1 }] };
const SAVE = { save: ['v(out)', 'i(v1)'] };

/** Both analyses of a circuit of its own; the bits of all numbers. */
async function bits(simulator: Simulator, extra = ''): Promise<string> {
  const session = await simulator.open({ title: 'canary', text: CANARY + extra });
  try {
    const results: Waveforms[] = [];
    for (const analysis of [STEP, SWEEP]) results.push(await session.run(analysis, SAVE));
    return results
      .flatMap(({ axis, columns }) => [axis, ...columns.values()])
      .map(
        ({ name, values }) =>
          `${name} ${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex')}`,
      )
      .join('\n');
  } finally {
    await session.close();
  }
}

describeEachEngine('an engine has no past', (_simulator, engine) => {
  let used: Simulator;
  let expected: string;
  beforeAll(async () => {
    const fresh = createSimulator(engine, { jobs: 1 });
    expected = await bits(fresh);
    await fresh.dispose();
    used = createSimulator(engine, { jobs: 1 });
  });
  afterAll(() => used.dispose());

  test.each([
    ['statements', STATEMENTS],
    ['options', OPTIONS.map((option) => `.options ${option}`)],
  ])(
    'after all %s',
    async (_, lines) => {
      const changed: string[] = [];
      for (const line of lines) {
        // Whether the odd circuit is refused or fails is not the question here.
        await bits(used, `${line}\n`).catch(() => undefined);
        if ((await bits(used)) !== expected) changed.push(line);
      }
      expect(changed).toEqual([]);
      // A failure costs the embedded engine a new worker, two seconds.
    },
    500_000,
  );

  test('after a run that was given up, timed out, or failed', async () => {
    const session = await used.open({ title: 'long', text: CANARY });
    const long: Analysis = { kind: 'tran', step: 1e-4, stop: 2, maxStep: 1e-7 };
    expect((await failureOf(session.run(long, { ...SAVE, timeoutSeconds: 0.5 }))).kind).toBe('timeout');
    expect(await bits(used)).toBe(expected);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    expect((await failureOf(session.run(long, { ...SAVE, signal: stop.signal }))).kind).toBe('aborted');
    expect(await bits(used)).toBe(expected);
    await failureOf(session.run(STEP, { save: ['v(nosuch)'] }));
    expect(await bits(used)).toBe(expected);
    await failureOf(bits(used, 'v5 in 0 2\n'));
    expect(await bits(used)).toBe(expected);
  });
});

describe('the worker of the embedded engine', () => {
  const LIMITS = { timeoutSeconds: 60 };
  const deck = (extra = ''): DeckJob => ({
    deck: `canary\n${CANARY}${extra}\n.save v(out)\n.tran 1e-5 1e-3\n.end\n`,
    analysis: 'tran',
  });
  const values = ({ raw }: EngineOutput): string =>
    Buffer.from(
      readRawfile(raw ?? new Uint8Array()).flatMap(({ vectors }) => vectors.map((own) => own.values))[1]!.buffer,
    ).toString('hex');
  const pool = (): WorkerPool<DeckJob, EngineOutput> =>
    new WorkerPool({
      file: packagePath('dist', 'node', 'engine', 'eecircuit-worker.js'),
      size: 1,
      maxRuns: 1000,
      maxMemoryBytes: 2 ** 31,
      startSeconds: 60,
    });

  test('forgets what was said past our grammar, in the same thread', async () => {
    const one = pool();
    const expected = await one.run(deck(), LIMITS, values);
    const changed: string[] = [];
    for (const command of [
      'alias run echo nothing',
      'alias write echo nothing',
      'alias source echo nothing',
      'set temp=100',
      'set ngbehavior=psa',
      'option reltol=0.5',
      'set numdgt=3',
      'set filetype=ascii',
      'define v(x) 3*x',
      'setseed 5',
      'echo half a line \\',
      'set wr_singlescale',
    ]) {
      await one.run(deck(`.control\n${command}\n.endc`), LIMITS, () => undefined);
      await one.run(deck(`*# ${command}`), LIMITS, () => undefined);
      if ((await one.run(deck(), LIMITS, values)) !== expected) changed.push(command);
    }
    expect(changed).toEqual([]);
    expect(one.size).toBe(1);
    await one.dispose();
  });

  test('is replaced when it made a file, and when its answer is not accepted', async () => {
    const one = pool();
    const places = new Set<object>();
    const serve = (job: DeckJob, accept: (output: EngineOutput) => unknown): Promise<unknown> =>
      one.use({}, async (lease) => {
        places.add(lease.place);
        return accept(await lease.request(job, LIMITS));
      });
    const expected = await serve(deck(), values);
    await serve(deck('.control\nwrite /stray.raw\n.endc'), () => undefined);
    expect(await serve(deck(), values)).toBe(expected);
    expect(places.size).toBe(2);
    await expect(
      serve(deck(), () => {
        throw new Error('not this one');
      }),
    ).rejects.toThrow('not this one');
    expect(await serve(deck(), values)).toBe(expected);
    expect(places.size).toBe(3);
    await one.dispose();
  });
});
