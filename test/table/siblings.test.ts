import { joinTables } from '../../src/fit/data/table.js';
import { fitTargets } from '../../src/fit/registry.js';
import { decodeTable } from '../../src/table/decode.js';

/*
 * Files as laboratories have them, each written here: what is right for it is its first point in SI units, or the
 * message that says what to do. None may be read wrong without a word.
 */

const bytes = (text: string, encoding: 'latin1' | 'utf16le' | 'utf8' = 'utf8'): Uint8Array =>
  Buffer.from(text, encoding);

interface Options {
  readonly target?: string;
  readonly map?: readonly string[];
  readonly keep?: readonly string[];
  readonly decimal?: 'comma' | 'point';
}

function read(raw: Uint8Array | string, { target = 'stdp-window', map = [], keep = [], decimal }: Options = {}) {
  const { text, encoding } = decodeTable(typeof raw === 'string' ? bytes(raw) : raw, 'lab.csv');
  const { columns } = fitTargets.find(({ name }) => name === target)!;
  const hints = decimal === undefined ? {} : { hints: { decimal } };
  return joinTables([{ file: 'lab.csv', text, encoding }], columns, { map, keep, holdOut: [], ...hints });
}

/** First value of every column, and the last of the first one. */
function values(...given: Parameters<typeof read>): number[] {
  const { columns } = read(...given);
  const all = [...columns.values()];
  return [...all.map((column) => column[0]!), all[0]!.at(-1)!];
}

const swapped = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

