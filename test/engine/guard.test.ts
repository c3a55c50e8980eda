import { SimulationError } from '../../src/engine/errors.js';
import type { EngineOutput } from '../../src/engine/executor.js';
import {
  acceptResult,
  acceptWaveforms,
  missingVectors,
  type Expectation,
  type TypedOutput,
} from '../../src/engine/guard.js';
import type { RawPlot } from '../../src/waveform/rawfile.js';
import { writeRawfile } from '../../src/waveform/rawfile-write.js';
import type { Column } from '../../src/waveform/waveforms.js';

const TRAN: Expectation = {
  nonce: 'nonce-1',
  analysis: { kind: 'tran', step: 1, stop: 3, maxStep: 1 },
  save: ['v(a)'],
};

function plot(changes: Partial<RawPlot> = {}, time = [0, 1, 2, 3], values = [1, 2, 3, 4]): RawPlot {
  const vectors = [
    { name: 'time', type: 'time', values: Float64Array.from(time) },
    { name: 'V(A)', type: 'voltage', values: Float64Array.from(values) },
  ];
  return { title: 'NONCE-1 title', date: '', plotname: 'Transient Analysis', complex: false, vectors, ...changes };
}

function output(
  plots: readonly RawPlot[],
  stderr: readonly string[] = [],
  stdout: readonly string[] = [],
): EngineOutput {
  return { raw: writeRawfile(plots), stdout, stderr };
}

function kindOf(result: EngineOutput, expected: Expectation = TRAN): string {
  try {
    acceptResult(result, expected);
    return 'accepted';
  } catch (error) {
    if (error instanceof SimulationError) return error.kind;
    throw error;
  }
}

test('a whole, fresh, finite result passes', () => {
  const result = acceptResult(output([plot()]), TRAN);
  expect([...result.columns.keys()]).toEqual(['v(a)']);
  expect([...result.axis.values]).toEqual([0, 1, 2, 3]);
});

test.each<[string, EngineOutput, string]>([
  ['no rawfile', { stdout: [], stderr: [] }, 'no-output'],
  ['an empty rawfile', { raw: new Uint8Array(), stdout: [], stderr: [] }, 'no-output'],
  ['only the constants', output([plot({ plotname: 'constants', title: 'Constant values' })]), 'no-output'],
  ['the result of another run', output([plot({ title: 'nonce-0' })]), 'stale'],
  ['another analysis', output([plot({ plotname: 'AC Analysis' })]), 'no-output'],
  ['no points', output([plot({}, [], [])]), 'no-output'],
  ['an early end', output([plot({}, [0, 1, 2, 2.99])]), 'truncated'],
  ['time running backwards', output([plot({}, [0, 2, 1, 3])]), 'truncated'],
  ['NaN', output([plot({}, [0, 1, 2, 3], [1, 2, Number.NaN, 4])]), 'not-finite'],
  ['infinity', output([plot({}, [0, 1, 2, 3], [1, 2, Infinity, 4])]), 'not-finite'],
  ['a file cut short', { raw: writeRawfile([plot()]).slice(0, -9), stdout: [], stderr: [] }, 'truncated'],
  ['a message nobody knows', output([plot()], ['Warning: the moon is full']), 'unclassified'],
  ['an abortion', output([plot()], ['run simulation(s) aborted']), 'unclassified'],
  [
    'a fatal message on stdout',
    output(
      [plot()],
      [],
      ['doAnalyses: TRAN:  Timestep too small; time = 1e-3, timestep = 1e-17: trouble with node "x"'],
    ),
    'timestep-too-small',
  ],
  [
    'progress of a long run',
    output([plot()], [' Reference value :  1.0e-03\r Reference value :  2.0e-03']),
    'accepted',
  ],
  [
    'a fatal message behind progress',
    output(
      [plot()],
      [
        'Note: something',
        ' Reference value :  1.0e-03\r Reference value :  2.0e-03 doAnalyses: TRAN:  Timestep too small; ' +
          'time = 1e-3, timestep = 1e-17: trouble with node "x"',
      ],
    ),
    'timestep-too-small',
  ],
  [
    'a fatal message that is indented',
    output([plot()], ['Note: something', '    Simulation interrupted due to error!']),
    'syntax',
  ],
  ['an unknown message that is indented', output([plot()], ['Note: something', '    what is this']), 'unclassified'],
  [
    'gmin stepping that worked',
    output(
      [plot()],
      [
        'Warning: singular matrix:  check node 2',
        'Note: Starting dynamic gmin stepping',
        'Trying gmin =   1.0000E-03 Warning: Further gmin increment',
        'Warning: Dynamic gmin stepping failed',
        'Note: Transient op finished successfully',
      ],
    ),
    'accepted',
  ],
  ['a parameter check of BSIM', output([plot()], ['Warning: Pd = 1e-09 is less than W.']), 'accepted'],
  [
    'a truncated result after singular matrices',
    output([plot({}, [0, 1, 2, 2.5])], ['Warning: singular matrix:  check node 2']),
    'singular-matrix',
  ],
])('%s', (_name, result, kind) => {
  expect(kindOf(result)).toBe(kind);
});

