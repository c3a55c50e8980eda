import { createNgspice, flatName, type Ngspice } from '../src/index.js';
import { failure, last, RC, STEP } from './support.js';

const stage = (vto: number): string => `mos
.model nm nmos level=1 vto=${vto} kp=100u lambda=0.02
.subckt stage g d
m1 d g 0 0 nm w=10u l=1u
.ends
vdd vdd 0 1.8
vg g 0 1
r1 vdd d 10k
x1 g d stage
c1 d 0 1p
.end
`;

describe('parameters change in place', () => {
  let ngspice: Ngspice;
  let fresh: Ngspice;
  beforeAll(async () => {
    [ngspice, fresh] = [await createNgspice(), await createNgspice()];
  });

  test('an instance parameter: the same numbers as a fresh parse', async () => {
    await ngspice.load(RC);
    for (const resistance of [500, 2000, 1234.5]) {
      ngspice.alter([{ instance: 'r1', parameter: 'resistance', value: resistance }]);
      await fresh.load(RC.replace('1k', String(resistance)));
      expect(ngspice.run(STEP).get('v(out)').values).toEqual(fresh.run(STEP).get('v(out)').values);
    }
  });

  test('a device inside a subcircuit, and back again', async () => {
    await ngspice.load(stage(0.5));
    const nominal = last(ngspice.run({ kind: 'op' }), 'v(d)');
    ngspice.alter([{ instance: 'x1.m1', parameter: 'w', value: 20e-6 }]);
    await fresh.load(stage(0.5).replace('w=10u', 'w=20u'));
    expect(last(ngspice.run({ kind: 'op' }), 'v(d)')).toBeCloseTo(last(fresh.run({ kind: 'op' }), 'v(d)'), 12);
    ngspice.alter([{ instance: 'x1.m1', parameter: 'w', value: 10e-6 }]);
    expect(last(ngspice.run({ kind: 'op' }), 'v(d)')).toBeCloseTo(nominal, 12);
  });

  test('a model parameter', async () => {
    await ngspice.load(stage(0.5));
    ngspice.alterModel([{ model: 'nm', parameter: 'vto', value: 0.6 }]);
    await fresh.load(stage(0.6));
    expect(last(ngspice.run({ kind: 'op' }), 'v(d)')).toBeCloseTo(last(fresh.run({ kind: 'op' }), 'v(d)'), 12);
  });

  test('a source, between analyses of different kinds', async () => {
    await ngspice.load(RC);
    ngspice.alter([{ instance: 'v1', parameter: 'dc', value: 3 }]);
    expect(last(ngspice.run({ kind: 'op' }), 'v(out)')).toBeCloseTo(3, 9);
  });

  test('what does not exist is an error', async () => {
    await ngspice.load(RC);
    await failure(() => ngspice.alter([{ instance: 'r9', parameter: 'resistance', value: 1 }]), 'unknown-instance');
    await failure(() => ngspice.alter([{ instance: 'r1', parameter: 'nosuch', value: 1 }]), 'unknown-instance');
    await failure(() => ngspice.alterModel([{ model: 'nosuch', parameter: 'vto', value: 1 }]), 'unknown-instance');
  });

  test.each([
    ['m1', 'm1'],
    ['x1.m1', 'm.x1.m1'],
    ['Xdut.x1.Mtau', 'm.xdut.x1.mtau'],
    ['m.x1.m1', 'm.x1.m1'],
  ])('flatName(%s) is %s', (given, flat) => {
    expect(flatName(given)).toBe(flat);
  });
});
