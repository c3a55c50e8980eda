import { itemsOf } from '../../../src/deck/library/items.js';
import type { Piece } from '../../../src/deck/library/names.js';
import { pruned } from '../../../src/deck/library/prune.js';
import { partsOf, libraryFile } from '../../../src/node/files/library-file.js';

/** A deck of a library's text and the user's lines, in this order. */
function deck(library: string, own: string): string[] {
  const file = libraryFile(library);
  const pieces: Piece[] = [...partsOf(file, [0, file.items.length])].flatMap((part) =>
    'items' in part ? [{ file: 'lib', text: library, items: part.items, library: true }] : [],
  );
  pieces.push({ file: 'own', text: own, items: itemsOf(own), library: false });
  return pruned(pieces).map(({ text }) => text);
}

/** A transistor of three bins, as foundries write them: body parameters with defaults, cards in the subcircuit. */
const BINNED = `.param a_diff=0.1 b_diff = 0.2 $ Units: V
+ c_diff = 0.3
* c_diff = 7
.param slope='2*b_diff' dev/gauss='0.1*c_diff'
.option scale=1.0u
.subckt nfet d g s b
+
.param l = 1 w = 1 nf = 1 mult = 1
mnfet d g s b nfet__model l={l} w={w} nf={nf}
.model nfet__model.0 nmos lmin=1e-7 lmax=1e-6 wmin=1e-7 wmax=2e-6
+ level=54 vth0={0.5+a_diff}
.model nfet__model.1 nmos
* lmin=0
+ lmin=1e-7 lmax=1e-6 wmin=2e-6 wmax=1e-4
+ level=54 vth0={0.4+slope/sqrt(l*w*mult)}
.model nfet__model.2 nmos lmin=1e-6 lmax=1e-4 wmin=1e-7 wmax=1e-4 level=54 vth0={c_diff}
.ends nfet
.subckt other a b
r1 a b {unknown_thing}
.ends
`;

const cards = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => /^\.model \w+\.(\d)/.exec(line)?.[1] ?? []);

test('a circuit takes the bins, parameters and subcircuits it uses, in their order', () => {
  const lines = deck(BINNED, 'xm1 d g 0 0 nfet w=5 l=0.5\n');
  expect(lines).toEqual(
    [
      '.param b_diff=0.2',
      ".param slope='2*b_diff' dev/gauss='0.1*c_diff'",
      '.option scale=1.0u',
      '.subckt nfet d g s b',
      '+',
      '.param l = 1 w = 1 nf = 1 mult = 1',
      'mnfet d g s b nfet__model l={l} w={w} nf={nf}',
      '.model nfet__model.1 nmos',
      '+ lmin=1e-7 lmax=1e-6 wmin=2e-6 wmax=1e-4',
      '+ level=54 vth0={0.4+slope/sqrt(l*w*mult)}',
      '.ends nfet',
      'xm1 d g 0 0 nfet w=5 l=0.5',
      '',
    ].flatMap((line) => (line === '.param b_diff=0.2' ? [line, '.param c_diff=0.3'] : [line])),
  );
});

test.each([
  ['a size of its own', 'xm1 d g 0 0 nfet w=1 l=0.5', ['0']],
  ['the defaults of the subcircuit', 'xm1 d g 0 0 nfet', ['0', '2']],
  ['at a limit of two bins both', 'xm1 d g 0 0 nfet w=2 l=0.5', ['0', '1']],
  ['the width of all fingers or of one', 'xm1 d g 0 0 nfet w=8 l=0.5 nf=5', ['0', '1']],
  ['a parameter of the deck', ".param ww='2+3'\nxm1 d g 0 0 nfet w=ww l={ww/10}", ['1']],
  ['an expression of its own parameters', "xm1 d g 0 0 nfet l=0.5 w='10*l'", ['1']],
  ['through a hierarchy', '.subckt cell a w=9\nxm1 a a 0 0 nfet w={w} l=0.3\n.ends\nx1 q cell w=1\n', ['0']],
  [
    'one of a subcircuit in a subcircuit',
    '.subckt o a\n.subckt i a\nxm a a 0 0 nfet w=5 l=5\n.ends\nx1 a i\n.ends\nx1 q o',
    ['2'],
  ],
  ['a function: all', '.func f(x) {x}\nxm1 d g 0 0 nfet w={f(5)} l=0.5', ['0', '1', '2']],
  ['under a condition: all that it may be', '.if (1)\n.param q=1\n.endif\nxm1 d g 0 0 nfet w=q l=0.5', ['0', '1', '2']],
  ['a transistor of a netlist for LVS', 'M1 d g 0 0 nfet w=5 l=0.5 $ SUBSTRATE', ['1']],
])('bins by %s', (_, own, expected) => {
  expect(cards(deck(BINNED, own))).toEqual(expected);
});