test('a missing vector is named, with what there is', () => {
  expect(() => acceptResult(output([plot()]), { ...TRAN, save: ['v(a)', 'v(b)'] })).toThrow(
    /no "v\(b\)"; did you mean "v\(a\)"\?; it has v\(a\)/,
  );
});

test.each<[string, Expectation['analysis'], string, number[], string]>([
  [
    'a short .dc',
    { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 4, step: 1 }] },
    'DC transfer characteristic',
    [0, 1, 2],
    'truncated',
  ],
  [
    'a whole .dc downwards',
    { kind: 'dc', sweeps: [{ source: 'v1', from: 3, to: 0, step: -1 }] },
    'DC transfer characteristic',
    [3, 2, 1, 0],
    'accepted',
  ],
  [
    'a nested .dc without its last sweep',
    {
      kind: 'dc',
      sweeps: [
        { source: 'v1', from: 0, to: 1, step: 0.5 },
        { source: 'v2', from: 0, to: 4, step: 1 },
      ],
    },
    'DC transfer characteristic',
    [0, 0.5, 1],
    'truncated',
  ],
  ['a short .ac dec', { kind: 'ac', scale: 'dec', points: 1, from: 1, to: 1000 }, 'AC Analysis', [1, 10], 'truncated'],
  [
    'an .ac dec that ends between two steps',
    { kind: 'ac', scale: 'dec', points: 1, from: 1, to: 500 },
    'AC Analysis',
    [1, 10, 100],
    'accepted',
  ],
  ['a short .ac lin', { kind: 'ac', scale: 'lin', points: 4, from: 1, to: 4 }, 'AC Analysis', [1, 2, 3], 'truncated'],
])('%s', (_name, analysis, plotname, axis, kind) => {
  const result = output([plot({ plotname }, axis, axis)]);
  expect(kindOf(result, { nonce: 'nonce-1', analysis, save: ['v(a)'] })).toBe(kind);
});

