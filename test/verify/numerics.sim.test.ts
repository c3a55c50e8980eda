import { fileCache } from '../../src/node/store/cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Session, Simulator } from '../../src/engine/simulator.js';
import type { RuleResult } from '../../src/result/rule.js';
import { parseSpec } from '../../src/load-spec.js';
import { verifySpec } from '../../src/verify/verify.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';
import { describeWithNgspiceWasm } from '../support/engines.js';

const TRACE =
  'rulespice: 1\nname: trace\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, ' +
  'max: 3 % }, { quantity: x, against: model, max: 3 % }]\n';
const SAMPLED =
  `${TRACE.replace('max: 3 %', 'max: 30 %')}variations: { mismatch: { samples: 6, seed: 1, avt: 5 mV*um }, ` +
  `yield: { min: 20 %, confidence: 80 % } }\n`;
const NUMERICS = 'simulation: { numerics: {} }\n';
/** Tolerances that no time step can meet. */
const HARD =
  'simulation: { options: { reltol: 1.0e-11, abstol: 1.0e-25, vntol: 1.0e-18, chgtol: 1.0e-30, itl4: 4 } }\n';

describeWithNgspiceWasm('numerical trust', () => {
  let own: Simulator;
  let other: Simulator;
  beforeAll(() => {
    own = createSimulator('ngspice-wasm', { jobs: 2 });
    other = createSimulator('embedded', { jobs: 2 });
  });
  afterAll(() => Promise.all([own.dispose(), other.dispose()]));

  const verify = (text: string, simulator = own, second: Simulator | undefined = other): Promise<RuleResult> =>
    verifySpec(
      parseSpec(text, 'spec.yaml'),
      { simulator, cache: fileCache(), ...(second ? { second } : {}) },
      { file: 'spec.yaml', folder: '.' },
    );

  test('half the time step and a second engine agree on a trace, nominal and sampled; numbers are kept', async () => {
    const { verdicts, yields } = await verify(SAMPLED + NUMERICS);
    expect(verdicts.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass']);
    for (const { measured = NaN, numerics = [], replay } of verdicts.slice(0, 2)) {
      expect(numerics.map(({ name }) => name)).toEqual([
        'half the time step',
        expect.stringMatching(/^eecircuit-engine /),
      ]);
      for (const again of numerics) expect(Math.abs((again.measured ?? NaN) - measured)).toBeLessThan(0.003);
      // Measured anew, not copied.
      expect(numerics[0]?.measured).not.toBe(measured);
      expect(replay).toContain(' --check-numerics');
    }
    expect(yields?.[0]).toMatchObject({ unknown: 0 });
  });

  test('a second engine that gives another time constant takes back every verdict, samples included', async () => {
    const { status, verdicts, yields } = await verify(SAMPLED + NUMERICS, own, withTransients(other, slower));
    expect(status).not.toBe('pass');
    expect(verdicts[0]).toMatchObject({
      status: 'not-checked',
      reason: expect.stringMatching(/^numerics: .*eecircuit-engine/) as string,
    });
    expect(verdicts[0]?.measured).toBeUndefined();
    expect(yields?.[0]).toMatchObject({ passed: 0, unknown: yields?.[0]?.samples });
    expect(verdicts[2]?.status).not.toBe('pass');
  });

  test('a result that depends on the time step is not checked', async () => {
    let longest = 0;
    const coarse = withTransients(own, (waveforms, maxStep) => {
      longest = Math.max(longest, maxStep);
      return maxStep < 0.6 * longest ? slower(waveforms) : waveforms;
    });
    const { verdicts } = await verify(TRACE + NUMERICS, coarse);
    expect(verdicts[0]).toMatchObject({
      status: 'not-checked',
      reason: expect.stringMatching(/^numerics: .*half the time step gives/) as string,
    });
  });

  test('an engine is no second opinion on itself, and none is none', async () => {
    await expect(verify(TRACE + NUMERICS, own, own)).rejects.toThrow(/agree with itself/);
    await expect(
      verifySpec(
        parseSpec(TRACE + NUMERICS, 'spec.yaml'),
        { simulator: own, cache: fileCache() },
        { file: 'spec.yaml', folder: '.' },
      ),
    ).rejects.toThrow(/second engine/);
  });

  test('what does not converge is recovered on the ladder and says so, nominal and in every sample', async () => {
    const report = await verify(SAMPLED.replace(', { quantity: x, against: model, max: 3 % }', '') + HARD);
    expect(report.verdicts[0]).toMatchObject({
      status: 'pass',
      recovered: expect.stringContaining('method=gear') as string,
    });
    expect(report.yields?.[0]?.recovered).toHaveLength(report.yields?.[0]?.samples ?? NaN);
    expect(report.warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^recovered: tau vs rule at tt, 27 C, 1.8 V converged only with method=gear/),
        expect.stringMatching(/^recovered: \d+ samples of tau/),
      ]),
    );
    // The same circuit with tolerances that can be met.
    const plain = await verify(TRACE);
    expect(report.verdicts[0]?.value).toBeCloseTo(plain.verdicts[0]?.value ?? NaN, 4);
  });
});

function slower(waveforms: Waveforms): Waveforms {
  const x = waveforms.columns.get('i(v_x_iout)');
  if (!x) throw new Error(`no trace among ${[...waveforms.columns.keys()].join(', ')}`);
  const peak = Math.max(...x.values);
  return {
    ...waveforms,
    columns: new Map([
      ...waveforms.columns,
      ['i(v_x_iout)', { ...x, values: x.values.map((value) => peak * Math.max(value / peak, 1e-9) ** 0.95) }],
    ]),
  };
}

/** A simulator whose transients are distorted. */
function withTransients(
  simulator: Simulator,
  distort: (waveforms: Waveforms, maxStep: number) => Waveforms,
): Simulator {
  return {
    capabilities: simulator.capabilities,
    info: () => simulator.info(),
    runDeck: (deck, options) => simulator.runDeck(deck, options),
    dispose: () => simulator.dispose(),
    open: async (circuit): Promise<Session> => {
      const session = await simulator.open(circuit);
      return {
        run: async (analysis, options) => {
          const waveforms = await session.run(analysis, options);
          return analysis.kind === 'tran' ? distort(waveforms, analysis.maxStep) : waveforms;
        },
        alter: (changes) => session.alter(changes),
        close: () => session.close(),
      };
    },
  };
}
