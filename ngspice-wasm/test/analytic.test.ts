import { createNgspice, type Ngspice } from '../src/index.js';
import { failure, last, RC, STEP, valueAt } from './support.js';

describe('circuits with a known answer', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });
  beforeEach(() => ngspice.load(RC));

  test('op: a divider', async () => {
    await ngspice.load('divider\nv1 1 0 10\nr1 1 2 3k\nr2 2 0 1k\n.end\n');
    const result = ngspice.run({ kind: 'op' });
    expect(last(result, 'v(2)')).toBeCloseTo(2.5, 9);
    expect(last(result, 'i(v1)')).toBeCloseTo(-2.5e-3, 12);
    expect(result.axis).toBeUndefined();
  });

  test('tran: charging through a resistor', () => {
    const result = ngspice.run({ ...STEP, maxStep: 2e-6 });
    expect(result.axis!.name).toBe('time');
    for (const time of [2e-4, 5e-4, 1e-3])
      expect(Math.abs(valueAt(result, 'v(out)', time) / (1 - Math.exp(-time / 1e-3)) - 1)).toBeLessThan(1e-4);
    expect(result.statistics.accepted).toBe(result.axis!.values.length);
  });

  test('tran from initial conditions', async () => {
    await ngspice.load('ic\nr1 out 0 1k\nc1 out 0 1u ic=2\n.end\n');
    const result = ngspice.run({ ...STEP, maxStep: 1e-6, useInitialConditions: true });
    expect(Math.abs(last(result, 'v(out)') / (2 * Math.exp(-1)) - 1)).toBeLessThan(1e-4);
  });

  test('ac: magnitude and phase at the pole', () => {
    const pole = 1 / (2 * Math.PI * 1e-3);
    const result = ngspice.run({ kind: 'ac', scale: 'lin', points: 1, from: pole, to: pole }, { save: ['v(out)'] });
    const { values, imaginary } = result.get('v(out)');
    expect(values[0]).toBeCloseTo(0.5, 9);
    expect(imaginary![0]).toBeCloseTo(-0.5, 9);
    expect(result.axis!.values[0]).toBeCloseTo(pole, 9);
    expect([...result.vectors.keys()]).toEqual(['v(out)']);
  });

  test('dc: one sweep and two nested ones', async () => {
    await ngspice.load('sweep\nv1 1 0 0\nv2 2 0 0\nr1 1 3 1k\nr2 2 3 1k\n.end\n');
    const sweep = (source: string, step: number) => ({ source, from: 0, to: 1, step });
    const one = ngspice.run({ kind: 'dc', sweeps: [sweep('v1', 0.25)] });
    expect([...one.get('v(3)').values].map((value) => Number(value.toFixed(9)))).toEqual([0, 0.125, 0.25, 0.375, 0.5]);
    const two = ngspice.run({ kind: 'dc', sweeps: [sweep('v1', 0.5), sweep('v2', 1)] });
    expect([...two.get('v(3)').values].map((value) => Number(value.toFixed(9)))).toEqual([0, 0.25, 0.5, 0.5, 0.75, 1]);
  });

  test('noise: a resistor at 300 K, and kT/C', async () => {
    await ngspice.load('noise\nv1 in 0 dc 0 ac 1\nr1 in out 1k\nc1 out 0 1p\n.options temp=26.85\n.end\n');
    const result = ngspice.run({ kind: 'noise', output: 'v(out)', source: 'v1', points: 20, from: 1, to: 1e13 });
    const density = Math.sqrt(4 * 1.380649e-23 * 300 * 1e3);
    expect(Math.abs(result.get('onoise_spectrum').values[0]! / density - 1)).toBeLessThan(1e-4);
    expect(Math.abs(result.totals.get('onoise_total')! / Math.sqrt((1.380649e-23 * 300) / 1e-12) - 1)).toBeLessThan(
      1e-2,
    );
  });

  test('several analyses in one session, in any order, each with its own vectors', () => {
    const first = ngspice.run(STEP);
    const copy = first.get('v(out)').values.slice();
    expect(last(ngspice.run({ kind: 'op' }), 'v(out)')).toBeCloseTo(1, 9);
    expect(ngspice.run({ kind: 'ac', scale: 'dec', points: 10, from: 1, to: 1e3 }).axis!.values).toHaveLength(31);
    expect(ngspice.run(STEP).get('v(out)').values).toEqual(copy);
    expect(first.get('v(out)').values).toEqual(copy);
  });

  test('the .save lines of a netlist hold, until run() is told otherwise, and again afterwards', async () => {
    await ngspice.load(RC.replace('.end', '.save v(out)\n+ @r1[i]\n.end'));
    expect([...ngspice.run({ kind: 'op' }).vectors.keys()].sort()).toEqual(['@r1[i]', 'v(out)']);
    expect([...ngspice.run({ kind: 'op' }, { save: ['v(in)', 'i(v1)'] }).vectors.keys()]).toEqual(['v(in)', 'i(v1)']);
    expect([...ngspice.run({ kind: 'op' }).vectors.keys()].sort()).toEqual(['@r1[i]', 'v(out)']);
  });

  test('mounted files are what .include sees', async () => {
    const mounted = await createNgspice({
      mounts: { '/lib/parts.lib': '.subckt half a b\nr1 a b 1k\nr2 b 0 1k\n.ends\n' },
    });
    await mounted.load('include\n.include /lib/parts.lib\nv1 1 0 1\nx1 1 2 half\n.end\n');
    expect(last(mounted.run({ kind: 'op' }), 'v(2)')).toBeCloseTo(0.5, 9);
  });

  test('a vector that the result does not have', async () => {
    const result = ngspice.run({ kind: 'op' });
    expect((await failure(() => result.get('v(nowhere)'), 'missing-vector')).message).toMatch(/v\(out\)/);
  });
});
