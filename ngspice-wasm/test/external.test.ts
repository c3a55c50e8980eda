import { createNgspice, type Ngspice } from '../src/index.js';
import { failure, last, STEP, valueAt } from './support.js';

const EXTERNAL = 'external\nv1 in 0 dc 0 external\nr1 in out 1k\nc1 out 0 1u\n.end\n';
const EVENTS = [1e-4, 3.3333e-4, 7.77e-4];
const level = (time: number): number => EVENTS.filter((event) => time > event).length % 2;
const nextEvent = (time: number): number => EVENTS.find((event) => event > time) ?? Infinity;

describe('sources answered by a function', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });
  beforeEach(() => ngspice.load(EXTERNAL));

  test('events fall on a time point, exactly, and the response is the exact one', () => {
    const result = ngspice.run({ ...STEP, maxStep: 5e-6 }, { sources: (_, time) => level(time), nextEvent });
    for (const event of EVENTS) expect([...result.axis!.values]).toContain(event);
    let [value, from, to] = [0, 0, 0];
    for (const event of [...EVENTS, STEP.stop]) {
      value = to + (value - to) * Math.exp(-(event - from) / 1e-3);
      expect(Math.abs(valueAt(result, 'v(out)', event) - value)).toBeLessThan(2e-5);
      [from, to] = [event, 1 - to];
    }
  });

  test('a current source inside a subcircuit', async () => {
    await ngspice.load('external\n.subckt s a\ni1 0 a dc 0 external\nr1 a 0 1k\n.ends\nx1 1 s\n.end\n');
    const asked = new Set<string>();
    const result = ngspice.run(STEP, {
      sources: (name, time) => {
        asked.add(name);
        return time;
      },
    });
    expect([...asked]).toEqual(['i.x1.i1']);
    expect(last(result, 'v(1)')).toBeCloseTo(1, 9);
  });

  test('several sources, told apart by name, over several circuits', async () => {
    await ngspice.load('external\nvb b 0 dc 0 external\nv1 a 0 dc 0 external\nr1 a b 1k\n.end\n');
    const result = ngspice.run(STEP, { sources: (name) => (name === 'v1' ? 2 : 5) });
    expect([last(result, 'v(a)'), last(result, 'v(b)')]).toEqual([2, 5]);
  });

  test('a closed loop: the function answers with what the circuit did at the point before', () => {
    let seen = 0;
    const result = ngspice.run(
      { ...STEP, stop: 5e-3, maxStep: 1e-6 },
      {
        watch: ['v(out)'],
        onPoint: (_, [out]) => {
          seen = out!;
        },
        sources: () => (seen < 0.5 ? 1 : 0),
      },
    );
    const tail = result.get('v(out)').values.slice(-1000);
    expect(Math.min(...tail)).toBeGreaterThan(0.49);
    expect(Math.max(...tail)).toBeLessThan(0.51);
  });

  test('steps can be shortened before, and repeated after', () => {
    const fine = ngspice.run(STEP, { sources: () => 0, onStep: ({ when }) => (when === 'before' ? 1e-6 : undefined) });
    expect(fine.axis!.values.length).toBeGreaterThan(990);
    let repeated = 0;
    const result = ngspice.run(STEP, {
      sources: (_, time) => (time > 5e-4 ? 1 : 0),
      onStep: ({ when, time, before }) => {
        if (when === 'before' || time <= 5e-4 || time - before >= 4.99999e-4 || before < 1e-9) return undefined;
        repeated += 1;
        return -before / 4;
      },
    });
    expect(repeated).toBeGreaterThan(0);
    expect([...result.axis!.values].find((time) => time > 5e-4)! - 5e-4).toBeLessThan(2e-8);
  });

  test('without listeners a run is the same as if there had never been any', async () => {
    const reference = await createNgspice();
    const plain = EXTERNAL.replace('dc 0 external', 'pulse(0 1 1u 1n 1n 1 2)');
    await reference.load(plain);
    ngspice.run(STEP, { sources: (_, time) => level(time), nextEvent, onStep: () => undefined });
    await ngspice.load(plain);
    expect(ngspice.run(STEP).axis!.values).toEqual(reference.run(STEP).axis!.values);
  });

  test('no function, a failing one, and one that gives no number', async () => {
    expect((await failure(() => ngspice.run(STEP), 'syntax')).message).toMatch(/v1/);
    const error = await failure(
      () =>
        ngspice.run(STEP, {
          sources: () => {
            throw new Error('mine');
          },
        }),
      'aborted',
    );
    expect((error.cause as Error).message).toBe('mine');
    await failure(() => ngspice.run(STEP, { sources: (_, time) => (time > 1e-4 ? NaN : 0) }), 'not-finite');
    expect(last(ngspice.run(STEP, { sources: () => 0 }), 'v(out)')).toBe(0);
  });
});
