import { fileCache } from '../../../src/node/store/cache.js';
import { createSimulator } from '../../../src/node/engine/registry.js';
import type { Simulator } from '../../../src/engine/simulator.js';
import type { RuleResult } from '../../../src/result/rule.js';
import { verifySpec } from '../../../src/verify/verify.js';
import { changed, DrawnProject, EXAMPLE, NETLIST } from '../../support/drawn.js';
import { notPassed } from '../../support/verification.js';

/** Mistakes of designers, planted into the example of a drawn circuit: none may pass. */

const project = new DrawnProject();
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator();
});
afterAll(async () => {
  await simulator.dispose();
  project.remove();
});

function verified(changes: { readonly spec?: string; readonly netlist?: string } = {}): Promise<RuleResult> {
  const spec = project.load(changes);
  return verifySpec(spec, { simulator, cache: fileCache() }, { file: project.spec, folder: project.folder });
}

const wrong = (from: string | RegExp, to: string): { netlist: string } => ({ netlist: changed(NETLIST, from, to) });
const both = (first: [string, string], second: [string, string]): { netlist: string } => ({
  netlist: changed(changed(NETLIST, ...first), ...second),
});

test('the example itself passes every check', async () => {
  const report = await verified();
  expect(notPassed(report)).toEqual([]);
  expect(report.findings).toBeUndefined();
  const told = (property: string) => report.predictions.find((row) => row.property === property);
  expect(told('static power')).toMatchObject({ unit: 'W', note: expect.stringContaining('at rest') as string });
  expect(told('static power')!.value).toBeGreaterThan(1e-8);
  expect(told('largest voltage')).toMatchObject({ unit: 'V' });
  expect(told('largest voltage')!.value).toBeGreaterThanOrEqual(1.8);
});

