import { createSimulator } from '../../src/node/engine/registry.js';
import type { Circuit, Analysis, Simulator } from '../../src/engine/simulator.js';
import { describeEachEngine, failureOf } from '../support/engines.js';

const DIVIDER: Circuit = { title: 'divider', text: 'v1 in 0 1\nr1 in out 1e3\nr2 out 0 3e3\n' };
const TRAN: Analysis = { kind: 'tran', step: 1e-5, stop: 5e-3, maxStep: 1e-5 };

async function run(
  simulator: Simulator,
  text: string,
  analysis: Analysis,
  save: readonly string[],
  timeoutSeconds = 30,
): Promise<unknown> {
  const session = await simulator.open({ title: 'hazard', text });
  return session.run(analysis, { save, timeoutSeconds });
}

async function divider(simulator: Simulator): Promise<number> {
  const session = await simulator.open(DIVIDER);
  const result = await session.run({ kind: 'op' }, { save: ['v(out)'], timeoutSeconds: 30 });
  await session.close();
  return result.columns.get('v(out)')!.values[0]!;
}

/** Every way in which a run fails while an engine looks content. The same circuit runs before and after each. */
const HAZARDS: readonly {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly text: string;
  readonly analysis: Analysis;
  readonly save?: readonly string[];
  readonly says?: RegExp;
}[] = [
  {
    name: 'unknown model',
    kinds: ['unknown-model'],
    text: 'v1 out 0 1\nm1 out out 0 0 nosuch w=1e-6 l=1e-6',
    analysis: { kind: 'op' },
    says: /nosuch/,
  },
  {
    name: 'unknown subcircuit',
    kinds: ['unknown-model'],
    text: 'v1 out 0 1\nx1 out 0 nosuch',
    analysis: { kind: 'op' },
    says: /nosuch/,
  },
  {
    name: 'malformed line',
    kinds: ['syntax'],
    text: 'v1 out 0 1\nr1 out 0 1e3\nr2 out',
    analysis: { kind: 'op' },
    says: /r2/,
  },
  {
    name: 'nonsense line',
    kinds: ['syntax'],
    text: 'v1 out 0 1\nr1 out 0 1e3\nhello world',
    analysis: { kind: 'op' },
    says: /hello/,
  },
  {
    name: 'time step too small',
    kinds: ['timestep-too-small'],
    text: 'v1 1 0 pulse(0 1 1e-3 1e-6 1e-6 1e-3 4e-3)\nb1 out 0 v=v(1)>0.5?(v(out)>0.5?0:1):0\nr2 out 0 1e3',
    analysis: TRAN,
    says: /0\.001/,
  },
  {
    name: 'no operating point',
    kinds: ['no-convergence'],
    text: 'r1 out 0 1e3\nb1 out 0 i=v(out)>0.5?1:-1\nc2 out 0 1e-18',
    analysis: TRAN,
    says: /out/,
  },
  {
    name: 'loop of voltage sources',
    kinds: ['singular-matrix'],
    text: 'v1 out 0 1\nv2 out 0 2',
    analysis: { kind: 'op' },
    says: /branch/,
  },
  {
    name: 'vector that does not exist',
    kinds: ['missing-vector'],
    text: 'v1 out 0 1\nr1 out 0 1e3',
    analysis: { kind: 'op' },
    save: ['v(out)', 'v(uot)'],
    says: /did you mean "v\(out\)"/,
  },
  {
    name: 'value that is no number',
    kinds: ['not-finite', 'no-convergence'],
    text: 'b1 out 0 v=log(-1)\nr1 out 0 1e3',
    analysis: { kind: 'op' },
  },
  {
    name: 'undefined parameter',
    kinds: ['undefined-parameter'],
    text: 'v1 out 0 {supply}\nr1 out 0 1e3',
    analysis: { kind: 'op' },
    says: /"supply".*\.param supply=/,
  },
  {
    name: 'undefined parameter without braces',
    kinds: ['undefined-parameter'],
    text: 'v1 out 0 1\nr1 out 0 r=abc',
    analysis: { kind: 'op' },
    says: /abc/,
  },
  {
    name: 'circular parameter',
    kinds: ['undefined-parameter'],
    text: '.param a={b} b={a}\nv1 out 0 {a}\nr1 out 0 1e3',
    analysis: { kind: 'op' },
    says: /a -> b -> a/,
  },
  {
    name: 'parameter known in a subcircuit only',
    kinds: ['undefined-parameter'],
    text: '.subckt s a w=1\nr1 a 0 {w}\n.ends\nv1 out 0 {w}\nx1 out s',
    analysis: { kind: 'op' },
    says: /top level/,
  },
];