test('elements whose model is a subcircuit become its instances, with as many pins only', () => {
  const library =
    '.subckt mim a b w=1 l=1\nc1 a b {w*l*1f}\n.ends\n.model rsh r rsh=1\n.subckt rp a b s l=1\nr1 a b {l}\n.ends\n';
  expect(
    deck(
      library,
      ['C1 a b mim w=2 l=3', 'c2 a b 1p', '  R3 a b 0 rp l=4', 'r4 a b rsh l=1 w=1', 'r5 a b rp', 'x1[0] a b mim'].join(
        '\n',
      ),
    ).slice(-6),
  ).toEqual([
    'xC1 a b mim w=2 l=3',
    'c2 a b 1p',
    '  xR3 a b 0 rp l=4',
    'r4 a b rsh l=1 w=1',
    'r5 a b rp',
    'x1[0] a b mim',
  ]);
});

test('a model outside of subcircuits with the name of a subcircuit stays a model', () => {
  const library =
    '.model nf.1 nmos lmin=1e-7 lmax=1e-6 wmin=1e-7 wmax=1e-6\n' +
    '.model nf.2 nmos lmin=1e-6 lmax=1e-5 wmin=1e-7 wmax=1e-6\n' +
    '.subckt nf d g s b w=1u l=1u\nm0 d g s b nf w=w l=l\n.ends\n';
  expect(deck(library, 'm1 d g 0 0 nf w=0.5u l=5u').filter((line) => /^(\.model|m1)/.test(line))).toEqual([
    '.model nf.2 nmos lmin=1e-6 lmax=1e-5 wmin=1e-7 wmax=1e-6',
    'm1 d g 0 0 nf w=0.5u l=5u',
  ]);
  expect(deck(library, 'x1 d g 0 0 nf w=0.5u').filter((line) => line.startsWith('.model'))).toHaveLength(2);
});

test('of two definitions both stay, for the last one counts; functions and what stands for itself stay', () => {
  const library =
    '.param a=1\n.func f(x) {a*x}\n.func g(x) {x}\n.param a=2\n.options gmin=1e-15\nr9 q 0 1k\n.param z=3\n';
  expect(deck(library, 'r1 a 0 {f(2)}')).toEqual([
    '.param a=1',
    '.func f(x) {a*x}',
    '.param a=2',
    '.options gmin=1e-15',
    'r9 q 0 1k',
    'r1 a 0 {f(2)}',
  ]);
});

test('an unknown subcircuit and a size that no bin is for are named with their line', () => {
  expect(() => deck(BINNED, 'v1 d 0 1\nxm1 d g 0 0 nfett w=1 l=1')).toThrow(
    'own:2: subcircuit "nfett" is defined neither in the deck nor in the libraries that it names; did you mean "nfet"?',
  );
  expect(() => deck(BINNED, '\n.subckt c a\nxm1 a a 0 0 nfet w=1 l=0.05\n.ends\nx1 a c')).toThrow(
    /^own:3: model "nfet__model" has no card for w=1 l=0.05 nf=1 .* L 1e-7 to 1e-4 m; choose a size within them/,
  );
});

test('a statement with a million blanks is read at once', () => {
  const blanks = ' '.repeat(1e6);
  const lines = deck(BINNED, `x1 d g 0 0 nfet${blanks}w=0.5${blanks}l=0.5\nr1 a 0${blanks}(b${blanks}c`);
  expect(cards(lines)).toEqual(['0']);
});
