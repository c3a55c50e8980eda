import { simulateDeck, type DeckOutcome } from '../../src/control/simulate.js';
import { textOfSaid } from '../../src/control/said.js';
import type { DeckResult } from '../../src/engine/simulator.js';

/** An engine that keeps the decks it was given; v(a) starts at the value of r1. */
const decks: string[] = [];
const engine = (deck: string): Promise<readonly DeckResult[]> => {
  decks.push(deck);
  const kind = /^\.(tran|ac|dc|op|noise)\b/m.exec(deck)?.[1] as DeckResult['analysis'];
  const r = Number(/^r1 a 0 (\S+)/m.exec(deck)?.[1]?.replace('k', 'e3'));
  const points = kind === 'op' ? 1 : 3;
  const column = (name: string, value: number) =>
    [
      name,
      { name, kind: 'voltage' as const, values: new Float64Array(points).map((_, index) => value + index) },
    ] as const;
  return Promise.resolve([
    {
      analysis: kind,
      waveforms: {
        analysis: kind,
        axis: {
          name: kind === 'op' ? 'point' : 'time',
          kind: 'time',
          values: Float64Array.from([0, 1, 2].slice(0, points)),
        },
        columns: new Map([column('v(a)', r), column('@r1[i]', 1 / r)]),
      },
    },
  ]);
};

const run = (control: string, cards = ''): Promise<DeckOutcome> => {
  decks.length = 0;
  return simulateDeck(`title\nv1 a 0 1\n.param p=1\nr1 a 0 1k\n${cards}.control\n${control}\n.endc\n.end\n`, engine);
};
const said = async (control: string): Promise<string> => (await run(control)).said.map(textOfSaid).join('');

test('no text of a control block reaches an engine', async () => {
  await run('echo hello\nlet x = 3\ntran 1u 3u\nset foo = bar\nprint x');
  expect(decks).toHaveLength(1);
  expect(decks[0]).not.toMatch(/control|echo|let|set|foo|print|hello/);
  expect(decks[0]).toContain('.tran 1u 3u');
});

test('let, print, echo and the substitution of variables', async () => {
  expect(
    await said(
      'let z = 2\nset w = word\necho "a $&z" $w\nop\nlet y = v(a)*z\nprint y 3 gt 2\nlet z = 5\nprint const.z',
    ),
  ).toBe('a 2 word\ny = 2.000000e+3\n3>2 = 1.000000e+0\nconst.z = 5.000000e+0\n');
});

test('loops, conditions, break and continue', async () => {
  expect(
    await said(
      'foreach q 1 2k\necho q $q\nend\nlet n = 0\nwhile n < 9\nlet n = n + 1\nif n = 2\ncontinue\nend\n' +
        'if n > 3\nbreak\n' +
        'else\necho n $&n\nend\nend\nrepeat 2\necho again\nend',
    ),
  ).toBe('q 1\nq 2k\nn 1\nn 3\nagain\nagain\n');
});

test('alter holds until reset; alterparam is seen after it', async () => {
  const outcome = await run('op\nalter r1 = 2k\nop\nreset\nop\nalterparam p = 7\nop\nreset\nop');
  expect(outcome.plots.map((plot) => plot.vector('v(a)')?.values[0])).toEqual([1000, 2000, 1000, 1000, 1000]);
  expect(decks.map((deck) => /p=(\d)/.exec(deck)?.[1])).toEqual(['1', '1', '1', '1', '7']);
});

test('run runs the lines of the deck, meas measures, write chooses', async () => {
  const outcome = await run(
    'run\nmeas tran m max v(a)\nprint m\nwrite x.raw v(a)',
    '.tran 1u 3u\n.meas tran c min v(a)\n',
  );
  expect(outcome.measurements.map((one) => [one.name, 'measured' in one && one.measured.value])).toEqual([
    ['c', 1000],
    ['m', 1002],
  ]);
  expect(outcome.written.map(({ vectors }) => vectors.map(({ name }) => name))).toEqual([['v(a)']]);
  expect(outcome.notes).toEqual([
    expect.objectContaining({ message: expect.stringContaining('"x.raw" is not written') as string }),
  ]);
});

test('a block that runs nothing leaves the lines of the deck to be run; figures are noted', async () => {
  const outcome = await run('plot v(a)\nset color0=white', '.op\n');
  expect(outcome.plots).toHaveLength(1);
  expect(outcome.notes.map(({ message }) => message)).toEqual([expect.stringContaining('"plot" draws nothing here')]);
});

test('what is read of devices is saved, but not of an ac analysis', async () => {
  await run('op\nprint @r1[i]\nac dec 1 1 10');
  expect(decks[0]).toContain('.save all @r1[i]');
  expect(decks[1]).not.toContain('.save');
});