/** Two engines of one worker each take turns: a failure costs the embedded engine a new worker, two seconds. */
const LANES = 2;

/** The same circuit, the hazard, and the same circuit again. */
async function surrounded(simulator: Simulator, { text, analysis, save = ['v(out)'] }: (typeof HAZARDS)[number]) {
  const before = await divider(simulator);
  const error = await failureOf(run(simulator, text, analysis, save));
  return { before, error, after: await divider(simulator) };
}

describeEachEngine('hazards', (simulator, name) => {
  const outcomes = new Map<string, ReturnType<typeof surrounded>>();
  const lanes: Simulator[] = [];
  beforeAll(() => {
    lanes.push(...Array.from({ length: LANES }, () => createSimulator(name, { jobs: 1 })));
    lanes.forEach((lane, index) => {
      let turn: Promise<unknown> = Promise.resolve();
      for (const hazard of HAZARDS.filter((_, place) => place % LANES === index)) {
        const outcome = turn.then(() => surrounded(lane, hazard));
        outcomes.set(hazard.name, outcome);
        turn = outcome.catch(() => undefined);
      }
    });
  });
  afterAll(() => Promise.all(lanes.map((lane) => lane.dispose())));

  test.each(HAZARDS)('$name: an error, never the result of the run before', async ({ name: hazard, kinds, says }) => {
    const { before, error, after } = await outcomes.get(hazard)!;
    expect(before).toBeCloseTo(0.75, 9);
    expect(kinds).toContain(error.kind);
    expect(error.message).toMatch(says ?? /./);
    expect(after).toBeCloseTo(0.75, 9);
  });

  test('concurrent runs keep their results apart', async () => {
    const values = Array.from({ length: 12 }, (_, index) => index + 1);
    const found = await Promise.all(
      values.map(async (volts) => {
        const session = await simulator().open({
          title: `run ${volts}`,
          text: `v1 in 0 ${volts}\nr1 in out 1e3\nr2 out 0 1e3\n`,
        });
        const result = await session.run({ kind: 'op' }, { save: ['v(out)'] });
        return result.columns.get('v(out)')!.values[0];
      }),
    );
    found.forEach((value, index) => expect(value).toBeCloseTo(values[index]! / 2, 9));
  });

  test('an endless run is killed at its limit, and the engine works on', async () => {
    const session = await simulator().open({
      title: 'endless',
      text: 'v1 1 0 sin(0 1 1e6)\nr1 1 2 1e3\nc1 2 0 1e-9\n',
    });
    const start = performance.now();
    const error = await failureOf(
      session.run({ kind: 'tran', step: 1e-9, stop: 1e3, maxStep: 1e-9 }, { save: ['v(2)'], timeoutSeconds: 1 }),
    );
    expect(error.kind).toBe('timeout');
    expect(error.message).toMatch(/limit of 1 s/);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await divider(simulator())).toBeCloseTo(0.75, 9);
  });

  test('an abort signal stops a running, a waiting and a late run', async () => {
    const session = await simulator().open({
      title: 'endless',
      text: 'v1 1 0 sin(0 1 1e6)\nr1 1 2 1e3\nc1 2 0 1e-9\n',
    });
    const endless: Analysis = { kind: 'tran', step: 1e-9, stop: 1e3, maxStep: 1e-9 };
    const controller = new AbortController();
    const runs = Array.from({ length: 4 }, () =>
      failureOf(session.run(endless, { save: ['v(2)'], signal: controller.signal })),
    );
    setTimeout(() => controller.abort(), 300);
    for (const error of await Promise.all(runs)) expect(error.kind).toBe('aborted');
    expect((await failureOf(session.run(endless, { save: ['v(2)'], signal: controller.signal }))).kind).toBe('aborted');
    expect(await divider(simulator())).toBeCloseTo(0.75, 9);
  });

  test(`information about the engine (${name})`, async () => {
    const info = await simulator().info();
    expect(info.name).toMatch(/eecircuit-engine|ngspice/);
    expect(info.version).toMatch(/\d/);
  });
});

describeEachEngine('first run', (simulator) => {
  test('a failing first run settles', async () => {
    const error = await failureOf(run(simulator(), 'x1 out 0 nosuch', { kind: 'op' }, ['v(out)']));
    expect(error.kind).toBe('unknown-model');
    expect(error.log).toMatch(/nosuch/);
  });
});
