import type { Analysis } from '../src/analysis.js';
import { Rejection } from '../src/guard.js';
import type { EngineModule } from '../src/module.js';
import { readResult } from '../src/result.js';

const TRAN: Analysis = { kind: 'tran', step: 1, stop: 3 };

/** The kind and the words of a rejection; `accepted` when there is none. */
function verdictOn(check: () => unknown): string {
  try {
    check();
    return 'accepted';
  } catch (error) {
    if (error instanceof Rejection) return `${error.kind}: ${error.message}`;
    throw error;
  }
}

describe('a result of another run', () => {
  /** An engine whose newest plot is called `name` and stems from a circuit called `title`. */
  const engine = (name: string, title: string): EngineModule => {
    const stored = new Map([
      [1, name],
      [2, title],
      [3, 'time'],
      [4, 'a'],
    ]);
    const memory = Float64Array.from([0, 1, 2, 3, 5, 5, 5, 5]);
    return {
      HEAPF64: memory,
      UTF8ToString: (pointer: number) => stored.get(pointer) ?? '',
      lengthBytesUTF8: (text: string) => text.length,
      stringToUTF8: () => undefined,
      _malloc: () => 8,
      _free: () => undefined,
      _ngw_plot: () => 1,
      _ngw_title: () => 2,
      _ngw_first: () => 3,
      _ngw_next: (at: number) => (at === 3 ? 4 : 0),
      _ngw_name: (at: number) => at,
      _ngw_type: (at: number) => (at === 3 ? 1 : 3),
      _ngw_is_scale: (at: number) => (at === 3 ? 1 : 0),
      _ngw_is_complex: () => 0,
      _ngw_length: () => 4,
      _ngw_values: (at: number) => (at === 3 ? 0 : 4 * Float64Array.BYTES_PER_ELEMENT),
      _ngw_statistic: () => 1,
      _ngw_klu_uses: () => 0,
    } as unknown as EngineModule;
  };
  const read = (name: string, title: string, save?: string[]): string =>
    verdictOn(() =>
      readResult(engine(name, title), {
        analysis: TRAN,
        title: 'My circuit',
        ...(save ? { save } : {}),
        log: '',
        messages: { stdout: [], stderr: [] },
        before: { iterations: 0, accepted: 0, rejected: 0, continued: 0, kluFactorisations: 0 },
      }),
    );

  test('is told by its title, in any case and with blanks around', () => {
    expect(read('tran1', ' my CIRCUIT ')).toBe('accepted');
    expect(read('tran1', 'their circuit')).toBe(
      'stale: ngspice gave tran1 of "their circuit" for a tran of "My circuit"',
    );
    expect(read('tran1', 'my circuit 2')).toMatch(/^stale/);
    expect(read('tran1', '')).toMatch(/^stale/);
  });

  test('is told by its analysis', () => {
    expect(read('ac1', 'my circuit')).toMatch(/^stale: ngspice gave ac1/);
    expect(read('const', 'my circuit')).toBe('no-output: ngspice gave no tran result');
  });

  test('passes the checks above', () => {
    expect(read('tran1', 'my circuit', ['v(a)'])).toBe('accepted');
    expect(read('tran1', 'my circuit', ['v(b)'])).toMatch(/^missing-vector/);
  });
});

