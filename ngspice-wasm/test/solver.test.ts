import { createNgspice, type Ngspice } from '../src/index.js';
import { last, RC, STEP } from './support.js';

/** A resistive array with line resistance: about 2 n² unknowns. */
function crossbar(n: number): string {
  const lines = ['crossbar'];
  for (let row = 0; row < n; row += 1) {
    lines.push(`v${row} r${row}_0 0 ${0.1 + (row % 7) * 0.1}`);
    for (let column = 0; column < n; column += 1) {
      lines.push(`rw${row}_${column} r${row}_${column} r${row}_${column + 1} 2`);
      lines.push(
        `rc${row}_${column} r${row}_${column + 1} c${row}_${column} ${1e4 + ((row * 31 + column * 17) % 97) * 1e3}`,
      );
      lines.push(`rb${row}_${column} c${row}_${column} ${row + 1 < n ? `c${row + 1}_${column}` : `o${column}`} 2`);
    }
  }
  for (let column = 0; column < n; column += 1) lines.push(`ro${column} o${column} 0 10`);
  return `${lines.join('\n')}\n.end\n`;
}

describe('Sparse and KLU', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });

  test('give the same answer on a 24x24 array, and auto takes KLU', async () => {
    await ngspice.load(crossbar(24));
    const [sparse, klu, auto] = (['sparse', 'klu', 'auto'] as const).map((solver) => {
      ngspice.setSolver(solver);
      return ngspice.run({ kind: 'op' });
    });
    expect(sparse!.statistics.kluFactorisations).toBe(0);
    expect(klu!.statistics.kluFactorisations).toBeGreaterThan(0);
    expect(auto!.statistics.kluFactorisations).toBeGreaterThan(0);
    for (const [name, { values }] of sparse!.vectors) {
      for (const other of [klu!, auto!])
        expect(Math.abs(last(other, name) - values[0]!)).toBeLessThan(1e-9 * Math.abs(values[0]!) + 1e-15);
    }
  });

  test('auto takes Sparse for a small circuit', async () => {
    await ngspice.load(RC);
    ngspice.setSolver('auto');
    expect(ngspice.run(STEP).statistics.kluFactorisations).toBe(0);
  });

  test('KLU in every analysis of one session, with ac between: contexts do not mix', async () => {
    const results = [];
    for (const solver of ['sparse', 'klu'] as const) {
      await ngspice.load(`${RC.replace('.end\n', '')}d1 out 0 dm\n.model dm d is=1e-14 cjo=1p\n.end\n`);
      ngspice.setSolver(solver);
      ngspice.run({ kind: 'op' });
      const ac = ngspice.run({ kind: 'ac', scale: 'dec', points: 5, from: 1, to: 1e4 });
      const noise = ngspice.run({ kind: 'noise', output: 'v(out)', source: 'v1', points: 5, from: 1, to: 1e3 });
      results.push({
        ac: ac.get('v(out)').imaginary!,
        noise: noise.get('onoise_spectrum').values,
        tran: last(ngspice.run(STEP), 'v(out)'),
      });
    }
    const [sparse, klu] = results;
    expect(klu!.tran).toBeCloseTo(sparse!.tran, 9);
    klu!.ac.forEach((value, index) => expect(value).toBeCloseTo(sparse!.ac[index]!, 9));
    klu!.noise.forEach((value, index) => expect(Math.abs(value / sparse!.noise[index]! - 1)).toBeLessThan(1e-6));
  });

  test('a singular matrix has the same error from KLU', async () => {
    await ngspice.load('loop\nv1 1 0 1\nv2 1 0 2\nr1 1 0 1k\n.end\n');
    ngspice.setSolver('klu');
    expect(() => ngspice.run({ kind: 'op' })).toThrow(/singular at node "v[12]#branch"/);
    ngspice.setSolver('auto');
  });
});
