import { DeckError, codePoint, shown } from '../../src/deck/deck-error.js';
import { printStatements } from '../../src/deck/print.js';
import { readStatements } from '../../src/deck/statement.js';

/** Every message of the reader in full: what was found, and what to do about it. */

const printed = (text: string): string => printStatements(readStatements(text));

function refusal(text: string): string {
  try {
    readStatements(text);
  } catch (error) {
    if (error instanceof DeckError) return error.message;
    throw error;
  }
  return 'it was read';
}

const LONG = 'abcdefghijklmnopqrstuvwxyz0123456789';

test.each<[string, string]>([
  // Lines.
  ['= x', 'line 1: a line cannot start with "="; start it with "*" if it is a comment, or with "+"'],
  ['!ls', 'line 1: an exclamation mark starts a shell command; remove the line'],
  ['@x', 'line 1: ngspice stops reading at a line that starts with "@"; remove the line'],
  ['+ 1', 'line 1: a continuation line continues nothing; put the line it belongs to before it'],
  ['*#x', 'line 1: a "*#" line is run as a command; remove the "#" after the "*"'],
  [';#x', 'line 1: a ";#" line is run as a command; remove the "#" after the ";"'],
  ['r1 a 0 \\\\\n* x', 'line 2: the line before is continued by a comment; remove its two backslashes'],
  ['r1 a 0 1 ; x \\\\', 'line 1: two backslashes end a comment, and ngspice continues the line there; remove them'],
  ['.end \\\\\nr1 a 0 1', 'line 1: nothing continues a .end line; remove the two backslashes'],
  ['.END\\\\\nr1 a 0 1', 'line 1: nothing continues a .end line; remove the two backslashes'],
  ['.end x \\\\', 'line 1: nothing continues a .end line; remove the two backslashes'],
  ['r1 a 0 `id`', 'line 1: a backquote starts a shell command; remove it'],
  [
    'r1 a\rb 0 1',
    'line 1: a carriage return stands inside the line; save the file with the line ends of Unix or Windows',
  ],
  ['r1 a 0 \u0007', 'line 1: the deck is not plain text: it has the character U+0007; save it as plain text'],
  ['r1 a 0 \ufffd', 'line 1: the deck is not plain text: it has the character U+FFFD; save it as plain text'],
  ['r1 a 0 1kΩ', 'line 1: "Ω" (U+03A9) is no character of SPICE; write it in ASCII, as in u for micro'],
  ['r1 µ 0 1', 'line 1: "µ" (U+00B5) is no character of SPICE; write it in ASCII, as in u for micro'],
  ['r1 😀 0 1', 'line 1: "😀" (U+1F600) is no character of SPICE; write it in ASCII, as in u for micro'],
  // Words and expressions.
  ['r2 a\\b 0', 'line 1: "\\" cannot stand in a statement ("r2 a\\"); remove it'],
  [`r2 ${LONG} \\ x`, `line 1: "\\" cannot stand in a statement ("${LONG.slice(-19)} \\"); remove it`],
  ['r2 a 0 {b}$c', 'line 1: "$" cannot stand in a statement ("r2 a 0 {b}$"); remove it'],
  [`r2 a 0 'b{c'`, `line 1: "{" cannot stand in a statement ("r2 a 0 'b{"); remove it`],
  [`r2 a 0 'b\\c'`, `line 1: "\\" cannot stand in a statement ("r2 a 0 'b\\"); remove it`],
  [`r2 a 0 "b\\c"`, `line 1: "\\" cannot stand in a statement ("r2 a 0 "b\\"); remove it`],
  ['r2 a 0 {b\\c}', 'line 1: "\\" cannot stand in a statement ("r2 a 0 {b\\"); remove it'],
  ['r2 a 0 {b "\\"}', 'line 1: "\\" cannot stand in a statement ("r2 a 0 {b "\\"); remove it'],
  ['r2 a 0 {b', 'line 1: "{b" has no closing "}"; close the expression on this line'],
  ['r2 a 0 {b{c}', 'line 1: "{b{c}" has no closing "}"; close the expression on this line'],
  [`r2 a 0 'b`, `line 1: "'b" has no closing '; close it on this line`],
  [`r2 a 0 "b`, `line 1: ""b" has no closing "; close it on this line`],
  ['r2 a 0 {"b}', 'line 1: ""b}" has no closing "; close it on this line'],
  [`r2 ${'x'.repeat(1001)} 0 1`, 'line 1: a word has more than 1000 characters; choose a shorter name'],
  [
    `r2 a 0 {${'1'.repeat(100_000)}}`,
    'line 1: an expression has more than 100000 characters; take it apart with .param',
  ],
  // Devices.
  ['shell x', `line 1: "shell" is a command of the simulator's shell; remove it, or rename the instance`],
  ...['source', 'system', 'codemodel', 'osdi', 'pre_osdi', 'pre_codemodel'].map((word): [string, string] => [
    `${word} x`,
    `line 1: "${word}" is a command of the simulator's shell; remove it, or rename the instance`,
  ]),
  ['a1 a b m', 'line 1: "a1" is an XSPICE device, which can read files and start programs; use a B, E or G source'],
  [
    'n1 a b m',
    'line 1: "n1" is a device compiled from Verilog-A (OSDI), and no engine here can load one; use a built-in model',
  ],
  ...(
    [
      ['1r a 0 1', '1r'],
      ['r# a 0 1', 'r#'],
      ['{a} b', '{a} b'],
      [`r${'x'.repeat(200)} a 0 1`, `r${'x'.repeat(39)}...`],
    ] as const
  ).map(([line, name]): [string, string] => [
    line,
    `line 1: "${name}" is no name of a device; start the line with a letter, and use no # as its second character`,
  ]),
  ...(
    'file filename file_name input_file inputfile in_file infile root_file out_file outfile wave_file pwl_file ' +
    'state_file source_file source_file_name ic.file simulation lib_args sim_args'
  )
    .split(' ')
    .flatMap((parameter) =>
      [`v1 a 0 ${parameter}="x"`, `v1 a 0 (w=1,${parameter} = 1)`, `.model m d(${parameter}=1)`].map(
        (line): [string, string] => [
          line,
          `line 1: the parameter "${parameter}" names a file of the host; put the data into the deck, ` +
            `for example as a ` +
            `pwl(...) source`,
        ],
      ),
    ),
  [
    'x1 a b s width=2 3',
    'line 1: "width=2 3" is no list of parameters; write each as name=value, ' +
      'and an expression in braces or single quotes',
  ],
  [
    'x1 a b s w=2{3}',
    'line 1: "w=2{3}" is no list of parameters; write each as name=value, and an expression in braces or single quotes',
  ],
  ['set1 a 0 sourcepath', 'line 1: "sourcepath" is a word of the simulator\'s shell; choose another name'],
  // Options.
  ['.options rawfile=x', 'line 1: "rawfile" is no option of a circuit: it names files or how they are read; remove it'],
  // Sources.
  [
    'e1 o 0 poly(0) 1',
    'line 1: the polynomial of "e1" does not read; write poly(n), n controls (at most 20) and 1 to 200 coefficients',
  ],
  [
    `e1 o 0 poly(1) a 0 ${'1 '.repeat(201)}`,
    'line 1: the polynomial of "e1" has 201 coefficients; ' +
      'write poly(n), n controls (at most 20) and 1 to 200 coefficients',
  ],
  [
    'e1 o 0 poly 1 a 0 1',
    'line 1: the polynomial of "e1" does not read; write poly(n), n controls (at most 20) and 1 to 200 coefficients',
  ],
  ...[
    'table v(a) = 0,0 1,1',
    `table {v(a)} = ${'0,0 '.repeat(201)}`,
    'table {v(a)} = 0,0 1',
    'table {v(a)} = 0,0 1,1 2',
    'table',
    'table x {v(a)} = 0,0 1,1',
  ].map((source): [string, string] => [
    `e1 o 0 ${source}`,
    'line 1: the table of "e1" does not read; write table {expression} = (x1,y1) (x2,y2) ..., 2 to 200 points',
  ]),
])('%s', (text, message) => {
  expect(refusal(text)).toBe(message);
});

