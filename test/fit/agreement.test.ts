import { checkCard, disagreements } from '../../src/fit/agreement.js';
import type { CardBench, SpiceCard } from '../../src/fit/card.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { column } from '../../src/waveform/waveforms.js';

const bench = (ohms: number): CardBench => ({
  name: 'divider',
  circuit: { title: 'card', text: `v1 a 0 0\nr1 a 0 ${ohms}\n` },
  analysis: { kind: 'dc', sweeps: [{ source: 'v1', from: 0, to: 1, step: 0.5 }] },
  save: ['i(v1)'],
  read: (waveforms) => column(waveforms, 'i(v1)').map((value) => -value),
  expected: Float64Array.of(0, 0.5e-3, 1e-3),
  floor: 1e-9,
});
const card = (ohms: number): SpiceCard => ({ format: 'spice', text: '', benches: [bench(ohms)] });

test('a card that says what the fit says passes, one that is 0.2 % off does not', async () => {
  const simulator = createSimulator();
  try {
    const [good, bad] = [await checkCard(card(1000), simulator), await checkCard(card(1002), simulator)];
    expect(disagreements(good)).toEqual([]);
    expect(disagreements(bad)).toEqual([
      expect.stringMatching(
        /^the SPICE card simulated in .* lies 2\.0e-3 from the fit \(limit 0\.001\) on "divider", point 2$/,
      ),
    ]);
  } finally {
    await simulator.dispose();
  }
});

test('a distance that is no number is a disagreement', () => {
  expect(disagreements([{ bench: 'b', engine: 'e', points: 1, worst: NaN, at: 0, limit: 1e-3 }])).toHaveLength(1);
});
