import { calibrate } from '../../../src/calibrate/calibrate.js';
import { fileCache } from '../../../src/node/store/cache.js';
import { compile } from '../../../src/compile.js';
import { createSimulator } from '../../../src/node/engine/registry.js';
import type { Simulator } from '../../../src/engine/simulator.js';
import type { NoiseCoefficients } from '../../../src/nonideality/transistor-noise.js';
import type { SpecReport } from '../../../src/report/types.js';
import { parseSpec } from '../../../src/load-spec.js';
import { expandExperiments } from '../../../src/stimulus/experiments.js';
import {
  drawNoise,
  noiseRig,
  prepareNoise,
  runNoisyCircuit,
  runNoisyModel,
  silent,
  type NoiseRig,
} from '../../../src/verify/noise/runs.js';
import { readingOf } from '../../../src/verify/noise/reading.js';
import { describeWithNgspiceWasm } from '../../support/engines.js';
import { describeVerdict, verifyText } from '../../support/verification.js';

const TRACE = 'name: noise\nrule: { kind: trace, tau: 20 ms }\ncircuit: { trace: { cell: dpi, capacitance: 1 pF } }\n';
const THERMAL: NoiseCoefficients = { thermal: true, traps: [] };
const rms = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describeWithNgspiceWasm('noise', () => {
  let simulator: Simulator;
  beforeAll(() => {
    simulator = createSimulator('ngspice-wasm', { jobs: 2 });
  });
  afterAll(() => simulator.dispose());

  /** Deviations of a DPI trace one time constant after its event, by the same draws on both roads. */
  async function deviations(
    coefficients: NoiseCoefficients,
    runs: number,
    change: (rig: NoiseRig) => NoiseRig = (rig) => rig,
  ): Promise<{ circuit: number[]; model: number[] }> {
    const spec = parseSpec(
      `rulespice: 1\n${TRACE}verify: [{ quantity: tau, against: model, max: 5 % }]\n`,
      'spec.yaml',
    );
    const tools = { simulator, cache: fileCache() };
    const compiled = await compile(spec, tools);
    const bench = { dut: compiled.dut, process: compiled.process, conditions: compiled.conditions, options: {} };
    const experiment = expandExperiments(spec, { folder: '.' }).find(({ name }) => name === 'impulse')!;
    const rig = await noiseRig(compiled, bench, tools, await calibrate(bench, simulator));
    const prepared = await prepareNoise(rig, experiment, tools);
    const { value } = readingOf(compiled.rule, 'x', experiment);
    const quiet = { circuit: value(prepared.quiet), model: value(runNoisyModel(rig, prepared, silent(prepared))) };
    const result = { circuit: [] as number[], model: [] as number[] };
    for (let run = 1; run <= runs; run++) {
      const noise = drawNoise(prepared, coefficients, 1, run);
      result.circuit.push(value(await runNoisyCircuit(change(rig), prepared, noise, tools)) - quiet.circuit);
      result.model.push(value(runNoisyModel(rig, prepared, noise)) - quiet.model);
    }
    return result;
  }

  const apart = ({ circuit, model }: { circuit: readonly number[]; model: readonly number[] }): number =>
    rms(circuit.map((value, index) => value - model[index]!)) / rms(circuit);

  test('thermal noise moves circuit and model alike, draw by draw', async () => {
    const { circuit, model } = await deviations(THERMAL, 8);
    // 20 pA units: the output transistor's shot noise, averaged over 2 ms, is 0.2 % of a trace of 1/e, the decay
    // transistor's as much.
    expect(rms(circuit)).toBeGreaterThan(2e-4);
    expect(rms(circuit)).toBeLessThan(5e-3);
    // Each transistor alone agrees within 2 %, but for noise before the event: at rest the node floats on its leakages.
    expect(apart({ circuit, model })).toBeLessThan(0.1);
  });

  test('planted defect: a source turned round in the netlist is seen', async () => {
    const turned = (rig: NoiseRig): NoiseRig => ({
      ...rig,
      channels: new Map(
        [...rig.channels].map(([path, { instance, from, to }]) => [path, { instance, from: to, to: from }]),
      ),
    });
    expect(apart(await deviations(THERMAL, 4, turned))).toBeGreaterThan(1.5);
  });

  test('a trap in the decay transistor slows the trace on both roads', async () => {
    const trap = { transistor: 'x.mtau', amplitude: 0.2, capture: 10e-3, emission: 1 };
    const { circuit, model } = await deviations({ thermal: false, traps: [trap] }, 6);
    // A trap that stays occupied takes 20 % of the decay current.
    expect(Math.max(...circuit)).toBeGreaterThan(0.005);
    expect(Math.min(...circuit)).toBeGreaterThan(-1e-4);
    expect(apart({ circuit, model })).toBeLessThan(0.05);
  });

  const verify = (checks: string, noise: string): Promise<SpecReport> =>
    verifyText(`${TRACE}verify: [${checks}]\nvariations: { noise: { ${noise} } }\n`, simulator);
  const spread = (against: string, max: string): string =>
    `{ quantity: x, against: ${against}, metric: spread, max: ${max}, stimulus: impulse }`;

  test('verify: a spread passes, fails, and is not checked in between; the row says what was read', async () => {
    const report = await verify(
      [spread('rule', '20 %'), spread('rule', '0.1 %'), spread('model', '10 %')].join(', '),
      'runs: 8',
    );
    expect(report.verdicts.map(describeVerdict).map((text) => text.replace(/ [\d.]+ % of.*/, ''))).toEqual([
      'x against rule at tt 27 C: pass',
      'x against rule at tt 27 C: fail',
      'x against model at tt 27 C: pass',
    ]);
    const [row] = report.noise!;
    expect(report.noise).toHaveLength(1);
    expect(row).toMatchObject({ quantity: 'x', runs: 8, seed: 1 });
    const share = row!.sigma / row!.signal;
    const between = await verify(spread('rule', `${(100 * share).toFixed(4)} %`), 'runs: 8');
    expect(between.verdicts.map(({ status, reason }) => [status, reason?.includes('too few runs')])).toEqual([
      ['not-checked', true],
    ]);
    expect(between.status).toBe('not-checked');
  });

  test('verify: a trap in a transistor that is not there is an error with the names', async () => {
    await expect(
      verify(
        spread('rule', '20 %'),
        'runs: 5, traps: [{ transistor: x.mtao, amplitude: 10 %, capture: 1 ms, emission: 1 ms }]',
      ),
    ).rejects.toThrow(/no transistor "x.mtao"; did you mean "x.mtau"\?.*x\.mout/);
  });
});
