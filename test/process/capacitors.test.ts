import { foundryCapacitors, idealCapacitors } from '../../src/process/styles/capacitors.js';

const MIM = {
  subcircuit: 'mim',
  element: 'c1',
  parameters: ['w', 'l'],
  sides: [2e-6, 30e-6] as [number, number],
  area: 2e-3,
  edge: 1.9e-10,
  shrink: 25e-9,
  library: [],
};
const { lines, elements } = foundryCapacitors('own', 1e-6, MIM);

const capacitance = (side: number): number => 2e-3 * (side - 25e-9) ** 2 + 4 * 1.9e-10 * (side - 25e-9);

test('a square on the grid of the layout, whose capacitance is the one asked for', () => {
  const line = lines('cw', 'a b', 1e-12);
  const side = Number(/^xcw a b mim w=([\d.]+) l=\1$/.exec(line)?.[1]);
  expect(side / 0.005).toBeCloseTo(Math.round(side / 0.005), 6);
  expect(Math.abs(capacitance(side * 1e-6) / 1e-12 - 1)).toBeLessThan(3e-4);
  expect(elements('cw', 1e-12)).toEqual([{ path: 'xcw.c1', value: expect.closeTo(1e-12, 15) as number }]);
});

test('more than the largest is cut into equal squares', () => {
  const parts = lines('cw', 'a b', 5e-12).split('\n');
  expect(parts.map((line) => line.split(' ')[0])).toEqual(['xcw', 'xcw_2', 'xcw_3']);
  expect(new Set(parts.map((line) => line.replace(/^\S+/, ''))).size).toBe(1);
  const total = elements('cw', 5e-12).reduce((sum, { value }) => sum + value, 0);
  expect(Math.abs(total / 5e-12 - 1)).toBeLessThan(3e-4);
});

test('exactly the largest is one', () => {
  expect(elements('cw', capacitance(30e-6))).toHaveLength(1);
});

test('less than the smallest is refused with what it is', () => {
  expect(() => lines('cw', 'a b', 5e-15)).toThrow(
    'own has no capacitor of 5 fF: its smallest, 2 um wide, has 9.3 fF; choose a larger one, or take a process with ' +
      'ideal capacitors, such as sky130',
  );
});

test('without a foundry they are those of SPICE', () => {
  expect(idealCapacitors.lines('cw', 'a b', 1e-12)).toBe('cw a b 1e-12');
  expect(idealCapacitors.elements('cw', 1e-12)).toEqual([{ path: 'cw', value: 1e-12 }]);
});
