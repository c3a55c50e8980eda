import { Preisach } from '../../src/devices/fefet/preisach.js';

const material = { saturation: 0.27, remanent: 0.25, coercive: 1e8 };
const sweep = (model: Preisach, ...fields: number[]): number[] => fields.map((field) => model.apply(field));

test('the saturated loop passes through the remanent polarisation and the coercive field', () => {
  const model = new Preisach(material);
  expect(model.polarisation).toBeCloseTo(-0.25, 12);
  expect(model.apply(1e8)).toBeCloseTo(0, 12);
  sweep(model, 5e9, 0);
  expect(model.polarisation).toBeCloseTo(0.25, 6);
  expect(model.apply(-1e8)).toBeCloseTo(0, 6);
});

test('return-point memory: a minor loop closes at the point where it was left', () => {
  const model = new Preisach(material);
  const [before] = sweep(model, 1.2e8);
  const inner = sweep(model, -0.3e8, 0.8e8, 0.2e8, 0.8e8);
  expect(inner[3]).toBeCloseTo(inner[1] ?? NaN, 12);
  expect(model.apply(1.2e8)).toBeCloseTo(before ?? NaN, 12);
});

test('wiping out: after a larger swing the smaller ones leave no trace', () => {
  const [with_, without] = [new Preisach(material), new Preisach(material)];
  sweep(with_, 1.1e8, -0.5e8, 0.6e8, 0, 0.3e8, 1.5e8, -0.4e8);
  sweep(without, 1.5e8, -0.4e8);
  for (const field of [-0.2e8, 0.1e8, 0.9e8, 1.4e8, 1.8e8])
    expect(with_.apply(field)).toBeCloseTo(without.apply(field), 12);
});

test('steps of any size along a line give the same polarisation, and it rises with the field', () => {
  const [coarse, fine] = [new Preisach(material), new Preisach(material)];
  sweep(coarse, 1.3e8, -0.6e8, 0.7e8);
  let last = -Infinity;
  for (const [from, to] of [
    [0, 1.3e8],
    [1.3e8, -0.6e8],
    [-0.6e8, 0.7e8],
  ] as const) {
    for (let step = 1; step <= 100; step++) {
      const p = fine.apply(from + ((to - from) * step) / 100);
      if (to === 0.7e8 && step > 1) expect(p).toBeGreaterThanOrEqual(last);
      last = p;
    }
  }
  expect(fine.polarisation).toBeCloseTo(coarse.polarisation, 12);
  expect(Math.abs(fine.polarisation)).toBeLessThan(material.saturation);
});

test('impossible materials are refused', () => {
  expect(() => new Preisach({ ...material, remanent: 0.3 })).toThrow('0 < remanent < saturation');
});
