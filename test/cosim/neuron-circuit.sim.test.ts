import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosimulate, type CosimReport } from '../../src/cosim/cosim.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { loadSpec } from '../../src/load-spec.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { fileCache } from '../../src/node/store/cache.js';
import { changed, NEURON } from '../support/drawn.js';
import { describeVerdict } from '../support/verification.js';

/** The neuron circuit of the examples in one deck with the synapses. */

const SPEC = readFileSync('examples/drawn/cosim-neuron.yaml', 'utf8');
let simulator: Simulator;
let folder = '';
beforeAll(() => {
  simulator = createSimulator('ngspice-wasm');
  folder = mkdtempSync(join(tmpdir(), 'rulespice-network-'));
  cpSync(join('examples', 'drawn'), folder, { recursive: true });
});
afterAll(async () => {
  await simulator.dispose();
  rmSync(folder, { recursive: true });
});

function run({ spec = SPEC, netlist = NEURON.netlist } = {}): Promise<CosimReport> {
  const file = join(folder, 'spec.yaml');
  writeFileSync(file, spec);
  writeFileSync(join(folder, NEURON.file), netlist);
  return cosimulate(loadSpec(file), { simulator, cache: fileCache() }, { file });
}

/** Shorter, untrimmed, against the rule alone: what a defect has to get past. */
const short = SPEC.replace('duration: 0.5 s', 'duration: 0.2 s')
  .replace('trim: true', 'trim: false')
  .replace(/^.*against: model.*\n/m, '')
  .replace(/^.*quantity: w, .*\n/m, '');

test('the example: as many spikes as with behavioural neurons, and as early as said', async () => {
  const result = await run();
  expect(result.report.verdicts.map(describeVerdict).filter((line) => !line.includes(': pass'))).toEqual([]);
  expect(result.report.notes).toEqual(['circuits of lif_neuron.spice: neurons out; 930 pA reaches the threshold']);
  const { circuit, model } = result.roads;
  expect(circuit?.spikes[2]).toHaveLength(model?.spikes[2]?.length ?? NaN);
  expect(circuit?.spikes.slice(0, 2)).toEqual(model?.spikes.slice(0, 2));
});

test('the short run passes; with four times the refractory period it fails; an open gate is an error', async () => {
  const statuses = async (netlist: string): Promise<string[]> =>
    (await run({ spec: short, netlist })).report.verdicts.map(({ status }) => status);
  expect(await statuses(NEURON.netlist)).toEqual(['pass']);
  expect(await statuses(changed(NEURON.netlist, 'C3 ref VSS 200f', 'C3 ref VSS 800f'))).toEqual(['fail']);
  expect(await statuses(changed(NEURON.netlist, 'M14 mem ref', 'M14 mem refx'))).toEqual(['error']);
});

test.each([
  [
    'netlist: lif_neuron.spice',
    'netlist: other.spice',
    /network\.neuron\.dut\.netlist: there is no file ".*other\.spice"/,
  ],
  ['    current: 0.93 nA ', '    # ', /network\.neuron\.dut: needs the current at which it just reaches the threshold/],
  ['SPK: spike', 'SPK: output', /network\.neuron\.dut\.ports: no port is the spike of the neuron/],
  ['        IREF: 65 pA\n', '', /\.dut\.ports: what iref of subcircuit lif_neuron \(.*:6\) is, is not said/],
] as const)('%s -> %s', async (from, to, message) => {
  await expect((async () => run({ spec: changed(SPEC, from, to) }))()).rejects.toThrow(message);
});