describe('read right', () => {
  test.each<[string, string | Uint8Array, Options, number[]]>([
    ['a unit after a slash', 'dt/ms,dw/%\n1,2\n3,4\n', {}, [1e-3, 0.02, 3e-3]],
    ['a unit after a spaced slash', 'dt / ms;dw / %\n1,5;2\n3;4\n', {}, [1.5e-3, 0.02, 3e-3]],
    ['a unit after "in"', 'dt in µs,dw in %\n1,2\n3,4\n', {}, [1e-6, 0.02, 3e-6]],
    ['a unit in braces', 'dt {ms}\tdw {%}\n1\t2\n3\t4\n', {}, [1e-3, 0.02, 3e-3]],
    ['a unit after a comma, quoted', '"dt, ms","dw, %"\n1,2\n3,4\n', {}, [1e-3, 0.02, 3e-3]],
    ['blanks inside brackets', 'dt ( ms ),dw [ % ]\n1,2\n3,4\n', {}, [1e-3, 0.02, 3e-3]],
    ['percent as a word', 'dt_ms,dw_percent\n1,2\n3,4\n', {}, [1e-3, 0.02, 3e-3]],
    [
      'an underscore before the unit of a mapped name',
      'dt_ms,delta_w_pct\n1,2\n',
      { map: ['dw=delta_w_pct'] },
      [1e-3, 0.02, 1e-3],
    ],
    ['Greek mu and not the micro sign', 'dt (\u03bcs),dw\n1,2\n3,4\n', {}, [1e-6, 2, 3e-6]],
    ['units as words below', 'dt,dw\nsecond,percent\n1,2\n3,4\n', {}, [1, 0.02, 3]],
    ['units in brackets below', 'dt;dw\n[ms];[%]\n1;2\n3;4\n', {}, [1e-3, 0.02, 3e-3]],
    ['units below, one column without', 'dt\tdw\nms\t-\n1\t2\n', {}, [1e-3, 2, 1e-3]],
    ['units below that say 1', 'dt,dw\nms,1\n1,2\n', {}, [1e-3, 2, 1e-3]],
    ['units in a comment below the names', 'dt,dw\n# ms, %\n1,2\n', {}, [1e-3, 0.02, 1e-3]],
    [
      'names in a comment, as numpy writes them',
      '# dt_ms,dw_%\n1.0e+00,2.0e+00\n3.0e+00,4.0e+00\n',
      {},
      [1e-3, 0.02, 3e-3],
    ],
    ['comments after %, ! and //', '% a\n! b\n// c\ndt_ms,dw\n1,2\n', {}, [1e-3, 2, 1e-3]],
    ['quoted comments of a spreadsheet', '"# operator: me",,\n"dt_ms","dw",\n1,2,\n3,4,\n', {}, [1e-3, 2, 3e-3]],
    ['lines above the names', 'Model,2450\nDate,2026-11-02\n\ndt (ms),dw (%)\n1,2\n3,4\n5,6\n', {}, [1e-3, 0.02, 5e-3]],
    ['an index column called #', '#,dt_ms,dw\n1,10,2\n2,30,4\n', {}, [0.01, 2, 0.03]],
    ['an index column without a name', ',dt_ms,dw\n0,10,2\n1,30,4\n', {}, [0.01, 2, 0.03]],
    ['sep=tab with trailing marks', 'sep=\\t\r\ndt_ms\tdw\r\n1\t2\r\n', {}, [1e-3, 2, 1e-3]],
    ['bars', 'dt_ms|dw\n1|2\n3|4\n', {}, [1e-3, 2, 3e-3]],
    ['columns aligned by blanks', '  dt (ms)     dw (%)\n   1.0       2.0\n  30.0       4.0\n', {}, [1e-3, 0.02, 0.03]],
    ['blanks and decimal commas', 'dt_ms dw\n1,5 2,5\n3,5 4,5\n', {}, [1.5e-3, 2.5, 3.5e-3]],
    ['a blank after each comma', 'dt_ms, dw\n1.5, 2.5\n-3.5, 4\n', {}, [1.5e-3, 2.5, -3.5e-3]],
    [
      'tabs and decimal commas in UTF-16',
      bytes('\ufeffdt (µs)\tdw\r\n1,5\t2,5\r\n', 'utf16le'),
      {},
      [1.5e-6, 2.5, 1.5e-6],
    ],
    ['UTF-16, the other order', swapped('\ufeffdt_ms;dw\n1,5;2\n'), {}, [1.5e-3, 2, 1.5e-3]],
    ['UTF-16 without a mark', bytes('dt_ms;dw\n1,5;2\n', 'utf16le'), {}, [1.5e-3, 2, 1.5e-3]],
    ['Latin-1 with semicolons', bytes('dt [µs];dw\n1,5;2\n', 'latin1'), {}, [1.5e-6, 2, 1.5e-6]],
    ['points between thousands, decimal commas', 'dt_ms;dw\n1.234,5;0,5\n2.000,0;1\n', {}, [1.2345, 0.5, 2]],
    ['commas between thousands', 'dt_ms\tdw\n1,234.5\t0.5\n2,000\t1\n', {}, [1.2345, 0.5, 2]],
    ['hard blanks between thousands', 'dt_ms;dw\n1\u00a0234,5;0,5\n', {}, [1.2345, 0.5, 1.2345]],
    ['apostrophes between thousands', "dt_ms,dw\n1'234.5,0.5\n", {}, [1.2345, 0.5, 1.2345]],
    ['the typographic minus', 'dt_ms,dw\n\u22121.5,0.5\n', {}, [-1.5e-3, 0.5, -1.5e-3]],
    ['exponents after D', 'dt_ms,dw\n1.5D-01,2D+00\n', {}, [1.5e-4, 2, 1.5e-4]],
    ['decimal commas with exponents', 'dt_s;dw\n1,5E-3;2,5E+0\n', {}, [1.5e-3, 2.5, 1.5e-3]],
    ['what the user says is decimal', 'dt_ms;dw\n1,234;5,678\n', { decimal: 'comma' }, [1.234e-3, 5.678, 1.234e-3]],
    ['and the other way', 'dt_ms;dw\n1,234;5,678\n', { decimal: 'point' }, [1.234, 5678, 1.234]],
    ['old and mixed line ends', 'dt_ms,dw\r1,2\r\n3,4\n', {}, [1e-3, 2, 3e-3]],
    ['rows of empty fields at the end', 'dt_ms;dw\n1;2\n;\n;\n', {}, [1e-3, 2, 1e-3]],
    ['a name with a unit twice', 'dt_ms (ms),dw\n1,2\n', {}, [1e-3, 2, 1e-3]],
    ['both Greek differences', '\u2206t [ms];\u2206w [%]\n1;2\n', {}, [1e-3, 0.02, 1e-3]],
    ['kiloohms by their sign', 't_s,v_V,i_A,rs (k\u2126)\n0,1,2,3\n', { target: 'hysteresis' }, [0, 1, 2, 3000, 0]],
    ['megaohms', 't_s,v_V,i_A,rs [M\u03a9]\n0,1,2,3\n', { target: 'hysteresis' }, [0, 1, 2, 3e6, 0]],
    [
      'degrees by their sign in Latin-1',
      bytes('t_s;v_V;i_µA;T (°C)\n0;1;2;85\n', 'latin1'),
      { target: 'hysteresis' },
      [0, 1, 2e-6, 85, 0],
    ],
    ['amperes per volt', 't_s,g (\u00b5A/V)\n0,1\n', { target: 'read-noise' }, [0, 1e-6, 0]],
    ['names of columns that are numbers', 't_s,1,2\n0,5,6\n', { target: 'read-noise', map: ['g=1[uS]'] }, [0, 5e-6, 0]],
    [
      'a unit that cannot be read, but is said',
      'dt_ms,dw (a.u.)\n1,2\n',
      { map: ['dw=dw (a.u.)[1]'] },
      [1e-3, 2, 1e-3],
    ],
    ['two mu for one column', 'dt_ms,w \u03bc (%)\n1,2\n', { map: ['dw=w \u00b5 (%)'] }, [1e-3, 0.02, 1e-3]],
  ])('%s', (_, raw, options, expected) => {
    const found = values(raw, options);
    expect(found).toHaveLength(expected.length);
    found.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 12));
  });
});

