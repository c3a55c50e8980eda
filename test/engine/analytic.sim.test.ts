import { createSimulator } from '../../src/node/engine/registry.js';
import type { Analysis, Circuit, Simulator } from '../../src/engine/simulator.js';
import { interpolate } from '../../src/waveform/interpolate.js';
import { column, type Waveforms } from '../../src/waveform/waveforms.js';
import { describeEachEngine, failureOf } from '../support/engines.js';
import { describeWithNative } from '../support/native.js';

const RC: Circuit = { title: 'rc', text: 'v1 in 0 dc 0 ac 1\nr1 in out 1e3\nc1 out 0 1e-6 ic=1\n' };
const TAU = 1e-3;

async function once(
  simulator: Simulator,
  circuit: Circuit,
  analysis: Analysis,
  save: readonly string[],
): Promise<Waveforms> {
  const session = await simulator.open(circuit);
  return session.run(analysis, { save });
}

describeEachEngine(
  'analytic',
  (simulator) => {
    test('an RC discharges exponentially', async () => {
      const result = await once(
        simulator(),
        RC,
        { kind: 'tran', step: 1e-5, stop: 5e-3, maxStep: 1e-5, useInitialConditions: true },
        ['v(out)', 'i(v1)'],
      );
      expect(result.axis).toMatchObject({ name: 'time', kind: 'time' });
      column(result, 'V(OUT)').forEach((value, index) =>
        expect(Math.abs(value - Math.exp(-result.axis.values[index]! / TAU))).toBeLessThan(1e-3),
      );
      expect(column(result, 'i(v1)')[1]).toBeCloseTo(1e-3, 4);
    });

    test('an operating point has one point, and device currents by their own names', async () => {
      const result = await once(
        simulator(),
        { title: 'divider', text: 'v1 in 0 2\nr1 in out 1e3\nr2 out 0 3e3\n' },
        { kind: 'op' },
        ['v(out)', 'I(v1)', '@r1[i]'],
      );
      expect(result.axis.values).toHaveLength(1);
      expect(column(result, 'v(out)')[0]).toBeCloseTo(1.5, 9);
      expect(column(result, 'i(v1)')[0]).toBeCloseTo(-0.5e-3, 12);
      expect(column(result, '@r1[i]')[0]).toBeCloseTo(0.5e-3, 12);
    });

    test('alterations hold from the next run on', async () => {
      const session = await simulator().open({ title: 'alter', text: 'i_b 0 out\n+ dc 1e-3\nr1 out 0 1e3\n' });
      const at = async (): Promise<number> =>
        column(await session.run({ kind: 'op' }, { save: ['v(out)'] }), 'v(out)')[0]!;
      expect(await at()).toBeCloseTo(1, 9);
      await session.alter([{ instance: 'I_B', parameter: 'dc', value: 2e-3 }]);
      expect(await at()).toBeCloseTo(2, 9);
      await session.alter([{ instance: 'r1', parameter: 'resistance', value: 5e2 }]);
      expect(await at()).toBeCloseTo(1, 9);
      expect((await failureOf(session.alter([{ instance: 'r9', parameter: 'resistance', value: 1 }]))).kind).toBe(
        'unknown-instance',
      );
      expect((await failureOf(session.alter([{ instance: 'xdut.r1', parameter: 'resistance', value: 1 }]))).kind).toBe(
        'unknown-instance',
      );
      await session.close();
      await expect(at()).rejects.toThrow(/closed/);
    });

    test('an alteration inside a subcircuit leaves its siblings alone', async () => {
      const text =
        'v1 in 0 1\nx1 in a outer\nx2 in b outer\n.subckt outer p q\nxi p q inner r=1k\nxj p q inner r = ' +
        '1k\n.ends outer\n.subckt inner p q r=2k\nr1 p q {r}\nr2 q 0\n+ 1k\n.ends\n';
      const session = await simulator().open({ title: 'siblings', text });
      const at = async (): Promise<number[]> => {
        const waveforms = await session.run({ kind: 'op' }, { save: ['v(a)', 'v(b)'] });
        return ['v(a)', 'v(b)'].map((name) => column(waveforms, name)[0]!);
      };
      const expectAt = async (...expected: number[]): Promise<void> =>
        (await at()).forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 9));
      await expectAt(0.5, 0.5);
      await session.alter([{ instance: 'x1.xi.r2', parameter: 'resistance', value: 3e3 }]);
      // Above: two of 1k; below: 3k and 1k.
      await expectAt(750 / 1250, 0.5);
      await session.alter([
        { instance: 'x1.xi.r2', parameter: 'resistance', value: 1e3 },
        { instance: 'x2.xj.r2', parameter: 'resistance', value: 3e3 },
      ]);
      await expectAt(0.5, 750 / 1250);
    });

    test('a user deck runs all its analyses, in its order', async () => {
      const deck =
        'my deck\n.param stop=5m\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nc1 out 0 1u\n.tran 10u ' +
        '{stop}\n.op\n.ac dec 5 1\n+ 10k\n.dc v1 0 1 0.5\n.meas tran x find v(out) at=1m\n.print tran ' +
        'v(out)\n.end\n';
      const results = await simulator().runDeck(deck);
      expect(results.map(({ analysis }) => analysis)).toEqual(['tran', 'op', 'ac', 'dc']);
      expect(results[0]!.waveforms.axis.values.at(-1)).toBeCloseTo(5e-3, 9);
      expect(column(results[1]!.waveforms, 'v(out)')[0]).toBeCloseTo(1, 6);
      expect([...results[3]!.waveforms.columns.keys()].sort()).toEqual(['i(v1)', 'v(in)', 'v(out)']);
    });
  },
  1,
);

describeWithNative('embedded against native', () => {
  const LADDER: Circuit = {
    title: 'ladder',
    text: [
      'v1 n0 0 dc 1 ac 1 pwl(0 0 1e-4 1 5e-3 0.2)',
      ...[1, 2, 3, 4, 5].map((i) => `r${i} n${i - 1} n${i} ${i}e3\nc${i} n${i} 0 ${i}e-8`),
      'l1 n5 0 1',
      '',
    ].join('\n'),
  };
  const ANALYSES: readonly Analysis[] = [
    { kind: 'op' },
    { kind: 'dc', sweeps: [{ source: 'v1', from: -1, to: 1, step: 0.1 }] },
    { kind: 'ac', scale: 'dec', points: 10, from: 1, to: 1e5 },
    { kind: 'tran', step: 1e-5, stop: 5e-3, maxStep: 1e-5 },
  ];

  for (const analysis of ANALYSES) {
    test(`a linear ladder agrees within 1e-6 in .${analysis.kind}`, async () => {
      const [embedded, native] = [createSimulator('embedded', { jobs: 1 }), createSimulator('native', { jobs: 1 })];
      const [a, b] = [
        await once(embedded, LADDER, analysis, ['v(n1)', 'v(n3)', 'i(v1)']),
        await once(native, LADDER, analysis, ['v(n1)', 'v(n3)', 'i(v1)']),
      ];
      await Promise.all([embedded.dispose(), native.dispose()]);
      for (const name of ['v(n1)', 'v(n3)', 'i(v1)']) {
        const reference = column(b, name);
        const values =
          analysis.kind === 'tran' ? interpolate(a.axis.values, column(a, name), b.axis.values) : column(a, name);
        const range = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        values.forEach((value, index) => expect(Math.abs(value - reference[index]!) / range).toBeLessThan(1e-6));
      }
    });
  }
});
