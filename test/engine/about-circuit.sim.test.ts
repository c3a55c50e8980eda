import { describeEachEngine } from '../support/engines.js';

const DECK = 'an RC\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nr2 out 0 3k\nc1 out 0 1n\n.save v(out),v(in)\n';

describeEachEngine('what is asked about a circuit', (simulator) => {
  const values = async (card: string): Promise<Map<string, number>> => {
    const [result] = await simulator().runDeck(`${DECK}${card}\n.end\n`);
    return new Map([...(result?.waveforms.columns ?? [])].map(([name, one]) => [name, one.values[0]!]));
  };

  test('transfer function and resistances', async () => {
    const found = await values('.tf v(out) v1');
    expect(found.get('transfer_function')).toBeCloseTo(0.75, 9);
    expect(found.get('v1#input_impedance')).toBeCloseTo(4000, 5);
    expect(found.get('output_impedance_at_v(out)')).toBeCloseTo(750, 5);
  });

  test('poles', async () => {
    const found = await values('.pz in 0 out 0 vol pol');
    expect((found.get('pole(1)') ?? NaN) * 750 * 1e-9).toBeCloseTo(-1, 6);
  });

  test('sensitivities, at zero frequency and along a sweep', async () => {
    // d v(out) / d r2 = r1 / (r1 + r2)^2
    expect((await values('.sens v(out)')).get('r2')).toBeCloseTo(1000 / 4000 ** 2, 9);
    const [swept] = await simulator().runDeck(`${DECK}.sens v(out) ac dec 2 1k 100k\n.end\n`);
    expect(swept?.waveforms.axis.name).toBe('frequency');
    expect(swept?.waveforms.axis.values).toHaveLength(5);
  });
});
