import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { patternOf } from '../../support/patterns.js';

const SPEC =
  'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\ncircuit: { trace: { cell: dpi } }\n' +
  'verify: [{ quantity: tau, against: rule, max: 30 % }]\n' +
  'variations: { list: [{}, { capacitor: 10 % }], mismatch: { avt: 5 mV*um }, spread: { ' +
  'bias: { global: 3 % }, temperature: { global: 5 C } }, sampling: sobol, samples: 12, replicates: 4, ' +
  'yield: { min: 50 % } }\n';

let folder: string;
let report: {
  readonly reports: readonly {
    readonly yields: readonly {
      readonly worst: {
        readonly sample: number;
        readonly measured: number;
        readonly replay: string;
        readonly kept: string;
      };
    }[];
  }[];
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-replay-'));
  writeFileSync(join(folder, 'a.yaml'), SPEC);
  report = JSON.parse(run(['verify', 'a.yaml', '--json', '--runs', 'runs']).out) as typeof report;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('bin/rulespice.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, RULESPICE_CACHE: join(folder, 'cache'), NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

const argumentsOf = (command: string): string[] => command.split(' ').slice(1);

test(
  'the worst sample of a yield names the command that simulates it again, and what was kept of it gives the ' +
    'same numbers',
  () => {
    const { worst } = report.reports[0]!.yields[0]!;
    expect(worst.kept).toBe(`rulespice replay a/tt_27C_1.8V_sample${worst.sample}`);
    expect(run(argumentsOf(worst.kept))).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/sample \d+\n[^]*the numbers are the same, to the last digit\n$/) as string,
    });
    const again = JSON.parse(run([...argumentsOf(worst.replay), '--json']).out) as {
      reports: { verdicts: { measured: number }[] }[];
    };
    expect(again.reports[0]!.verdicts.map(({ measured }) => measured)).toEqual([worst.measured]);
  },
);

test('a run with other capacitors is one of its own', () => {
  expect(run(['replay', 'a/impulse/tt_27C_1.8V_cap+10%'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/: impulse, tt, 27 C, 1.8 V, C \+10 %\n[^]*to the last digit\n$/) as string,
  });
  const { verdicts } = (
    JSON.parse(run(['verify', 'a.yaml', '--capacitor=10', '--check', '1', '--samples', '16', '--json']).out) as {
      reports: { verdicts: { conditions: object; replay: string }[] }[];
    }
  ).reports[0]!;
  expect(verdicts.map(({ conditions }) => conditions)).toEqual(
    Array.from({ length: 2 }, () => ({
      process: 'sky130',
      corner: 'tt',
      temperature: 27,
      supply: 1.8,
      capacitor: 0.1,
    })),
  );
  expect(verdicts.map(({ replay }) => replay)).toContainEqual(
    expect.stringMatching(/ --capacitor=10 --sample \d+ --samples 16$/) as string,
  );
});

test('another engine gives the same within half a per cent, and says which', () => {
  const { code, out } = run(['replay', 'a/tt_27C_1.8V', '--engine', 'embedded', '--json']);
  expect(code).toBe(0);
  const result: unknown = JSON.parse(out);
  const schema = JSON.parse(readFileSync(resolve('schema/replay.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(result) ? [] : validate.errors).toEqual([]);
  expect(result).toMatchObject({
    status: 'same',
    runs: [
      { run: 'runs/a/impulse/tt_27C_1.8V', engine: { name: 'eecircuit-engine' }, edited: false, tolerance: 0.005 },
    ],
  });
});

test('other numbers, and a deck that was changed, are told', () => {
  const deck = join(folder, 'runs', 'a', 'impulse', 'tt_27C_1.8V', 'deck.cir');
  const before = readFileSync(deck, 'utf8');
  writeFileSync(deck, before.replace('csyn syn vdd 1e-12', 'csyn syn vdd 1.02e-12'));
  expect(run(['replay', 'runs/a/impulse/tt_27C_1.8V'])).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      patternOf(
        /deck.cir was changed after it was recorded\n[^]*/,
        /the numbers are NOT the same: they differ by more than 0.001 % of their range\n$/,
      ),
    ) as string,
  });
  expect(run(['replay', 'runs/a/impulse/tt_27C_1.8V', '--tolerance', '5 %']).code).toBe(0);
  writeFileSync(deck, before);
  expect(run(['replay', 'impulse/tt'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('to the last digit') as string,
  });
});

test.each([
  [['replay', 'sample99'], /^no run of runs is called "sample99"; there are a\/impulse\/tt_27C_1.8V, .*\n$/],
  [['replay', 'sample3', '--runs', 'none'], /^"sample3" is no folder of a run, and there is no folder none; .*\n$/],
  [['replay', 'a', '--tolerance', '-1 %'], /^--tolerance: found "-1 %", expected a percentage of at least 0 %\n$/],
])('%j is bad input', (args, message) => {
  expect(run(args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) as string });
});

