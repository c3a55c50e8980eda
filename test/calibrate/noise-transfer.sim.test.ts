import { designOf } from '../../src/netlist/dut.js';
import { gainOf, noiseTransfers, type NoiseTransfers, type Transfer } from '../../src/calibrate/noise-transfer.js';
import { sweepRanges } from '../../src/calibrate/ranges.js';
import { calibrationRig, type Rig } from '../../src/calibrate/rig.js';
import { fileCache } from '../../src/node/store/cache.js';
import { compile } from '../../src/compile.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { channelsOf, type ChannelEnds } from '../../src/netlist/noise-sources.js';
import type { Bench } from '../../src/netlist/testbench.js';
import { parseSpec } from '../../src/load-spec.js';
import { describeWithNgspiceWasm } from '../support/engines.js';

const SPEC = `rulespice: 1
name: noise-transfer
rule:
  kind: three-factor
  dependence: additive
  potentiation: { amplitude: 0.2, tau: 20 ms }
  depression: { amplitude: 0.2, tau: 20 ms }
  eligibility: { tau: 500 ms }
  reward: { amplitude: 0.2 }
circuit: { pulse: 1 ms, trace: { current: 30 pA }, weight: { range: [0.8 V, 1.3 V] } }
stimulus: { spikes: { pre: [10 ms], post: [15 ms], duration: 100 ms }, reward: { times: [50 ms] } }
verify: [{ quantity: w, against: model, max: 5 %, stimulus: spikes }]
`;

describeWithNgspiceWasm('noise transfers of a three-factor circuit', () => {
  let simulator: Simulator;
  let bench: Bench;
  let channels: ReadonlyMap<string, ChannelEnds>;
  let rig: Rig;
  let transfers: NoiseTransfers;
  let rest: number;
  beforeAll(async () => {
    simulator = createSimulator('ngspice-wasm', { jobs: 2 });
    const compiled = await compile(parseSpec(SPEC, 'spec.yaml'), { simulator, cache: fileCache() });
    bench = { dut: compiled.dut, process: compiled.process, conditions: compiled.conditions, options: {} };
    channels = channelsOf(designOf(bench.dut), bench.process, bench.dut.varied().transistors);
    const ranges = await sweepRanges(bench, simulator, { timeoutSeconds: 60 });
    rig = calibrationRig(bench, ranges);
    const [low, high] = ranges.get('e') ?? [NaN, NaN];
    rest = (low + high) / 2;
    transfers = await noiseTransfers(bench, channels, simulator);
  });
  afterAll(() => simulator.dispose());

  /** `w_reward.mtail` as the testbench knows it. */
  const pathOf = (wanted: string): string =>
    bench.dut.varied().transistors.find(({ instance, device }) => `${instance}.${device}` === wanted)?.path ?? '';

  const intoWeight = (transistor: string): Transfer => {
    const found = transfers.get(pathOf(transistor))?.find(({ to }) => 'node' in to && to.node === 'w');
    if (!found) throw new Error(`nothing of ${transistor} reaches the weight`);
    return found;
  };
  const voltages =
    (eligibility: number) =>
    (node: string): number =>
      node === 'e' ? rest + eligibility : 1.05;

  test('a balanced modulator gate passes nothing of its tail, and most of it to either side', () => {
    const { on, off, events } = intoWeight('w_reward.mtail');
    expect(events).toEqual(['reward']);
    expect(Math.abs(gainOf(on, voltages(0)))).toBeLessThan(0.02);
    expect(gainOf(on, voltages(-0.06))).toBeLessThan(-0.4);
    expect(gainOf(on, voltages(0.06))).toBeGreaterThan(0.4);
    expect(Math.abs(gainOf(off, voltages(0.06)))).toBeLessThan(1e-3);
  });

  test('what the reference of the eligibility keeps, it keeps for the time constant of its own capacitor', () => {
    const { shape } = intoWeight('e_rest.me').on;
    expect(shape.share).toBeCloseTo(1, 1);
    // 1 pF where the eligibility of 0.5 s has 2.5 pF.
    expect(shape.lag).toBeGreaterThan(0.15);
    expect(shape.lag).toBeLessThan(0.25);
  });

  test('between the points of the table it is what an .ac analysis measures there', async () => {
    const probed = ['w_reward.mtail', 'w_reward.mp', 'w_reward.mm', 'e_rest.mload'];
    const probes = probed.map((transistor) => {
      const { instance: id, from, to } = channels.get(pathOf(transistor))!;
      const instance = designOf(bench.dut).composition.instances.find((candidate) => candidate.id === id)!;
      return { from: rig.net(instance, from), to: rig.net(instance, to) };
    });
    const out = rig.forced.find(({ instance, net }) => instance.id === 'w_reward' && net === 'out')!;
    const eligibility = 0.045;
    const volts = voltages(eligibility);
    const text = rig.text({
      eventsOn: true,
      place: ({ node, range: [low, high] }) =>
        node.id === 'e' || node.id === 'w' ? (volts(node.id) - low) / (high - low) : 0.5,
      probes,
    });
    const session = await simulator.open({ title: 'one place', text });
    for (const [index, transistor] of probed.entries()) {
      await session.alter([{ instance: `i__probe${index}`, parameter: 'acmag', value: 1 }]);
      const { columns } = await session.run(
        { kind: 'ac', scale: 'lin', points: 1, from: 1e-4, to: 1e-4 },
        { save: [`i(${out.source})`], timeoutSeconds: 60 },
      );
      await session.alter([{ instance: `i__probe${index}`, parameter: 'acmag', value: 0 }]);
      const measured = columns.get(`i(${out.source})`)?.values[0] ?? NaN;
      expect(Math.abs(gainOf(intoWeight(transistor).on, volts) / measured - 1)).toBeLessThan(0.04);
    }
    await session.close();
  });
});