describe('refused with advice', () => {
  test.each<[string, string | Uint8Array, Options, string]>([
    [
      'three digits behind every comma',
      'dt_ms;dw\n1,234;5,678\n',
      {},
      'lab.csv:2: "1,234" may be 1.234 or 1234, and no cell of the file tells which; say which with ' +
        '--decimal comma or --decimal point',
    ],
    [
      'both marks as decimal ones',
      'dt_ms;dw\n1,5;2\n2.5;3\n',
      {},
      '"1,5" (line 2) has a decimal comma and "2.5" (line 3) a decimal point; write all numbers with one of them',
    ],
    [
      'commas between fields and in numbers',
      'dt_ms,dw\n1,5,2,5\n3,5,4,5\n',
      {},
      'found 4 fields, expected 2; commas seem to stand between fields and in numbers; export with semicolons',
    ],
    [
      'a unit that is none',
      'dt_ms,dw (a.u.)\n1,2\n',
      {},
      'lab.csv:1: the column "dw (a.u.)": "a.u." is no unit: unknown unit "a.u."; say what it is ' +
        'with --map dw="dw (a.u.)[%]", [1] for a pure number',
    ],
    ['per mille', 'dt_ms,dw (\u2030)\n1,2\n', {}, 'is no unit'],
    ['a capital prefix', 't_s,g (MS)\n0,1\n', { target: 'read-noise' }, 'ambiguous'],
    [
      'a unit in the name and another below',
      'dt_ms,dw\ns,%\n1,2\n',
      {},
      'the column "dt_ms": its name says ms and line 2 says s',
    ],
    ['no names', '1,2\n3,4\n', {}, 'lab.csv:1: found numbers where the names of the columns stand'],
    [
      'names again',
      'dt_ms,dw\n1,2\ndt_ms,dw\n3,4\n',
      {},
      'lab.csv:3: the names of the columns stand here again: two recordings in one file',
    ],
    ['two columns of one name', 'dt_ms,dw,dw\n1,2,3\n', {}, 'lab.csv:1: the column "dw" stands there 2 times'],
    ['two spellings of one name', 'dt_ms,dw (%),dw_%\n1,2,3\n', {}, 'are both dw; choose one with --map'],
    [
      'an overflow as instruments write it',
      't_s,g_S\n0,9.9E+37\n',
      { target: 'read-noise' },
      'lab.csv:2:3: g: found "9.9E+37", which an instrument writes for an overflow',
    ],
    [
      'an error of a spreadsheet',
      'dt_ms;dw\n\n1;#DIV/0!\n',
      {},
      'lab.csv:3:3: dw: found "#DIV/0!", expected a finite number',
    ],
    ['a place behind comments and blank lines', '# a\n\ndt_ms,dw\n# b\n\n1,x\n', {}, 'lab.csv:6:3: dw: found "x"'],
    ['a unit at every number', 'dt,dw\n1 ms,2\n', {}, 'the column "dt" has no unit'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2), {}, 'is an Excel file of the old kind'],
    ['bytes that are no text', Uint8Array.of(1, 0, 2, 3, 0, 0, 5, 0, 0, 1), {}, 'is no text'],
    ['sep= of two characters', 'sep=ab\ndt_ms,dw\n1,2\n', {}, 'lab.csv:1: found "sep=ab"'],
    ['a DOS code page whose mu is another letter', bytes('dt (\u00e6s),dw\n1,2\n', 'latin1'), {}, 'is no unit'],
  ])('%s', (_, raw, options, message) => {
    expect(() => read(raw, options)).toThrow(message);
  });
});

test('what was understood is one line', () => {
  const lines = (...given: Parameters<typeof read>): readonly string[] => read(...given).readings;
  expect(lines('dt;dw\nms;%\n1,5;2\n')).toEqual([
    'lab.csv: semicolons, decimal comma, units from line 2; dt in ms, dw in %',
  ]);
  expect(
    lines(bytes('a\nTime [µs]\tChange\n1\t2\n3\t4\n5\t6\n', 'latin1'), { map: ['dt=Time [µs]', 'dw=Change'] }),
  ).toEqual([
    'lab.csv: Latin-1, tabs, decimal point, lines 1 to 1 above the names left out; dt from "Time [µs]" in us, ' +
      'dw from "Change" as a number',
  ]);
  expect(lines('dt_ms,dw\n1,2\n# 3,4\n5,6\n')).toEqual([
    'lab.csv: commas, decimal point, 1 comment among the rows left out (line 3); dt in ms, dw as a number',
  ]);
});

test('a column that tells devices apart and is not read is said', () => {
  const rows = (names: readonly string[]): string =>
    `t_s,g_S,die\n${Array.from({ length: 12 }, (_, row) => `${row},1,${names[row % names.length]}\n`).join('')}`;
  const mixtures = (names: readonly string[], keep: readonly string[] = []) =>
    read(rows(names), { target: 'read-noise', keep }).mixtures;
  expect(mixtures(['a', 'b'])).toEqual([
    'lab.csv: the column "die" has 2 values (a, b), and all rows are fitted as one device; where they are several, ' +
      'choose one with --keep "die = a"',
  ]);
  expect(mixtures(['3', '7'])).toHaveLength(1);
  expect(mixtures(['a'])).toEqual([]);
  expect(mixtures(['a', 'b'], ['die = a'])).toEqual([]);
});