describe('a result of noise', () => {
  /** What `result` is, with the vectors of the integrated noise in the plot after that of the spectrum. */
  const plots: Readonly<Record<string, readonly (readonly [name: string, type: number, values: readonly number[]])[]>> =
    {
      noise11: [
        ['frequency', 2, [1, 10, 100]],
        ['onoise_spectrum', 0, [3, 2, 1]],
      ],
      noise12: [
        ['v(onoise_total)', 3, [7]],
        ['v(inoise_total)', 3, [8]],
      ],
    };
  const memory = new Float64Array(64);
  const vectors = Object.values(plots).flat();
  const starts = vectors.map((_, index) => vectors.slice(0, index).reduce((sum, [, , { length }]) => sum + length, 0));
  vectors.forEach(([, , values], index) => memory.set(values, starts[index]));
  let asked = '';
  const engine = {
    HEAPF64: memory,
    UTF8ToString: (pointer: number) =>
      (pointer < 100 ? ['', 'noise12', 'my circuit'][pointer] : vectors[pointer - 100]?.[0]) ?? '',
    lengthBytesUTF8: (text: string) => text.length,
    stringToUTF8: (text: string) => void (asked = text),
    _malloc: () => 8,
    _free: () => undefined,
    _ngw_plot: () => 1,
    _ngw_title: () => 2,
    // The newest vector comes first.
    _ngw_first: () => 100 + vectors.indexOf(plots[asked]!.at(-1)!),
    _ngw_next: (at: number) => {
      const own = plots[asked]!;
      const place = own.indexOf(vectors[at - 100]!);
      return place > 0 ? 100 + vectors.indexOf(own[place - 1]!) : 0;
    },
    _ngw_name: (at: number) => at,
    _ngw_type: (at: number) => vectors[at - 100]![1],
    _ngw_is_scale: (at: number) => Number(vectors[at - 100]![0] === 'frequency'),
    _ngw_is_complex: () => 0,
    _ngw_length: (at: number) => vectors[at - 100]![2].length,
    _ngw_values: (at: number) => starts[at - 100]! * Float64Array.BYTES_PER_ELEMENT,
    _ngw_statistic: (which: number) => [100, 20, 3, 50][which] ?? 0,
    _ngw_klu_uses: () => 4,
  } as unknown as EngineModule;
  const result = readResult(engine, {
    analysis: { kind: 'noise', output: 'out', source: 'v1', points: 1, from: 1, to: 100 },
    title: 'my circuit',
    save: ['v(other)'],
    log: 'words',
    messages: { stdout: ['a'], stderr: ['b'] },
    before: { iterations: 10, accepted: 2, rejected: 1, continued: 5, kluFactorisations: 9 },
  });

  test('is the spectrum before the newest plot, whatever is to be saved, and the totals of the newest', () => {
    expect([...result.vectors.keys()]).toEqual(['onoise_spectrum']);
    expect([...result.axis!.values]).toEqual([1, 10, 100]);
    expect([...result.get('ONOISE_spectrum').values]).toEqual([3, 2, 1]);
    expect([...result.totals]).toEqual([
      ['onoise_total', 7],
      ['inoise_total', 8],
    ]);
  });

  test('tells what the run took, not what runs before it did', () => {
    expect(result.statistics).toEqual({
      iterations: 90,
      accepted: 18,
      rejected: 2,
      continued: 45,
      kluFactorisations: 4,
    });
    expect(result).toMatchObject({ analysis: 'noise', title: 'my circuit', log: 'words', messages: { stderr: ['b'] } });
  });

  test('names the vectors there are when another is asked for', () => {
    expect(() => result.get('v(x)')).toThrow('the result has no v(x); it has onoise_spectrum');
    expect(() => result.get('v(x)')).toThrow(expect.objectContaining({ kind: 'missing-vector' }) as Error);
  });
});

test('a run without noise has no totals', () => {
  const names = new Map([
    [1, 'op3'],
    [2, 'my circuit'],
    [4, 'a'],
  ]);
  const engine = {
    HEAPF64: Float64Array.of(5),
    UTF8ToString: (pointer: number) => names.get(pointer) ?? '',
    lengthBytesUTF8: (text: string) => text.length,
    stringToUTF8: () => undefined,
    _malloc: () => 8,
    _free: () => undefined,
    _ngw_plot: () => 1,
    _ngw_title: () => 2,
    _ngw_first: () => 4,
    _ngw_next: () => 0,
    _ngw_name: (at: number) => at,
    _ngw_type: () => 3,
    _ngw_is_scale: () => 1,
    _ngw_is_complex: () => 0,
    _ngw_length: () => 1,
    _ngw_values: () => 0,
    _ngw_statistic: () => 0,
    _ngw_klu_uses: () => 0,
  } as unknown as EngineModule;
  const result = readResult(engine, {
    analysis: { kind: 'op' },
    title: 'my circuit',
    log: '',
    messages: { stdout: [], stderr: [] },
    before: { iterations: 0, accepted: 0, rejected: 0, continued: 0, kluFactorisations: 0 },
  });
  expect([...result.totals]).toEqual([]);
  expect([...result.get('a').values]).toEqual([5]);
});

