import { MAX_DECK_CHARACTERS, readSafely } from '../../src/engine/deck.js';
import { splitDeck } from '../../src/engine/deck-split.js';
import { SimulationError, type SimulationErrorKind } from '../../src/engine/errors.js';

function refusal(text: string): SimulationError | undefined {
  try {
    readSafely(text, 1);
    return undefined;
  } catch (error) {
    if (error instanceof SimulationError) return error;
    throw error;
  }
}

const REFUSED: [name: string, text: string, message: RegExp, kind?: SimulationErrorKind][] = [
  ['a control block', 'r1 1 0 1\n.control\nshell touch X\n.endc', /line 2 .*\.control.*remove the \.control block/],
  ['a control block in capitals, indented', 'r1 1 0 1\n  \t.CONTROL\n.endc', /line 2 /],
  ['the end of a control block', '.endc', /line 1 /],
  ['a control block behind comments', '* a\n* b\n\n.control', /line 4 /],
  ['a command disguised as a comment', 'r1 1 0 1\n*# shell touch X', /line 2 .*run as a command/],
  ['the same, indented', '  *#shell touch X', /line 1 /],
  ['.exec', '.exec touch X', /line 1 /],
  ['shell', 'r1 1 0 1\nshell touch X', /line 2 .*shell/],
  ['Shell', 'Shell touch X', /line 1 /],
  ['source', 'source /etc/passwd', /line 1 /],
  ['a backquote', 'r1 1 0 `id`', /line 1 .*backquote/],
  ['a backquote in a continuation', 'r1 1 0\n+ `id`', /line 2 /],
  ['.include', '.include /etc/passwd', /line 1 .*paste/],
  ['.INC', '.INC "/etc/passwd"', /line 1 .*paste/],
  ['.lib', '.lib /etc/passwd tt', /line 1 .*paste/],
  ['.lib split by a continuation', '.li\n+b /etc/passwd', /line 1 /],
  ['a dot command nobody knows', '.osdi x.so', /line 1 /],
  ['an XSPICE device', 'a1 %v(1) src', /XSPICE/],
  ['a model that reads a file', '.model src filesource (file="/etc/passwd")', /file/],
  ['a source that reads a file', 'v1 1 0 pwl\n+ file = "x.csv"', /line 1 .*file/],
  ['NUL bytes', 'r1 1 0 1\u0000', /plain text/],
  ['bytes that are no text', '\ufffd\ufffd\u0007', /plain text/],
  ['a lone continuation', '+ 1 2 3', /continues nothing/],
  ['a deck beyond the limit', `* ${'x'.repeat(MAX_DECK_CHARACTERS)}`, /more than the limit/],
  ['an undefined parameter', 'r1 1 0 {r}', /line 1 .*"r".*\.param r=/, 'undefined-parameter'],
  ['an undefined parameter in quotes', "r1 1 0 'r*2'", /"r"/, 'undefined-parameter'],
  ['an undefined parameter in a continuation', 'v1 1 0 pwl(0 0\n+ 1 {top})', /"top"/, 'undefined-parameter'],
  ['an undefined parameter in a definition', '.param a=2*b', /"b"/, 'undefined-parameter'],
  ['a parameter defined by itself', '.param a=a+1', /a -> a/, 'undefined-parameter'],
  ['a circle of three', '.param a={b}\n.param b={c}\n.param c={a}', /a -> b -> c -> a/, 'undefined-parameter'],
];

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['comments about forbidden things', '* .control and .include and `shell`\nr1 1 0 1 ; see .lib and the `main` supply'],
  ['every allowed spelling of continuation', 'v1 1 0 pwl(0 0\n* between\n\n+ 1 1)\n'],
  [
    'parameters, functions and nested subcircuits',
    '.param w=1u l={2*w}\n.func f(x,y) {x+y}\n.subckt s a b PARAMS: g=2\n.param h={g*w}\nr1 a b ' +
      '{f(h,1k)}\n.ends\nx1 1 0 s g={w*1e6}',
  ],
  [
    'behavioural sources',
    '.param gain=3\nb1 1 0 v={gain*v(2,3)+i(vx)*time+pi+sqrt(gain)}\ne1 1 0 value={v(2)>0.5?1:0}',
  ],
  ['numbers with suffixes', '.param a=1meg b={10k+1e-3*2u}\nr1 1 0 {a}'],
  ['devices with flags', '.model nm nmos level=1\nm1 1 2 0 0 nm w=1e-6 l=1e-6 off'],
  ['windows line ends', 'r1 1 0 1\r\nr2 1 0 1\r\n'],
  ['random draws', '.param s=agauss(0,1,1)\nr1 1 0 {s}'],
];

describe('unsafe decks are refused with the line and what to do', () => {
  test.each<(typeof REFUSED)[number]>(REFUSED)('%s', (_name, text, message, kind = 'refused-deck') => {
    const error = refusal(text);
    expect(error?.message).toMatch(message);
    expect(error?.kind).toBe(kind);
  });

  test('random bytes never pass as a circuit with an analysis', () => {
    let state = 12345;
    for (let round = 0; round < 50; round += 1) {
      const bytes = Uint8Array.from({ length: 400 }, () => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state >> 16;
      });
      expect(() => splitDeck(new TextDecoder().decode(bytes))).toThrow(SimulationError);
    }
  });
});

describe('harmless decks pass', () => {
  test.each(ACCEPTED)('%s', (_name, text) => {
    expect(refusal(text)).toBeUndefined();
  });
});