const MISTAKES: readonly (readonly [string, { readonly spec?: string; readonly netlist?: string }])[] = [
  [
    'open: gate and drain of the set diode of potentiation not joined',
    both(['M3 tset tset', 'M3 tset tgate'], ['M4 tset', 'M4 tgate']),
  ],
  ['open: the set diode of depression', both(['M9 dset dset', 'M9 dset dgate'], ['M10 dset', 'M10 dgate'])],
  ['open: drain of the switch of depression', wrong('M10 dset POST', 'M10 dopen POST')],
  ['open: the branch of potentiation from the weight', wrong('M2 WGT', 'M2 wopen')],
  ['open: the branch of depression from the weight', wrong('M8 WGT', 'M8 wopen')],
  ['open: source of the leak of depression', wrong('M12 td BTD VSS', 'M12 td BTD sopen')],
  ['short: trace of potentiation to the supply', wrong('C1 tp VDD 100f', 'C1 tp VDD 100f\nR1 tp VDD 10')],
  ['short: trace of depression to ground', wrong('C2 td VSS 100f', 'C2 td VSS 100f\nR1 td VSS 10')],
  ['short: both plates of the weight capacitor', wrong('C3 WGT VSS 1.5p', 'C3 WGT VSS 1.5p\nR1 WGT VSS 10k')],
  ['short: the weight to the branch of depression', wrong('C3 WGT VSS 1.5p', 'C3 WGT VSS 1.5p\nR1 WGT dn 10')],
  ['swapped: gate and drain of the output of depression', wrong('M7 dn td', 'M7 td dn')],
  ['swapped: the complements', both(['M2 WGT POSTB', 'M2 WGT PREB'], ['M4 tset PREB', 'M4 tset POSTB'])],
  ['swapped: the events of depression', both(['M8 WGT PRE', 'M8 WGT POST'], ['M10 dset POST', 'M10 dset PRE'])],
  ['swapped: gate and source of the set current of depression', wrong('M11 dset BDEP VDD', 'M11 dset VDD BDEP')],
  ['swapped: biases of both leaks', both(['M6 tp BTP', 'M6 tp BTD'], ['M12 td BTD', 'M12 td BTP'])],
  ['polarity: an event where its complement belongs', wrong('M2 WGT POSTB', 'M2 WGT POST')],
  ['polarity: the leak of potentiation as nFET', wrong('M6 tp BTP VDD VDD skyp_1_2', 'M6 tp BTP VDD VSS skyn_1_2')],
  ['polarity: the output of potentiation as nFET', wrong('M1 up tp VDD VDD skyp_1_2', 'M1 up tp VDD VSS skyn_1_2')],
  ['polarity: the range of the weight upside down', { spec: changed(EXAMPLE, '[0.3 V, 1.5 V]', '[1.5 V, 0.3 V]') }],
  ['bias: set current of potentiation, 20 mV', { spec: changed(EXAMPLE, 'BPOT: 0.68', 'BPOT: 0.70') }],
  ['bias: leak of potentiation, 10 mV', { spec: changed(EXAMPLE, 'BTP: 1.05', 'BTP: 1.06') }],
  ['bias: set current of depression, 10 mV', { spec: changed(EXAMPLE, 'BDEP: 0.795', 'BDEP: 0.785') }],
  ['bias: leak of depression, 10 mV', { spec: changed(EXAMPLE, 'BTD: 0.43', 'BTD: 0.44') }],
  ['bias: missing, its port to ground', { spec: changed(EXAMPLE, 'BDEP: 0.795 V', 'BDEP: ground') }],
  ['bulk: that of a pFET to ground', wrong('M1 up tp VDD VDD', 'M1 up tp VDD VSS')],
  ['bulk: that of an nFET to the supply', wrong('M7 dn td VSS VSS', 'M7 dn td VSS VDD')],
  ['size: output of potentiation, W times two', wrong(/^(M1 .*)W=1u/m, '$1W=2u')],
  ['size: output of depression, W times two', wrong(/^(M7 .*)W=1u/m, '$1W=2u')],
  ['size: set current of potentiation, L halved', wrong(/^(M5 .*)L=8u/m, '$1L=4u')],
  ['size: leak of potentiation, W times two', wrong(/^(M6 .*)W=1u/m, '$1W=2u')],
  ['size: leak of depression, L halved', wrong(/^(M12 .*)L=8u/m, '$1L=4u')],
  ['capacitor: none on the trace of potentiation', wrong('C1 tp VDD 100f\n', '')],
  ['capacitor: none on the trace of depression', wrong('C2 td VSS 100f\n', '')],
  ['capacitor: none on the weight', wrong('C3 WGT VSS 1.5p\n', '')],
  ['capacitor: a trace, 1.2 times', wrong('C2 td VSS 100f', 'C2 td VSS 120f')],
  ['capacitor: the weight, 1.2 times', wrong('C3 WGT VSS 1.5p', 'C3 WGT VSS 1.8p')],
  ['coupling: an event to the weight', wrong('C3 WGT VSS 1.5p', 'C3 WGT VSS 1.5p\nC4 WGT PRE 20f\nR4 WGT VSS 10g')],
  ['leak: the weight through 100 megohms', wrong('C3 WGT VSS 1.5p', 'C3 WGT VSS 1.5p\nR1 WGT VSS 100meg')],
];

test.each(MISTAKES)('%s', async (_, changes) => {
  const report = await verified(changes);
  expect(notPassed(report)).not.toEqual([]);
  expect(report.status).not.toBe('pass');
});

test('what a circuit does not do at all is said first, in volts', async () => {
  const open = await verified(MISTAKES[0]![1]);
  expect(open.findings?.[0]).toMatch(
    /^tt, 27 C, 1\.8 V: no potentiation: the weight moves by at most \S+ [um]V at any dt > 0, and by \S+ [um]V by /,
  );
  const leaking = await verified(MISTAKES.at(-1)![1]);
  expect(leaking.findings).toEqual([
    expect.stringMatching(/^tt, 27 C, 1\.8 V: the weight is not held: without any event it moves by -\S+ mV in 51 us/),
  ]);
});