describe('a result handed over as vectors', () => {
  const column = (name: string, values: readonly number[], imaginary?: readonly number[]): Column => ({
    name,
    kind: 'voltage',
    values: Float64Array.from(values),
    ...(imaginary ? { imaginary: Float64Array.from(imaginary) } : {}),
  });
  const typed = (changes: Partial<TypedOutput> = {}, axis = [0, 1, 2, 3], ...columns: Column[]): TypedOutput => ({
    title: 'Nonce-1 my circuit',
    stdout: [],
    stderr: [],
    waveforms: {
      analysis: 'tran',
      axis: { name: 'time', kind: 'time', values: Float64Array.from(axis) },
      columns: new Map(
        (columns.length > 0 ? columns : [column('v(a)', [1, 2, 3, 4]), column('v(b)', [1, 2, 3, 4])]).map((one) => [
          one.name,
          one,
        ]),
      ),
    },
    ...changes,
  });
  const said = (result: TypedOutput, expected: Expectation = TRAN): string => {
    try {
      return [...acceptWaveforms(result, expected).columns.keys()].join(', ');
    } catch (error) {
      if (error instanceof SimulationError) return `${error.kind}: ${error.message}`;
      throw error;
    }
  };

  test('holds what was asked for, in that order', () => {
    expect(said(typed())).toBe('v(a)');
    expect(said(typed(), { ...TRAN, save: ['V(B)', 'v(a)'] })).toBe('v(b), v(a)');
  });

  test('holds everything where a deck decides, but no copy of everything', () => {
    const own = { nonce: TRAN.nonce, analysis: TRAN.analysis };
    expect(said(typed({}, [0, 1, 2, 3], column('v(a)', [1, 2, 3, 4]), column('v(all)', [1, 2, 3, 4])), own)).toBe(
      'v(a)',
    );
    expect(said(typed({}, [0, 1, 2, 3], column('v(all)', [1, 2, 3, 4])), own)).toBe(
      'missing-vector: the tran result has no vectors',
    );
  });

  test.each<[string, TypedOutput, string]>([
    [
      'of another run',
      typed({ title: 'nonce-2 my circuit' }),
      'stale: the engine gave the result of another run ("nonce-2 my circuit")',
    ],
    ['without a title', typed({ title: '' }), 'stale: the engine gave the result of another run ("")'],
    ['without points', typed({}, [], column('v(a)', [])), 'no-output: the tran result is empty'],
    ['that ends early', typed({}, [0, 1, 2, 2.9]), 'truncated: the transient ends at 2.9 s instead of 3 s'],
    ['whose time runs backwards', typed({}, [0, 2, 1, 3]), 'truncated: time runs backwards at 1 s'],
    [
      'that is NaN at its first point',
      typed({}, [0, 1, 2, 3], column('v(a)', [NaN, 2, 3, 4])),
      'not-finite: v(a) is NaN at time = 0',
    ],
    [
      'that is NaN at its last point',
      typed({}, [0, 1, 2, 3], column('v(a)', [1, 2, 3, NaN])),
      'not-finite: v(a) is NaN at time = 3',
    ],
    ['whose axis starts with NaN', typed({}, [NaN, 1, 2, 3]), 'not-finite: time is NaN at time = NaN'],
    [
      'whose imaginary part is not finite',
      typed({}, [0, 1, 2, 3], column('v(a)', [1, 2, 3, 4], [0, 0, Infinity, 0])),
      'not-finite: v(a) is Infinity at time = 2',
    ],
    ['after a message that nobody knows', typed({ stderr: ['the moon is full'] }), 'unclassified: the moon is full'],
    [
      'after a fatal message on stdout',
      typed({ stdout: ['run simulation(s) aborted'] }),
      'unclassified: run simulation(s) aborted',
    ],
  ])('%s is rejected', (_name, result, words) => {
    expect(said(result)).toBe(words);
  });

  test('only what was asked for must be finite', () => {
    expect(said(typed({}, [0, 1, 2, 3], column('v(a)', [1, 2, 3, 4]), column('v(b)', [NaN, 2, 3, 4])))).toBe('v(a)');
  });

  test('a complaint of the engine explains an early end, but neither a stale result nor a missing vector', () => {
    const stderr = ['Warning: singular matrix:  check node 2'];
    expect(said(typed({ stderr }, [0, 1, 2, 2.9]))).toMatch(
      /^singular-matrix: .*node "2".*; the transient ends at 2.9 s instead of 3 s$/,
    );
    expect(said(typed({ stderr, title: 'other' }))).toMatch(/^stale: /);
    expect(said(typed({ stderr }), { ...TRAN, save: ['v(x)'] })).toMatch(/^missing-vector: /);
  });

  test('the log of a rejection holds what the engine said, errors first, and not all of a flood', () => {
    const logged = (stdout: string[], stderr: string[]): string => {
      try {
        acceptWaveforms(typed({ title: 'other', stdout, stderr }), TRAN);
      } catch (error) {
        return (error as SimulationError).log;
      }
      return 'accepted';
    };
    expect(logged(['out'], ['Note: err'])).toBe('Note: err\nout');
    expect(logged(['x'.repeat(20_000)], [])).toBe('x'.repeat(20_000));
    const flood = logged([`begin${'x'.repeat(30_000)}end`], []);
    expect(flood).toMatch(/^begin.*\n\[\.\.\.\]\n.*end$/s);
    expect(flood).toHaveLength(20_000 + '\n[...]\n'.length);
  });

  test('an error of ours is not taken for a rejection', () => {
    const broken = { ...typed(), waveforms: undefined } as unknown as TypedOutput;
    expect(() => acceptWaveforms(broken, TRAN)).toThrow(TypeError);
  });
});

test('the names that exist are listed, at most twenty of them', () => {
  const many = Array.from({ length: 30 }, (_, index) => `v(n${index})`);
  expect(missingVectors('ac', ['v(x)', 'v(y)'], [])).toBe('the ac result has no "v(x)", "v(y)"; it has nothing');
  expect(missingVectors('ac', ['i(zzz)'], many)).toContain('v(n18), v(n19)');
  expect(missingVectors('ac', ['i(zzz)'], many)).not.toContain('v(n20)');
});

