import { readSpiceNumber } from '../../src/deck/spice-number.js';
import { withFoundryNames } from '../../src/process/foundry.js';
import { loadProcess } from '../../src/process/load.js';
import { DesignRefusal, type Process } from '../../src/process/process.js';

const sky130 = loadProcess('sky130');

test('a transistor by its name in the PDK, sizes in the unit of its library', () => {
  const foundry = withFoundryNames(sky130);
  expect(
    foundry.instance('mw', 'tail gw foot vss', { polarity: 'nfet', geometry: { w: 0.42e-6, l: 8e-6, m: 1 } }),
  ).toBe('xmw tail gw foot vss sky130_fd_pr__nfet_01v8 w=0.42 l=8 ad=0.126 as=0.126 pd=1.44 ps=1.44');
  expect(foundry.instance('mt', 'd g s b', { polarity: 'pfet', geometry: { w: 5e-6, l: 2e-6, m: 2 } })).toBe(
    ['xmt', 'xmt_2']
      .map((name) => `${name} d g s b sky130_fd_pr__pfet_01v8 w=5 l=2 ad=1.5 as=1.5 pd=10.6 ps=10.6`)
      .join('\n'),
  );
  expect(foundry.cards('ss', [])).toBe('.lib "sky130.lib.spice" ss');
});

test('every size the cards are written with is the size the foundry is told, in metres', () => {
  const foundry = withFoundryNames(sky130);
  for (const { polarity, sizes } of sky130.roles.values()) {
    for (const geometry of sizes) {
      const own = numbers(sky130.instance('m', 'd g s b', { polarity, geometry }));
      const theirs = numbers(foundry.instance('m', 'd g s b', { polarity, geometry }));
      expect(Object.keys(theirs).sort()).toEqual(
        Object.keys(own)
          .filter((name) => name !== 'm')
          .sort(),
      );
      for (const [name, value] of Object.entries(theirs))
        expect(value * ({ w: 1e-6, l: 1e-6, pd: 1e-6, ps: 1e-6, ad: 1e-12, as: 1e-12 }[name] ?? 1)).toBeCloseTo(
          own[name] ?? NaN,
          18,
        );
    }
  }
});

test('a process that is read from a PDK has its names already', () => {
  const bare = Object.fromEntries(Object.entries(sky130).filter(([key]) => key !== 'foundry')) as unknown as Process;
  expect(() => withFoundryNames(bare)).toThrow(DesignRefusal);
});

function numbers(line: string): Record<string, number> {
  return Object.fromEntries(
    [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, readSpiceNumber(value) ?? NaN]),
  );
}