test.each([
  ['shell rm -rf /', 'line 6 of the deck: the command "shell" reaches out of the simulation'],
  ['source x.cir', '"source" reaches out'],
  ['cd /tmp', '"cd" reaches out'],
  ['osdi x.osdi', '"osdi" reaches out'],
  ['if 0\ncodemodel x\nend', 'line 7 of the deck: the command "codemodel" reaches out'],
  ['psd 4 v(a)', 'the command "psd" is not carried out here: averaged spectra'],
  ['stop when v(a) > 1', 'the command "stop" is not carried out here: an analysis runs from its start to its end'],
  ['fft v(a)', '"fft": it takes a transient, and the result there is now is none'],
  ['op\nlinearize', '"linearize": it takes a transient, and the result there is now is of "op"'],
  ['tran 1u 1m\nprint v(nix)', 'line 7 of the deck: there is no vector "v(nix)"'],
  ['tran 1u 1m\nwhile 1\nlet x = 1\nend', 'goes round its loops more than 10000 times'],
  ['while 1\nop\nend', 'runs more than 1000 analyses'],
  ['let x = vector(1e9)', 'a vector cannot have 1000000000 values'],
  ['foreach q 1 2', '"foreach" has no "end"'],
  ['op\nend', '"end" ends nothing'],
  ['op\nalter r9 = 2', 'line 7 of the deck: cannot alter "r9"'],
  ['op\nalterparam q = 2', 'the deck has no .param "q"'],
  ['set sourcepath = ( / )\nop', '"sourcepath" reaches out'],
  ['tran 1u `id`', '"`" cannot stand in a statement'],
  ['echo $nix', 'there is no variable "$nix"'],
  ['meas tran x max v(a)', 'the result there is now is none'],
  ['save v(a);shell id\nop\nsave `id`', 'line 8 of the deck: "`" cannot stand in a statement'],
])('%s is refused with its line', async (control, message) => {
  await expect(run(control)).rejects.toMatchObject({
    kind: 'refused-deck',
    message: expect.stringContaining(message) as string,
  });
});

test('a control block without an end is refused', async () => {
  await expect(simulateDeck('t\nv1 a 0 1\n.control\nop\n', engine)).rejects.toThrow(
    'line 3 of the deck: the control block has no end',
  );
});

test.each([
  [
    'expressions that would compute for hours',
    `let a = vector(100000)\nwhile 1\nprint length(${'a+'.repeat(2000)}a)\nend`,
    /compute more than 500 million values/,
  ],
  ['a line of a megabyte', `alter r1 = (${' '.repeat(1e6)}1`, /a line of the control block has more than 10000 char/],
  ['a line that its continuations make long', `echo a${'\n+ b'.repeat(10_000)}`, /has more than 10000 characters/],
])('%s are refused at their line', async (_, control, reason) => {
  await expect(run(control)).rejects.toThrow(reason);
});

test('functions of the deck, composed vectors, comparisons of texts', async () => {
  expect(
    await said(
      'define double(x) 2*x\ndefine quad(x) double(double(x))\nlet y = 3\nlet z = quad(y)\nprint z\n' +
        'compose c values 1 2.5k (y-1)\nprint c\nstrcmp same abc "abc"\necho $same\nstrcmp other a b\necho $other\n' +
        'op\ndefine level(n) v(n)\nlet l = level(a)\nprint l',
    ),
  ).toBe(
    'z = 1.200000e+1\nindex            c\n0                1.000000e+0\n1                2.500000e+3\n' +
      '2                2.000000e+0\n0\n-1\nl = 1.000000e+3\n',
  );
});

test('compose makes ranges', async () => {
  expect(await said('compose a start=0 stop=1 step=0.5\necho $&a\ncompose b center=2 span=2 lin=3\necho $&b')).toBe(
    '0 0.5 1\n1 2 3\n',
  );
});

test('a list of numbers becomes the waveform of a source', async () => {
  await run('alter @v1[pulse] = [ 0 5 1n 1n 1n 5e-6 1e-5 ]\nop\nalter @v1[sin] = ( 0 1 1k )\nop');
  expect(decks.map((deck) => /^v1 .*$/m.exec(deck)?.[0])).toEqual([
    'v1 a 0 1 pulse(0 5 1e-9 1e-9 1e-9 5e-6 1e-5)',
    'v1 a 0 1 sin(0 1 1000)',
  ]);
});

test('quit with a number says that something is wrong', async () => {
  expect((await run('op\nquit 1\nop')).failed).toEqual({ line: 7, code: 1 });
  expect((await run('op\nquit 0')).failed).toBeUndefined();
});