test('the largest that is read', () => {
  expect(printed(`r2 ${'x'.repeat(1000)} 0 1`)).toHaveLength(1008);
  expect(printed(`r${'x'.repeat(199)} a 0 1`)).toHaveLength(207);
  expect(printed(`r2 a 0 {${'1'.repeat(99_999)}}`)).toHaveLength(100_009);
  expect(printed(`e1 o 0 poly(20) ${'a 0 '.repeat(20)}1`)).toMatch(/^be1 o 0 v=\(1\)\n$/);
  expect(printed(`e1 o 0 poly(1) a 0 ${'1 '.repeat(200)}`).split('+')).toHaveLength(200);
  expect(printed(`e1 o 0 table {v(a)} = ${'0,0 '.repeat(200)}`)).toMatch(/^be1 /);
});

describe('what was found', () => {
  test('is shown short, with its control characters', () => {
    expect(shown('a\nb\u00a0')).toBe('aU+000AbU+00A0');
    expect(shown('x'.repeat(40))).toBe('x'.repeat(40));
    expect(shown('x'.repeat(41))).toBe(`${'x'.repeat(40)}...`);
    expect(codePoint('\n')).toBe('U+000A');
    expect(codePoint('é')).toBe('U+00E9');
  });

  test('has the place where it was found, if there is one', () => {
    expect(new DeckError('refused-deck', 'no', 3)).toMatchObject({ message: 'line 3: no', name: 'DeckError' });
    expect(new DeckError('unknown-instance', 'no').message).toBe('no');
  });
});
