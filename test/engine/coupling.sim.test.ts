import { createNgspiceWasm } from '../../src/node/engine/ngspice-wasm.js';
import type { Analysis, Coupling, RunOptions, Session, Simulator } from '../../src/engine/simulator.js';
import { interpolate } from '../../src/waveform/interpolate.js';
import { column } from '../../src/waveform/waveforms.js';
import { describeEachEngine, describeWithNgspiceWasm, failureOf } from '../support/engines.js';

const CIRCUIT = { title: 'loop', text: 'v1 in 0 dc 0 external\nr1 in out 1e3\nc1 out 0 1e-6\n' };
const STEP: Analysis = { kind: 'tran', step: 1e-5, stop: 1e-3, maxStep: 1e-5 };
const EVENTS = [1e-4, 3.3333e-4, 7.77e-4];

function coupling(changes: Partial<Coupling> = {}): Coupling {
  return {
    watch: ['v(out)'],
    source: (_name, time) => EVENTS.filter((event) => time > event).length % 2,
    nextEvent: (time) => EVENTS.find((event) => event > time) ?? Infinity,
    onPoint: () => undefined,
    ...changes,
  };
}

describeWithNgspiceWasm('closed loops', () => {
  let simulator: Simulator;
  let session: Session;
  const run = (changes: Partial<Coupling>, options: Partial<RunOptions> = {}, analysis: Analysis = STEP) =>
    session.run(analysis, { save: ['v(out)'], coupling: coupling(changes), ...options });
  beforeAll(async () => {
    simulator = createNgspiceWasm({ jobs: 1 });
    session = await simulator.open(CIRCUIT);
  });
  afterAll(() => simulator.dispose());

  test('events fall on a point exactly, and the response is the exact one', async () => {
    const result = await run({}, {}, { ...STEP, maxStep: 5e-6 });
    for (const event of EVENTS) expect([...result.axis.values]).toContain(event);
    let [value, from, to] = [0, 0, 0];
    for (const event of [...EVENTS, result.axis.values.at(-1)!]) {
      value = to + (value - to) * Math.exp(-(event - from) / 1e-3);
      expect(
        Math.abs(interpolate(result.axis.values, column(result, 'v(out)'), Float64Array.of(event))[0]! - value),
      ).toBeLessThan(2e-5);
      [from, to] = [event, 1 - to];
    }
  });

  test('accepted points only, each once, with the values of the result', async () => {
    const points: number[][] = [];
    // A resonance behind a step: ngspice repeats steps here, and asks the source for times that it gives up again.
    const lively = await simulator.open({
      title: 'lively',
      text: 'v1 in 0 dc 0 external\nr1 in a 10\nl1 a out 1e-3\nc1 out 0 1e-8\nd1 out 0 dm\n.model dm d is=1e-14\n',
    });
    const asked: number[] = [];
    const result = await lively.run(
      { ...STEP, maxStep: 1e-4, step: 1e-4 },
      {
        save: ['v(out)', 'i(l1)'],
        coupling: coupling({
          watch: ['i(l1)', 'v(out)'],
          source: (_name, time) => {
            asked.push(time);
            return time > 1e-4 ? 1 : 0;
          },
          nextEvent: () => Infinity,
          onPoint: (time, values) => points.push([time, ...values]),
        }),
      },
    );
    expect(points.map(([time]) => time)).toEqual([...result.axis.values]);
    expect(points.map(([, , volts]) => volts)).toEqual([...column(result, 'v(out)')]);
    expect(points.map(([, amperes]) => amperes)).toEqual([...column(result, 'i(l1)')]);
    const accepted = new Set(points.map(([time]) => time));
    expect(asked.filter((time) => !accepted.has(time)).length).toBeGreaterThan(0);
  });

  test('a source is asked once for a time, whatever the iterations ask, and by its own name', async () => {
    const inner = await simulator.open({
      title: 'names',
      text: '.subckt s a\ni1 0 a dc 0 external\nr1 a 0 1e3\n.ends\nx1 1 s\nxtwo 2 s\nv9 3 0 dc 0 external\nr9 3 0 1\n',
    });
    const asked: string[] = [];
    const result = await inner.run(STEP, {
      save: ['v(1)', 'v(2)', 'v(3)'],
      coupling: coupling({
        watch: [],
        source: (name, time) => {
          asked.push(`${name} ${time}`);
          return { 'x1.i1': 1e-3, 'xtwo.i1': 2e-3, v9: 5 }[name] ?? NaN;
        },
      }),
    });
    expect([column(result, 'v(1)').at(-1), column(result, 'v(2)').at(-1), column(result, 'v(3)').at(-1)]).toEqual([
      expect.closeTo(1, 9),
      expect.closeTo(2, 9),
      5,
    ]);
    // Time 0 is asked again by the operating point and as sources become known.
    const later = asked.filter((entry) => !entry.endsWith(' 0'));
    expect(new Set(later).size).toBeGreaterThan(3 * 90);
    expect(later.length).toBeLessThan(1.05 * new Set(later).size);
  });

  test('the answer to a point is used from the next step on: a bang-bang loop holds its level', async () => {
    let seen = 0;
    const result = await run(
      {
        source: () => (seen < 0.5 ? 1 : 0),
        nextEvent: () => Infinity,
        onPoint: (_time, [out]) => {
          seen = out!;
        },
      },
      {},
      { kind: 'tran', step: 1e-6, stop: 4e-3, maxStep: 1e-6 },
    );
    const tail = column(result, 'v(out)').slice(-1000);
    expect(Math.min(...tail)).toBeGreaterThan(0.498);
    expect(Math.max(...tail)).toBeLessThan(0.502);
  });

  test.each<[string, Partial<Coupling>, RegExp]>([
    [
      'source',
      {
        source: () => {
          throw new RangeError('mine');
        },
      },
      /mine/,
    ],
    [
      'nextEvent',
      {
        nextEvent: () => {
          throw new RangeError('mine');
        },
      },
      /mine/,
    ],
    [
      'onPoint',
      {
        onPoint: () => {
          throw new RangeError('mine');
        },
      },
      /mine/,
    ],
    [
      'onPoint at the last point',
      {
        onPoint: (time) => {
          if (time > 0.999999e-3) throw new RangeError('mine');
        },
      },
      /mine/,
    ],
  ])('an exception in %s is an error with its cause, and the engine works on', async (_name, changes, message) => {
    const error = await failureOf(run(changes));
    expect(error).toMatchObject({
      kind: 'coupling',
      message: expect.stringMatching(message) as string,
      cause: expect.any(RangeError) as RangeError,
    });
    expect((await run({})).axis.values.at(-1)).toBeCloseTo(1e-3, 12);
  });

  test.each<[string, Partial<Coupling>, string, RegExp]>([
    [
      'a value that is no number',
      { source: (_name, time) => (time > 1e-4 ? NaN : 0) },
      'coupling',
      /NaN for source "v1"/,
    ],
    ['an event in the past', { nextEvent: (time) => time - 1e-6 }, 'coupling', /after that time/],
    ['a vector that does not exist', { watch: ['v(nowhere)'] }, 'missing-vector', /nowhere/],
  ])('%s is an error', async (_name, changes, kind, message) => {
    expect(await failureOf(run(changes))).toMatchObject({ kind, message: expect.stringMatching(message) as string });
  });

  test('no coupling for an external source is an error', async () => {
    expect((await failureOf(session.run(STEP, { save: ['v(out)'] }))).message).toMatch(/v1/);
  });

  test('the kill timer and the abort signal work while the loop runs', async () => {
    const endless: Analysis = { ...STEP, stop: 1e6 };
    expect((await failureOf(run({}, { timeoutSeconds: 0.5 }, endless))).kind).toBe('timeout');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    expect((await failureOf(run({}, { signal: controller.signal }, endless))).kind).toBe('aborted');
    expect((await run({})).axis.values.at(-1)).toBeCloseTo(1e-3, 12);
  });

  test('progress rises and stays within bounds', async () => {
    const seen: number[] = [];
    await run({}, { onProgress: (fraction) => seen.push(fraction) }, { ...STEP, stop: 0.5 });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });

  test('a progress function that throws ends the run with its reason, and nothing else', async () => {
    const cause = new Error('the bar is full');
    let calls = 0;
    const failure = await failureOf(
      run(
        {},
        {
          onProgress: () => {
            calls += 1;
            throw cause;
          },
        },
        { ...STEP, stop: 1e6 },
      ),
    );
    expect(failure).toMatchObject({ kind: 'aborted', message: 'onProgress failed: the bar is full', cause });
    expect(calls).toBe(1);
    expect((await run({})).axis.values.at(-1)).toBeCloseTo(1e-3, 12);
  });
});

describeEachEngine(
  'closed loops are refused where the engine has none',
  (simulator) => {
    test('unsupported, or run', async () => {
      const plain = await simulator().open({ title: 'plain', text: 'v1 in 0 1\nr1 in out 1e3\nc1 out 0 1e-6\n' });
      const outcome = plain.run(STEP, { save: ['v(out)'], coupling: coupling() });
      if (simulator().capabilities.externalSources) expect((await outcome).axis.values.at(-1)).toBeCloseTo(1e-3, 12);
      else expect((await failureOf(outcome)).kind).toBe('unsupported');
    });
  },
  1,
);
