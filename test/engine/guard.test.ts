import { SimulationError } from '../../src/engine/errors.js';
import type { EngineOutput } from '../../src/engine/executor.js';
import { acceptResult, type Expectation } from '../../src/engine/guard.js';
import type { RawPlot } from '../../src/waveform/rawfile.js';
import { writeRawfile } from '../../src/waveform/rawfile-write.js';

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
