import { fileCache } from '../../src/node/store/cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import type { RuleResult } from '../../src/result/rule.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Spec } from '../../src/spec/types.js';
import { verifySpec } from '../../src/verify/verify.js';
import { describeEachPeer, describeWithNgspiceWasm } from '../support/engines.js';
import { samplesOn } from '../support/samples.js';

const specOf = (variations: string): Spec =>
  parseSpec(
    `rulespice: 1\nname: varied\nrule: { kind: trace, tau: 20 ms }\ncircuit: { trace: { cell: dpi, ` +
      `capacitance: 1 pF } }\nverify: [{ quantity: tau, against: rule, max: 25 % }, { quantity: peak, ` +
      `against: rule, max: 90 % }]\nvariations: { ${variations} }\n`,
    'spec.yaml',
  );

const EVERYTHING = `spread: {
    capacitor: { global: 3 %, local: 0.5 % },
    bias: { global: 5 %, local: 1 %, distribution: uniform },
    process: { nfet: { threshold: 10 mV, beta: 2 % }, pfet: { threshold: 10 mV }, correlation: 0.5 },
    supply: { global: 50 mV },
    temperature: { global: 5 C }
  },
  mismatch: { avt: 2 mV*um }, sampling: sobol, samples: 64, seed: 4`;

describeWithNgspiceWasm('what differs from chip to chip', () => {
  let simulator: Simulator;
  beforeAll(() => {
    simulator = createSimulator('ngspice-wasm', { jobs: 2 });
  });
  afterAll(() => simulator.dispose());

  const verify = (spec: Spec, only = {}): Promise<RuleResult> =>
    verifySpec(spec, { simulator, cache: fileCache() }, { file: 'spec.yaml', folder: '.', only });

  test('sigma(ln tau) by the tolerances of capacitors and references: tau = (C + C_par) U_T / (kappa I)', async () => {
    const report = await verify(
      specOf(
        'spread: { capacitor: { global: 3 % }, bias: { global: 5 %, distribution: uniform } }, sampling: ' +
          'latin-hypercube, samples: 64',
      ),
      { checks: [1] },
    );
    const { sensitivity } = report.yields![0]!;
    const [current, capacitance] = ['current', 'capacitance'].map((wanted) =>
      sensitivity!.devices.find(({ parameter }) => parameter === wanted)!,
    );
    // The capacitor is 1 pF of 1.054 pF (netlists/cells/dpi.cir: 1.669 pA kappa tau / U_T); a uniform factor of 5 % has
    // a sigma of 2.89 %.
    expect(capacitance!.slope).toBeCloseTo(0.949, 2);
    expect(current!.slope).toBeGreaterThan(-1.02);
    expect(current!.slope).toBeLessThan(-0.94);
    const theory = Math.hypot(0.03, 0.05 / Math.sqrt(3));
    expect(Math.abs(sensitivity!.simulated / theory - 1)).toBeLessThan(0.1);
    expect(Math.abs(sensitivity!.predicted / theory - 1)).toBeLessThan(0.1);
    expect(sensitivity!.explained).toBeGreaterThan(0.999);
  }, 120_000);

  test(
    'a common shift of all |Vth| moves no mirror: one of both devices of a pair moves tau less than 2 % of ' +
      'what one alone does',
    async () => {
      const report = await verify(
        specOf('spread: { process: { nfet: { threshold: 20 mV }, pfet: { threshold: 20 mV } } }, samples: 16'),
        { checks: [1] },
      );
      // One device alone moves ln tau by 31 per volt (mismatch.sim.test.ts).
      for (const { slope } of report.yields![0]!.sensitivity!.devices) expect(Math.abs(slope)).toBeLessThan(0.6);
    },
    120_000,
  );

  test('the worst sample runs again alone, with its number: stratified, other supply and temperature', async () => {
    const report = await verify(specOf(EVERYTHING), { checks: [1] });
    const row = report.yields![0]!;
    expect([row.sampling, row.replicates, row.samples, row.unknown]).toEqual(['sobol', 8, 64, 0]);
    const names = new Set(row.sensitivity!.devices.map(({ instance, device }) => `${instance}.${device}`));
    for (const name of ['chip.capacitors', 'chip.references', 'chip.temperature']) expect(names).toContain(name);
    const again = await verify(specOf(EVERYTHING), { checks: [1], sample: row.worst!.sample });
    expect(again.verdicts.map(({ measured, sample }) => [measured, sample?.index])).toEqual([
      [row.worst!.measured, row.worst!.sample],
    ]);
    expect(row.worst!.replay).toContain(`--sample ${row.worst!.sample} --samples 64`);
  }, 120_000);

  const chips = [1, 2, 17];
  describeEachPeer(
    'the same chips, by changed text, within 0.5 %',
    () => samplesOn('ngspice-wasm', specOf(EVERYTHING), chips),
    async (ours, peer) => {
      const theirs = await samplesOn(peer, specOf(EVERYTHING), chips);
      const apart = ours.flatMap(({ measurements }, index) =>
        measurements!.map(({ value }, check) => Math.abs(value! / theirs[index]!.measurements![check]!.value! - 1)),
      );
      expect(apart).toHaveLength(6);
      expect(Math.max(...apart)).toBeLessThan(5e-3);
      expect(new Set(ours.map(({ measurements }) => measurements![0]!.value!.toPrecision(4))).size).toBe(3);
    },
  );

  test('capacitors and references off by a tenth are conditions: measured, modelled, trimmed there', async () => {
    const text =
      'rulespice: 1\nname: corners\nrule: { kind: trace, tau: 20 ms }\ncircuit: { trace: { cell: dpi, ' +
      'capacitance: 1 pF } }\nstimulus: { spikes: { pre: [10 ms, 30 ms, 35 ms], duration: 100 ms } ' +
      '}\nverify: [{ quantity: tau, against: rule, max: 25 % }, { quantity: x, against: model, max: 1.5 % ' +
      '}]\nvariations: { capacitor: [0 %, 10 %], bias: [0 %, 10 %], grid: one-at-a-time }\n';
    const { verdicts } = await verify(parseSpec(text, 'spec.yaml'));
    const tau = verdicts.filter(({ quantity }) => quantity === 'tau').map(({ value }) => value!);
    expect(tau[1]! / tau[0]!).toBeCloseTo(1 + 0.1 * 0.949, 2);
    expect(tau[2]! / tau[0]!).toBeCloseTo(1.1 ** -0.965, 2);
    // The model is calibrated on the circuit as it is there.
    expect(verdicts.filter(({ against, status }) => against === 'model' && status !== 'pass')).toEqual([]);
    expect(verdicts.map(({ conditions }) => [conditions?.capacitor, conditions?.bias])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [0.1, undefined],
      [0.1, undefined],
      [undefined, 0.1],
      [undefined, 0.1],
    ]);
    const trimmed = await verify(
      parseSpec(
        `${text.replace('x, against: model, max: 1.5 %', 'trim, against: model, max: 50 %')}simulation: { ` +
          `trim: true }\n`,
        'spec.yaml',
      ),
    );
    // A closed loop takes the error of the references out, and pays for that of the capacitors with current.
    const moved = trimmed.verdicts.filter(({ quantity }) => quantity === 'trim').map(({ measured }) => measured!);
    expect(
      trimmed.verdicts.filter(({ quantity }) => quantity === 'tau').every(({ measured }) => measured! < 0.005),
    ).toBe(true);
    expect(moved[1]! - moved[0]!).toBeGreaterThan(0.05);
    expect(Math.abs(moved[2]! - moved[0]!)).toBeLessThan(0.01);
  }, 120_000);
});
