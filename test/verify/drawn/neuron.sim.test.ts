import { createSimulator } from '../../../src/node/engine/registry.js';
import type { Simulator } from '../../../src/engine/simulator.js';
import { fileCache } from '../../../src/node/store/cache.js';
import type { RuleResult } from '../../../src/result/rule.js';
import { verifySpec } from '../../../src/verify/verify.js';
import { changed, DrawnProject, NEURON } from '../../support/drawn.js';
import { describeWithNative } from '../../support/native.js';
import { notPassed } from '../../support/verification.js';

/** The neuron of the examples against the one that it was drawn for, and with a designer's mistakes in it. */

const project = new DrawnProject(NEURON);
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator();
});
afterAll(async () => {
  await simulator.dispose();
  project.remove();
});

interface Changes {
  readonly spec?: string;
  readonly netlist?: string;
}

function verified(changes: Changes = {}, engine = simulator): Promise<RuleResult> {
  const spec = project.load(changes);
  return verifySpec(spec, { simulator: engine, cache: fileCache() }, { file: project.spec, folder: project.folder });
}

const wrong = (from: string | RegExp, to: string): Changes => ({ netlist: changed(NEURON.netlist, from, to) });
const said = (from: string | RegExp, to: string): Changes => ({ spec: changed(NEURON.spec, from, to) });

function valueOf({ verdicts }: RuleResult, quantity: string): number {
  return verdicts.find((verdict) => verdict.quantity === quantity)?.value ?? NaN;
}

test('the example passes every check, and its page has the f-I curve and the spike', async () => {
  const report = await verified();
  expect(notPassed(report)).toEqual([]);
  expect(report.findings).toBeUndefined();
  expect(report.figures.map(({ title }) => title)).toEqual([
    'f-I curve',
    'shape of a spike',
    'membrane: current 2.5 nA',
  ]);
  expect(report.figures[0]?.caption).toMatch(/nearest leaky integrate-and-fire neuron: threshold 1\.\d+ nA, tau 16/);
  expect(report.equations).toEqual(['dv/dt = (I / 9.6e-10 A - v) / 0.0175 s', 'v >= 1: spike, v = 0 for 0.0018 s']);
  expect(report.predictions.map(({ property }) => property)).toEqual(['static power', 'largest voltage']);
});

const LEAK = 'M5 mem ITAU VSS VSS skyn_1_8 W=1u L=8u ad=0.3p as=0.3p pd=2.6u ps=2.6u';

/** A mistake, and what has to be said first of the circuit. */
const MISTAKES: readonly (readonly [string, Changes, RegExp])[] = [
  [
    'open: the gate of the leak',
    wrong('M5 mem ITAU', 'M5 mem itau2'),
    /fires \(\d.* Hz\) at 500 pA, where the neuron is silent/,
  ],
  ['open: the gate of the reset', wrong('M14 mem ref', 'M14 mem refx'), /fires once at 1\.3 nA and not again/],
  [
    'open: the leak of the refractory period',
    wrong('M12 ref IREF', 'M12 ref irefx'),
    /fires once at 1\.3 nA and not again/,
  ],
  ['missing: the feedback capacitor', wrong('C2 SPK mem 100f\n', ''), /energy of a spike 1\.8\d? nJ against 180 pJ/],
  ['missing: the refractory capacitor', wrong('C3 ref VSS 200f\n', ''), /refractory period 0 s against 1\.8 ms/],
  [
    'missing: the membrane capacitor',
    wrong('C1 mem VSS 1p\n', ''),
    /time constant of the membrane 2\.\d+ ms against 17\.5 ms/,
  ],
  [
    'polarity: the refractory period follows the spike the wrong way',
    wrong('M15 ref nspk', 'M15 ref SPK'),
    /does not fire at any current up to 12 nA/,
  ],
  [
    'polarity: the output falls',
    said('SPK: spike', 'SPK: { spike: falling }'),
    /the spike output rests at .* beyond its level/,
  ],
  [
    'polarity: the input draws a current',
    said('IIN: input', 'IIN: { input: out }'),
    /does not fire at any current up to 12 nA/,
  ],
  ['W/L by 2: the leak', wrong(LEAK, `${LEAK} m=2`), /threshold current 1\.7\d nA against 960 pA/],
  ['bias: ten times the gain', said('IGAIN: 4 pA', 'IGAIN: 40 pA'), /fires at every current down to 120 pA/],
  ['bias: twice the refractory current', said('IREF: 140 pA', 'IREF: 280 pA'), /refractory period .* against 1\.8 ms/],
];

test.each(MISTAKES)('%s', async (_, changes, finding) => {
  const report = await verified(changes);
  expect(notPassed(report)).not.toEqual([]);
  expect(report.findings?.join('\n')).toMatch(finding);
});

test('a neuron that fires by itself is told so before any current', async () => {
  const report = await verified(wrong('C1 mem VSS 1p', 'C1 mem VSS 1p\nR1 VDD IIN 200meg'));
  expect(report.status).toBe('fail');
  expect(report.findings).toHaveLength(1);
  expect(report.findings?.[0]).toMatch(/fires without input: \d+ spikes in 180 ms/);
});

test('corners, temperature and mismatch are those of any drawn circuit', async () => {
  const checks = /verify:\n(?: .*\n)+/;
  const few = changed(NEURON.spec, checks, 'verify:\n  - { quantity: threshold-current, against: rule, max: 60 % }\n');
  const spec = `${few}variations: { corners: [tt, ss], mismatch: { samples: 4, seed: 1, avt: 1 mV*um } }\n`;
  const report = await verified({ spec });
  expect(report.verdicts.map(({ conditions, metric }) => [conditions?.corner, metric])).toEqual([
    ['tt', 'relative-error'],
    ['ss', 'relative-error'],
    ['tt', 'yield-loss'],
    ['ss', 'yield-loss'],
  ]);
  expect(report.yields?.[0]).toMatchObject({ quantity: 'threshold_current', samples: 4 });
});

describeWithNative('against native ngspice', () => {
  test('two points of the curve and the threshold are the same', async () => {
    const two = ['f-i', 'threshold-current'].map((name) => `  - { quantity: ${name}, against: rule, max: 5 % }\n`);
    const spec = NEURON.spec
      .replace(/currents: .*/, 'currents: [1.6 nA, 5 nA]')
      .replace(/verify:\n(?: .*\n)+/, `verify:\n${two.join('')}`);
    const own = await verified({ spec });
    const native = createSimulator('native');
    try {
      const other = await verified({ spec }, native);
      expect(other.engine.name).not.toBe(own.engine.name);
      for (const quantity of ['f_i', 'threshold_current'])
        expect(valueOf(other, quantity) / valueOf(own, quantity)).toBeCloseTo(1, 2);
      const rates = [own, other].map(
        ({ figures }) => figures[0]?.series.find(({ role }) => role === 'circuit')?.y ?? [],
      );
      rates[0]?.forEach((rate, index) => expect((rates[1]?.[index] ?? NaN) / rate).toBeCloseTo(1, 2));
    } finally {
      await native.dispose();
    }
  });
});
