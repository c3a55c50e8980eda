import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plotsOfWaveforms } from '../../src/waveform/plots.js';
import { writeRawfile } from '../../src/waveform/rawfile-write.js';
import type { Column, Waveforms } from '../../src/waveform/waveforms.js';
import { describeWithNative } from '../support/native.js';

const column = (name: string, kind: Column['kind'], values: number[], imaginary?: number[]): [string, Column] => [
  name,
  { name, kind, values: Float64Array.from(values), ...(imaginary ? { imaginary: Float64Array.from(imaginary) } : {}) },
];
const result = (analysis: Waveforms['analysis'], axis: [string, Column], columns: [string, Column][]): Waveforms => ({
  analysis,
  axis: axis[1],
  columns: new Map(columns),
});
const RESULTS: readonly Waveforms[] = [
  result('op', column('point', 'other', [0]), [column('v(a)', 'voltage', [1.5]), column('@m1[gm]', 'other', [1e-5])]),
  result('tran', column('time', 'time', [0, 1, 2]), [
    column('v(a)', 'voltage', [0, 3, 5]),
    column('i(v1)', 'current', [1, 2, 3]),
  ]),
  result('ac', column('frequency', 'frequency', [1, 10]), [column('v(a)', 'voltage', [1, 0.5], [0, -0.5])]),
  // What "write" chooses may be real.
  result('ac', column('frequency', 'frequency', [1, 10]), [column('vdb(a)', 'other', [0, -3])]),
  {
    ...result('noise', column('frequency', 'frequency', [1, 10]), [column('onoise_spectrum', 'voltage', [1e-9, 2e-9])]),
    totals: new Map([['onoise_total', 1e-6]]),
  },
];
const bytes = (encoding: 'binary' | 'ascii'): Uint8Array =>
  writeRawfile(
    RESULTS.flatMap((waveforms) => plotsOfWaveforms(waveforms, { title: 'deck.cir', date: 'today' })),
    encoding,
  );

/**
 * Reads as spicelib (Python) does: the title comes first; the program is told by "Command:"; an "AC Analysis" is
 * complex whatever its flags say; three words between tabs for a vector; plots follow each other without a gap.
 */
function strictly(file: Uint8Array): { readonly name: string; readonly values: Record<string, number[]> }[] {
  const plots: { name: string; values: Record<string, number[]> }[] = [];
  for (let at = 0; at < file.length;) {
    const header: string[] = [];
    while (header.at(-1) !== 'Binary:') {
      const end = file.indexOf(10, at);
      header.push(Buffer.from(file.subarray(at, end)).toString());
      at = end + 1;
    }
    const field = (name: string): string =>
      header
        .find((line) => line.startsWith(`${name}:`))!
        .slice(name.length + 1)
        .trim();
    expect(header[0]).toMatch(/^Title:/);
    expect(field('Command')).toContain('ngspice');
    const names = header.slice(header.indexOf('Variables:') + 1, -1).map((line) => line.trimStart().split('\t'));
    expect(names.every((words) => words.length === 3)).toBe(true);
    const width = field('Plotname') === 'AC Analysis' || field('Flags').includes('complex') ? 16 : 8;
    const points = Number(field('No. Points'));
    expect(names).toHaveLength(Number(field('No. Variables')));
    const view = new DataView(file.buffer, file.byteOffset + at, points * names.length * width);
    const values = names.map(([, name = ''], index): [string, number[]] => [
      name,
      Array.from({ length: points }, (_, point) => view.getFloat64((point * names.length + index) * width, true)),
    ]);
    plots.push({ name: field('Plotname'), values: Object.fromEntries(values) });
    at += points * names.length * width;
  }
  return plots;
}

test('every plot is found by a strict reader', () => {
  const found = strictly(bytes('binary'));
  expect(found.map(({ name }) => name)).toEqual([
    'Operating Point',
    'Transient Analysis',
    'AC Analysis',
    'AC Analysis',
    'Noise Spectral Density Curves',
    'Integrated Noise',
  ]);
  expect(found[1]?.values).toEqual({ time: [0, 1, 2], 'v(a)': [0, 3, 5], 'i(v1)': [1, 2, 3] });
  expect(found[3]?.values).toEqual({ frequency: [1, 10], 'vdb(a)': [0, -3] });
  expect(found[5]?.values).toEqual({ onoise_total: [1e-6] });
});

describeWithNative('native ngspice loads our rawfiles', () => {
  test.each(['binary', 'ascii'] as const)('%s, without a complaint', (encoding) => {
    const folder = mkdtempSync(join(tmpdir(), 'rulespice-load-'));
    try {
      writeFileSync(join(folder, 'ours.raw'), bytes(encoding));
      writeFileSync(
        join(folder, 'deck.cir'),
        'load\n.control\nload ours.raw\nsetplot tran1\nprint v(a)[1] i(v1)[2] time[2]\nsetplot ac1\nprint v(a)[1]\n' +
          'setplot op1\nprint v(a)\n.endc\n.end\n',
      );
      const { stdout, stderr } = spawnSync('ngspice', ['-b', 'deck.cir'], { cwd: folder, encoding: 'utf8' });
      const complaints = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Note:'));
      expect(complaints).toEqual([]);
      const value = (name: string): number[] =>
        stdout
          .split('\n')
          .filter((line) => line.startsWith(`${name} = `))
          .map((line) => Number(line.split(' = ')[1]?.split(',')[0]));
      expect([value('v(a)[1]'), value('i(v1)[2]'), value('time[2]'), value('v(a)')]).toEqual([
        [3, 0.5],
        [3],
        [2],
        [1.5],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
