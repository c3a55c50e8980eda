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