test('a damaged run is bad input', () => {
  const waves = join(folder, 'runs', 'a', 'impulse', 'tt_27C_1.8V', 'waveforms.csv');
  const before = readFileSync(waves, 'utf8');
  writeFileSync(waves, before.replace('i(v_x_iout)', 'i(v_y_iout)'));
  expect(run(['replay', 'runs/a/impulse/tt_27C_1.8V'])).toMatchObject({
    code: 2,
    err: 'runs/a/impulse/tt_27C_1.8V/waveforms.csv: lacks the vector i(v_x_iout); keep the run again\n',
  });
  writeFileSync(waves, before);
});

describe('a record that is not what was recorded is not the same', () => {
  const place = (name: string): string => join(folder, 'runs', 'a', 'impulse', 'tt_27C_1.8V', name);
  const replay = (): ReturnType<typeof run> => run(['replay', 'runs/a/impulse/tt_27C_1.8V']);
  let whole: string;
  beforeAll(() => (whole = readFileSync(place('waveforms.csv'), 'utf8')));
  afterEach(() => writeFileSync(place('waveforms.csv'), whole));
  const lines = (): string[] => whole.trimEnd().split('\r\n');

  test.each<[string, (rows: string[]) => string[], RegExp]>([
    ['cut to 20 rows', (rows) => rows.slice(0, 21), /it has 20 rows instead of \d+\nthe record ends at /],
    ['without its first rows', ([head = '', ...rows]) => [head, ...rows.slice(9)], /the record begins at /],
    ['with rows missing inside', (rows) => [...rows.slice(0, 40), ...rows.slice(60)], /rows instead of/],
    ['with a row doubled', (rows) => [...rows.slice(0, 20), rows[19] ?? '', ...rows.slice(20)], /rows instead of/],
    [
      'with all rows doubled',
      ([head = '', ...rows]) => [head, ...rows.flatMap((row) => [row, row])],
      /rows instead of/,
    ],
    [
      'with rows in another order',
      (rows) => [...rows.slice(0, 20), rows[21] ?? '', rows[20] ?? '', ...rows.slice(22)],
      /its time runs backwards in row 21/,
    ],
    ['with a digit changed', (rows) => rows.map((row) => row.replace(/^([^,]*,.*)\d$/, '$10')), /digest is another/],
    ['with its axis renamed', ([head = '', ...rows]) => [head.replace('time', 'tme'), ...rows], /digest is another/],
    ['with another end of line', (rows) => [rows.join('\n')], /digest is another/],
    ['with one more column', (rows) => rows.map((row, at) => `${row},${at === 0 ? 'v(q)' : '0'}`), /digest is another/],
  ])('%s', (_, change, says) => {
    writeFileSync(place('waveforms.csv'), `${change(lines()).join('\r\n')}\r\n`);
    const { code, out, err } = replay();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(says);
    expect(out).toMatch(/the numbers are NOT the same: 1 record cannot be what was simulated \(see above\)\n$/);
  });

  test('damaged files of a run are bad input', () => {
    for (const name of ['conditions.json', 'waveforms.csv']) {
      const before = readFileSync(place(name));
      for (const content of ['', '{}', '[]', 'null', before.toString('utf8').slice(0, 10)]) {
        writeFileSync(place(name), content);
        const { code, out, err } = replay();
        expect({ name, content, code, out }).toEqual({ name, content, code: 2, out: '' });
        expect(err).toMatch(new RegExp(`^\\S*${name}\\S*:? .*\\n$`));
      }
      writeFileSync(place(name), before);
    }
    const before = readFileSync(place('conditions.json'), 'utf8');
    for (const [was, is] of [
      ['"temperature": 27', '"temperature": 28'],
      ['"corner": "tt"', '"corner": "ff"'],
      ['"points": ', '"points": 1'],
    ] as const) {
      writeFileSync(place('conditions.json'), before.replace(was, is));
      expect(replay()).toMatchObject({
        code: 2,
        err: expect.stringMatching(/is not what this version of rulespice wrote beside a run/) as string,
      });
    }
    writeFileSync(place('conditions.json'), before);
    expect(replay().code).toBe(0);
  });
});
