import type { Analysis, Simulator } from '../../src/engine/simulator.js';
import { column, type Waveforms } from '../../src/waveform/waveforms.js';
import { describeEachEngine } from '../support/engines.js';

/*
 * Every engine against the exact answer; so any two engines agree within the sum of their errors. Where no integration
 * over time takes part the answer is exact but for rounding: 1e-9. A transient has the error of the trapezoidal rule,
 * which the step sets: h^2 / 12 tau^2 per tau, here 1e-2^2 / 12 = 8e-6 of the final value.
 */
const EXACT = 1e-9;
const TRAPEZOIDAL = 1e-5;
const TAU = 1e-3;
const BOLTZMANN = 1.380649e-23;
const OPTIONS = '.options gmin=1e-18 abstol=1e-16 vntol=1e-9 reltol=1e-6\n';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly vector: string;
  readonly tolerance: number;
  /** Exact value for a point of the axis; a complex one as [real, imaginary]. */
  readonly exact: (at: number, index: number) => number | readonly [number, number];
}

const pole = (frequency: number): readonly [number, number] => {
  const x = 2 * Math.PI * frequency * TAU;
  return [1 / (1 + x * x), -x / (1 + x * x)];
};

const CASES: readonly Case[] = [
  {
    name: 'divider, op',
    text: 'v1 in 0 2\nr1 in out 1e3\nr2 out 0 3e3\n',
    analysis: { kind: 'op' },
    vector: 'v(out)',
    tolerance: EXACT,
    exact: () => 1.5,
  },
  {
    name: 'divider, dc',
    text: 'v1 in 0 0\nr1 in out 1e3\nr2 out 0 3e3\n',
    analysis: { kind: 'dc', sweeps: [{ source: 'v1', from: -1, to: 1, step: 0.125 }] },
    vector: 'v(out)',
    tolerance: EXACT,
    exact: (at) => 0.75 * at,
  },
  {
    name: 'adder, nested dc',
    text: 'v1 1 0 0\nv2 3 0 0\nr1 1 2 1e3\nr2 2 3 1e3\n',
    vector: 'v(2)',
    tolerance: EXACT,
    analysis: {
      kind: 'dc',
      sweeps: [
        { source: 'v1', from: 0, to: 1, step: 0.25 },
        { source: 'v2', from: 0, to: 1, step: 0.5 },
      ],
    },
    exact: (at, index) => (at + Math.floor(index / 5) * 0.5) / 2,
  },
  {
    name: 'low pass, ac dec',
    text: 'v1 in 0 ac 1\nr1 in out 1e3\nc1 out 0 1e-6\n',
    analysis: { kind: 'ac', scale: 'dec', points: 10, from: 1, to: 1e6 },
    vector: 'v(out)',
    tolerance: EXACT,
    exact: pole,
  },
  {
    name: 'low pass, ac oct',
    text: 'v1 in 0 ac 1\nr1 in out 1e3\nc1 out 0 1e-6\n',
    analysis: { kind: 'ac', scale: 'oct', points: 3, from: 1, to: 1024 },
    vector: 'v(out)',
    tolerance: EXACT,
    exact: pole,
  },
  {
    name: 'series resonance, ac lin',
    text: 'v1 in 0 ac 1\nr1 in a 10\nl1 a b 1e-3\nc1 b 0 1e-6\n',
    analysis: { kind: 'ac', scale: 'lin', points: 50, from: 1e3, to: 1e4 },
    vector: 'i(v1)',
    tolerance: EXACT,
    exact: (frequency) => {
      const [r, x] = [10, 2 * Math.PI * frequency * 1e-3 - 1 / (2 * Math.PI * frequency * 1e-6)];
      return [-r / (r * r + x * x), x / (r * r + x * x)];
    },
  },
  // ngspice's Boltzmann constant differs from today's by up to 2e-6, between versions too.
  {
    name: 'resistor, noise',
    text: 'v1 in 0 ac 1\nr1 in out 1e3\nr2 out 0 1e3\n',
    analysis: { kind: 'noise', output: 'out', source: 'v1', points: 5, from: 1, to: 1e3 },
    vector: 'onoise_spectrum',
    tolerance: 5e-6,
    exact: () => Math.sqrt(4 * BOLTZMANN * 300.15 * 500),
  },
  {
    name: 'RC discharge, tran',
    text: 'r1 out 0 1e3\nc1 out 0 1e-6 ic=1\n',
    analysis: { kind: 'tran', step: 1e-5, stop: 5e-3, maxStep: 1e-5, useInitialConditions: true },
    vector: 'v(out)',
    tolerance: TRAPEZOIDAL,
    exact: (time) => Math.exp(-time / TAU),
  },
];

async function once(simulator: Simulator, { text, analysis, vector }: Case): Promise<Waveforms> {
  const session = await simulator.open({ title: 'conformance', text: text + OPTIONS });
  try {
    return await session.run(analysis, { save: [vector] });
  } finally {
    await session.close();
  }
}

/** Largest deviation from the exact answer, over its largest value. */
function deviation(result: Waveforms, { vector, exact }: Case): number {
  const real = column(result, vector);
  const imaginary = result.columns.get(vector)?.imaginary;
  let [worst, range] = [0, 0];
  result.axis.values.forEach((at, index) => {
    const wanted = exact(at, index);
    const [re, im] = typeof wanted === 'number' ? [wanted, 0] : wanted;
    worst = Math.max(worst, Math.hypot(real[index]! - re, (imaginary?.[index] ?? 0) - im));
    range = Math.max(range, Math.hypot(re, im));
  });
  return worst / range;
}

describeEachEngine(
  'conformance: linear circuits against the exact answer',
  (simulator) => {
    test.each(CASES)('$name', async (subject) => {
      const result = await once(simulator(), subject);
      expect(result.axis.values.length).toBeGreaterThan(0);
      expect(deviation(result, subject)).toBeLessThan(subject.tolerance);
    });

    test('hundreds of runs in one engine give the same and keep it usable', async () => {
      const session = await simulator().open({
        title: 'many',
        text: `v1 in 0 dc 1 ac 1 pulse(0 1 0 1e-9 1e-9 1 2)\nr1 in out 1e3\nc1 out 0 1e-6\n${OPTIONS}`,
      });
      const analysis: Analysis = { kind: 'tran', step: 1e-5, stop: 1e-3, maxStep: 1e-5 };
      const first = await session.run(analysis, { save: ['v(out)'] });
      const runs = simulator().capabilities.inPlaceParameters ? 500 : 20;
      for (let index = 1; index < runs; index += 1)
        expect((await session.run(analysis, { save: ['v(out)'] })).columns).toEqual(first.columns);
    });
  },
  1,
);