test.each<[string, Expectation['analysis'], string, number[], string]>([
  [
    'a .dc that rounding cut by a step',
    { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 4, step: 1 }] },
    'DC transfer characteristic',
    [0, 1, 2, 3],
    'accepted',
  ],
  [
    'a .dc with points enough that ends elsewhere',
    { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 4, step: 1 }] },
    'DC transfer characteristic',
    [0, 1, 2, 2.5, 2.9],
    'truncated',
  ],
  [
    'a nested .dc',
    {
      kind: 'dc',
      sweeps: [
        { source: 'v1', from: 0, to: 1, step: 1 },
        { source: 'v2', from: 0, to: 3, step: 1 },
      ],
    },
    'DC transfer characteristic',
    [0, 1, 0, 1, 0, 1, 0, 1],
    'accepted',
  ],
  ['an .ac oct', { kind: 'ac', scale: 'oct', points: 1, from: 1, to: 8 }, 'AC Analysis', [1, 2, 4, 8], 'accepted'],
  ['a short .ac oct', { kind: 'ac', scale: 'oct', points: 1, from: 1, to: 8 }, 'AC Analysis', [1, 2, 3.9], 'truncated'],
  [
    'an .ac dec with two points a decade',
    { kind: 'ac', scale: 'dec', points: 2, from: 1, to: 100 },
    'AC Analysis',
    [1, 31],
    'truncated',
  ],
  ['an .ac lin', { kind: 'ac', scale: 'lin', points: 3, from: 1, to: 3 }, 'AC Analysis', [1, 2, 3], 'accepted'],
  [
    'a .noise without a scale, by decades',
    { kind: 'noise', output: 'a', source: 'v1', points: 1, from: 1, to: 100 },
    'Noise Spectral Density Curves',
    [1, 10],
    'accepted',
  ],
  [
    'a short .noise',
    { kind: 'noise', output: 'a', source: 'v1', points: 1, from: 1, to: 100 },
    'Noise Spectral Density Curves',
    [1, 9],
    'truncated',
  ],
  ['an operating point', { kind: 'op' }, 'Operating Point', [1], 'accepted'],
])('%s', (_name, analysis, plotname, axis, kind) => {
  const result = output([plot({ plotname }, axis, axis)]);
  expect(kindOf(result, { nonce: 'nonce-1', analysis, save: ['v(a)'] })).toBe(kind);
});

test.each<[string, Expectation['analysis'], string, number[], string]>([
  [
    'a .dc in steps of a half that lacks two',
    { kind: 'dc', sweeps: [{ source: 'v1', from: 1, to: 3, step: 0.5 }] },
    'DC transfer characteristic',
    [1, 2, 2.5],
    'the sweep has 3 points instead of 5',
  ],
  [
    'a nested .dc of one line',
    {
      kind: 'dc',
      sweeps: [
        { source: 'v1', from: 0, to: 3, step: 1 },
        { source: 'v2', from: 0, to: 3, step: 1 },
      ],
    },
    'DC transfer characteristic',
    [0, 1, 2, 3],
    'the sweep has 4 points instead of 16',
  ],
  [
    'a .dc that ends elsewhere',
    { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 4, step: 1 }] },
    'DC transfer characteristic',
    [0, 1, 2, 2.5, 2.9],
    'the sweep ends at 2.9 instead of 4',
  ],
  [
    'a short .ac',
    { kind: 'ac', scale: 'dec', points: 1, from: 1, to: 1000 },
    'AC Analysis',
    [1, 10],
    'the sweep ends at 10 Hz instead of 1000 Hz',
  ],
  [
    'a short .ac lin',
    { kind: 'ac', scale: 'lin', points: 4, from: 1, to: 4 },
    'AC Analysis',
    [1, 2, 3],
    'the sweep has 3 points instead of 4',
  ],
  ['nothing', { kind: 'tran', step: 1, stop: 3, maxStep: 1 }, 'constants', [1], 'the engine gave no tran result'],
  ['no points', { kind: 'tran', step: 1, stop: 3, maxStep: 1 }, 'Transient Analysis', [], 'the tran result is empty'],
])('%s: the message says what there is and what there should be', (_name, analysis, plotname, axis, message) => {
  const result = output([plot({ plotname }, axis, axis)]);
  expect(() => acceptResult(result, { nonce: 'nonce-1', analysis, save: ['v(a)'] })).toThrow(message);
});

test('a transient with a point twice is whole', () => {
  expect(kindOf(output([plot({}, [0, 1, 1, 3])]))).toBe('accepted');
});

test('of several plots the one of this run and analysis counts', () => {
  const raw = [
    plot({ title: 'nonce-0' }, [0, 1], [7, 7]),
    plot({ plotname: 'AC Analysis' }, [1, 2], [8, 8]),
    plot(),
    plot({ title: 'Constant values', plotname: 'constants' }),
  ];
  expect([...acceptResult(output(raw), TRAN).columns.get('v(a)')!.values]).toEqual([1, 2, 3, 4]);
  expect(kindOf(output([plot({ plotname: 'AC Analysis' }), plot({ title: 'nonce-0' })]))).toBe('stale');
});
