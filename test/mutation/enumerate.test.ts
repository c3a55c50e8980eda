import { readFileSync } from 'node:fs';
import { chooseMutants } from '../../src/mutation/choose.js';
import { mutantsOf } from '../../src/mutation/enumerate.js';
import { plant } from '../../src/mutation/mutant.js';

const netlist = readFileSync(new URL('../../netlists/rules/trace-20ms.cir', import.meta.url), 'utf8');
const cards =
  '.model skyn_1_8 nmos level=54\n.model skyn_1_4 nmos level=54\n.model skyp_5_2 pmos level=54\n.model ' +
  'skyp_1_0p15 pmos level=54\n.model skyn_0p42_0p15 nmos level=54\n';
const text = cards + netlist.slice(netlist.indexOf('.subckt'));
const mutants = mutantsOf(text);
const planted = (id: string): string[] => {
  const mutant = mutants.find((candidate) => candidate.id === id);
  if (!mutant) throw new Error(`no mutant ${id}; there are ${mutants.map(({ id: known }) => known).join('; ')}`);
  const before = text.split('\n');
  return plant(text, mutant)
    .split('\n')
    .filter((line) => !before.includes(line));
};

test.each([
  ['dpi.mtau: polarity flipped', ['mtau syn gtau vdd vss skyn_1_4 w=1u l=4u ad=1.5p as=1.5p pd=10.6u ps=10.6u']],
  ['dpi.mtau: drain and gate swapped', ['mtau gtau syn vdd vdd skyp_5_2 w=5u l=2u ad=1.5p as=1.5p pd=10.6u ps=10.6u']],
  ['dpi.csyn: value times 1.2', ['csyn syn vdd 1.2e-12']],
  ['dpi.mw: w times 0.8', ['mw tail gw foot vss skyn_1_8 w=8e-7 l=8u ad=0.3p as=0.3p pd=2.6u ps=2.6u']],
  ['dpi: syn and tail connected', ['r_merged syn tail 1']],
  ['dpi.mtau: left out', []],
])('%s', (id, lines) => {
  expect(planted(id)).toEqual(lines);
});

test(
  'each pair of nets of a cell, each terminal pair of a transistor, each value: none is left out and none ' +
    'is twice',
  () => {
    const ids = mutants.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // event gtau gw vthr syn iout vdd vss, foot and tail: 10 nets.
    expect(ids.filter((id) => id.startsWith('dpi: '))).toHaveLength((10 * 9) / 2);
    // Eight transistors, each with a polarity, and width and length up and down; one capacitor.
    expect(ids.filter((id) => id.startsWith('dpi.') && id.endsWith('polarity flipped'))).toHaveLength(8);
    expect(ids.filter((id) => id.startsWith('dpi.') && id.includes(' times '))).toHaveLength(8 * 4 + 2);
  },
);

test('every mutant changes the circuit, and nothing where its cell is not', () => {
  for (const mutant of mutants) {
    expect(plant(text, mutant)).not.toBe(text);
    expect(plant('r1 a 0 1\n', mutant)).toBe('r1 a 0 1\n');
  }
});

test('a choice is the same for a seed, has every kind and the size asked for', () => {
  const chosen = chooseMutants(mutants, 60, 1);
  expect(chosen).toEqual(chooseMutants(mutants, 60, 1));
  expect(chosen).not.toEqual(chooseMutants(mutants, 60, 2));
  expect(new Set(chosen.map(({ kind }) => kind))).toEqual(new Set(mutants.map(({ kind }) => kind)));
  expect(Math.abs(chosen.length - 60)).toBeLessThan(5);
});