describe('a result', () => {
  /** An engine with these plots, each of vectors of the same length; the first is its newest. */
  const engine = (plots: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>): EngineModule => {
    const [newest = ''] = Object.keys(plots);
    let asked = newest;
    const names = (): string[] => Object.keys(plots[asked] ?? {});
    const memory = Float64Array.from(Object.values(plots).flatMap((plot) => Object.values(plot).flat()));
    const offset = (name: string): number => {
      const all = Object.entries(plots).flatMap(([plot, vectors]) =>
        Object.entries(vectors).map((entry) => [plot, ...entry] as const),
      );
      const at = all.findIndex(([plot, own]) => plot === asked && own === name);
      return all.slice(0, at).reduce((sum, [, , values]) => sum + values.length, 0);
    };
    const name = (at: number): string => names()[at - 10] ?? '';
    return {
      HEAPF64: memory,
      UTF8ToString: (pointer: number) => (pointer === 1 ? newest : pointer === 2 ? 'my circuit' : name(pointer)),
      lengthBytesUTF8: (text: string) => text.length,
      stringToUTF8: (text: string) => (asked = text),
      _malloc: () => 8,
      _free: () => undefined,
      _ngw_plot: () => 1,
      _ngw_title: () => 2,
      _ngw_first: () => 10,
      _ngw_next: (at: number) => (at + 1 - 10 < names().length ? at + 1 : 0),
      _ngw_name: (at: number) => at,
      _ngw_type: (at: number) => (name(at).includes('(') ? 0 : 3),
      _ngw_is_scale: (at: number) => (name(at) === 'frequency' || name(at) === 'time' ? 1 : 0),
      _ngw_is_complex: () => 0,
      _ngw_length: (at: number) => plots[asked]![name(at)]!.length,
      _ngw_values: (at: number) => offset(name(at)) * Float64Array.BYTES_PER_ELEMENT,
      _ngw_statistic: (which: number) => 10 * (which + 1),
      _ngw_klu_uses: () => 7,
    } as unknown as EngineModule;
  };
  const read = (module: EngineModule, analysis: Analysis) =>
    readResult(module, {
      analysis,
      title: 'my circuit',
      log: 'log',
      messages: { stdout: [], stderr: [] },
      before: { iterations: 1, accepted: 2, rejected: 3, continued: 4, kluFactorisations: 5 },
    });

  test('of a noise analysis is its spectrum, with the totals of the plot that follows it', () => {
    const noise: Analysis = { kind: 'noise', output: 'a', source: 'v1', scale: 'dec', points: 1, from: 1, to: 100 };
    const found = read(
      engine({
        noise12: { onoise_total: [0.5], inoise_total: [0.25], 'av(b)': [1], 'v(b)c': [2] },
        noise11: { frequency: [1, 10, 100], onoise_spectrum: [3, 2, 1] },
      }),
      noise,
    );
    expect([...found.get('v(onoise_spectrum)').values]).toEqual([3, 2, 1]);
    expect([...found.totals]).toEqual([
      ['v(b)c', 2],
      ['av(b)', 1],
      ['inoise_total', 0.25],
      ['onoise_total', 0.5],
    ]);
  });

  test('counts what this run did, without those before', () => {
    const found = read(engine({ tran1: { time: [0, 1, 2, 3], a: [5, 5, 5, 5] } }), TRAN);
    expect(found.statistics).toEqual({
      iterations: 9,
      accepted: 18,
      rejected: 27,
      continued: 36,
      kluFactorisations: 7,
    });
    expect(found.totals.size).toBe(0);
  });

  test('names what it has when it is asked for what it has not, twenty at most', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}`, [1, 1, 1, 1]]));
    const found = read(engine({ tran1: { time: [0, 1, 2, 3], ...many } }), TRAN);
    expect(() => found.get('v(x)')).toThrow(
      `the result has no v(x); it has ${Array.from({ length: 20 }, (_, index) => `v(n${29 - index})`).join(', ')}`,
    );
  });

  test.each(['my_tran1', 'tran', 'tran1x'])('is none of a plot called %s', (name) => {
    expect(verdictOn(() => read(engine({ [name]: { time: [0, 1, 2, 3], a: [1, 1, 1, 1] } }), TRAN))).toBe(
      'no-output: ngspice gave no tran result',
    );
  });
});
