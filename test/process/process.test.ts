import { loadProcess, processNames } from '../../src/process/load.js';
import { librarySection, modelCards, subcircuit } from '../../src/process/styles/cards.js';
import { DesignRefusal, preferredDevice } from '../../src/process/process.js';
import { UserError } from '../../src/units/user-error.js';
import { describeWithPdk } from '../support/pdk.js';

test('sky130 ships with its five corners and is what its file says', () => {
  expect(processNames()).toEqual(['gf180mcu', 'gf180mcuD', 'sky130', 'sky130A']);
  const process = loadProcess('sky130');
  expect(process.corners).toEqual(['tt', 'ff', 'ss', 'sf', 'fs']);
  expect(process.supply.nominal).toBe(1.8);
});

test('every role has a card at every corner', () => {
  const process = loadProcess('sky130');
  for (const corner of process.corners) {
    for (const role of process.roles.keys())
      expect(process.cards(corner, [preferredDevice(process, role)])).toMatch(/^\.model sky[np]_/);
  }
});

test('a transistor carries the area and perimeter of its diffusions', () => {
  const device = { polarity: 'nfet', geometry: { w: 1e-6, l: 4e-6, m: 2 } } as const;
  expect(loadProcess('sky130').instance('m1', 'd g s b', device)).toBe(
    'm1 d g s b skyn_1_4 w=1u l=4u ad=0.3p as=0.3p pd=2.6u ps=2.6u m=2',
  );
});

test('a size without a card is refused with the sizes that have one', () => {
  const device = { polarity: 'nfet', geometry: { w: 2e-6, l: 4e-6, m: 1 } } as const;
  expect(() => loadProcess('sky130').cards('tt', [device])).toThrow(DesignRefusal);
  expect(() => loadProcess('sky130').cards('tt', [device])).toThrow(/no nfet card for 2\/4 .*skyn_1_4/);
});

test.each([
  ['sky13', {}, 'unknown process "sky13"; did you mean "sky130"?; known: gf180mcu, gf180mcuD, sky130, sky130A'],
  ['gf180mcu', {}, 'process gf180mcu needs its PDK: set PDK_ROOT to the folder that holds sm141064.ngspice'],
])('%s: %s', (name, environment, message) => {
  expect(() => loadProcess(name, environment)).toThrow(UserError);
  expect(() => loadProcess(name, environment)).toThrow(message);
});

test('a PDK folder without the library is named', () => {
  expect(() => loadProcess('gf180mcu', { PDK_ROOT: '/nowhere' })).toThrow(/PDK_ROOT=\/nowhere holds none of/);
});

describeWithPdk('gf180mcu', () => {
  const nfet = { polarity: 'nfet', geometry: { w: 1e-6, l: 4e-6, m: 2 } } as const;

  test('parallel devices are written out, because the wrapper drops m', () => {
    const lines = loadProcess('gf180mcu').instance('m1', 'd g s b', nfet).split('\n');
    expect(lines.map((line) => line.split(' ').slice(0, 6).join(' '))).toEqual([
      'xm1 d g s b nmos_3p3',
      'xm1_2 d g s b nmos_3p3',
    ]);
  });

  test('only the bins in use are loaded: a hundredth of the library', () => {
    const cards = loadProcess('gf180mcu').cards('typical', [nfet]);
    expect(cards.match(/^\.model/gm)?.length).toBeLessThanOrEqual(4);
    expect(cards.length).toBeLessThan(60_000);
  });

  test('a size outside the PDK is refused', () => {
    const short = { polarity: 'nfet', geometry: { w: 1e-6, l: 0.18e-6, m: 1 } } as const;
    expect(() => loadProcess('gf180mcu').instance('m1', 'd g s b', short)).toThrow(DesignRefusal);
  });
});

const library = `.lib one
.model n1 nmos
+ level=54 lmin=1e-7 lmax=1e-6
+ wmin=2e-7 wmax=3e-7
.endl one
.lib two
.subckt cell a b
r1 a b 1
.ends cell
.endl
`;

test('sections, cards and subcircuits are read as text', () => {
  expect(modelCards(librarySection(library, 'one', 'f')).get('n1')?.bin).toEqual({
    lmin: 1e-7,
    lmax: 1e-6,
    wmin: 2e-7,
    wmax: 3e-7,
  });
  expect(subcircuit(librarySection(library, 'two', 'f'), 'cell', 'f')).toContain('r1 a b 1');
  expect(() => librarySection(library, 'three', 'f')).toThrow('f has no section "three"');
});
