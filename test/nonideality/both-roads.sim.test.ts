import { simulateDevice } from '../../src/behavioural/device-transient.js';
import { spikePair } from '../../src/devices/spike-pair.js';
import { pulses } from '../../src/devices/drive.js';
import type { DeviceTrace } from '../../src/devices/device.js';
import { findParameterSet } from '../../src/devices/parameter-set.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { deviceJob, deviceTrace, type DeviceExperiment } from '../../src/netlist/device-bench.js';
import { cycleToCycle } from '../../src/nonideality/cycle-to-cycle.js';
import { deviceToDevice } from '../../src/nonideality/device-to-device.js';
import { readNoise } from '../../src/nonideality/read-noise.js';
import { telegraphNoise } from '../../src/nonideality/telegraph-noise.js';
import { generator } from '../../src/random/generator.js';
import { interpolate } from '../../src/waveform/interpolate.js';
import { describeEachEngine } from '../support/engines.js';

/** Randomness is explicit numbers: both roads must show the same noise, point by point, and the same learning. */

async function circuit(simulator: Simulator, experiment: DeviceExperiment): Promise<DeviceTrace> {
  const { circuit, analysis, save } = deviceJob(experiment);
  const session = await simulator.open(circuit);
  try {
    return deviceTrace(experiment.set, await session.run(analysis, { save, timeoutSeconds: 60 }));
  } finally {
    await session.close();
  }
}

const model = (experiment: DeviceExperiment): DeviceTrace =>
  simulateDevice(experiment.set, experiment, experiment.changes);

/** Largest difference of two curves at given times, over the range of the second. */
function apart(
  a: DeviceTrace,
  b: DeviceTrace,
  read: (trace: DeviceTrace) => Float64Array,
  times: readonly number[],
): number {
  const [x, y] = [interpolate(a.time, read(a), times), interpolate(b.time, read(b), times)];
  return Math.max(...x.map((value, index) => Math.abs(value - (y[index] ?? NaN)))) / (Math.max(...y) - Math.min(...y));
}

const vteam = findParameterSet('vteam-b');
const pcm = findParameterSet('pcm-generic');

describeEachEngine('noise and variation on both roads', (simulator) => {
  test('telegraph and read noise of a read current', async () => {
    for (const noise of [
      telegraphNoise({ amplitude: 0.2, capture: 3e-6, emission: 2e-6 }, 50e-6, generator(11)),
      readNoise(0.03, 1e-6, 50e-6, generator(12)),
    ]) {
      const experiment: DeviceExperiment = {
        title: 'read',
        set: vteam,
        changes: { s: 0.3 },
        drive: [
          [0, 0.2],
          [50e-6, 0.2],
        ],
        series: 0,
        maxStep: 0.1e-6,
        noise,
      };
      const [ours, theirs] = [model(experiment), await circuit(simulator(), experiment)];
      // Between the edges of the telegraph, at the draws of the read noise.
      const times = Array.from({ length: 49 }, (_, index) => (index + 1) * 1e-6).filter((time) =>
        noise.every(([edge]) => edge === time || Math.abs(edge - time) > 20e-9),
      );
      expect(times.length).toBeGreaterThan(30);
      expect(apart(ours, theirs, (trace) => trace.current, times)).toBeLessThan(1e-3);
      const mean = 0.2 / (10e3 + 990e3 * 0.3);
      expect(Math.min(...theirs.current)).toBeLessThan(0.96 * mean);
    }
  });

  test('cycle-to-cycle and device-to-device variation of accumulating pulses', async () => {
    const starts = Array.from({ length: 10 }, (_, index) => (index + 0.5) * 200e-9);
    const drive = pulses({ count: 10, volts: 1.1, width: 50e-9, period: 200e-9, edge: 2e-9 });
    const finals: number[] = [];
    for (const seed of [1, 2, 3]) {
      const random = generator(seed);
      const experiment: DeviceExperiment = {
        title: 'pulses',
        set: pcm,
        changes: deviceToDevice(pcm, random),
        drive,
        series: 1e3,
        maxStep: 1e-9,
        pace: cycleToCycle(0.3, starts, random),
      };
      const [ours, theirs] = [model(experiment), await circuit(simulator(), experiment)];
      expect(apart(ours, theirs, (trace) => trace.states.get('x') ?? new Float64Array(0), starts)).toBeLessThan(5e-3);
      finals.push(theirs.states.get('x')?.at(-1) ?? NaN);
    }
    expect(Math.max(...finals) - Math.min(...finals)).toBeGreaterThan(0.01);
  });

  test('the device is the rule: the STDP window of overlapping spikes', async () => {
    const shape = { height: 0.55, width: 10e-9, tail: 0.45, decay: 1e-6, edge: 1e-9 };
    const intervals = [-1200e-9, -800e-9, -400e-9, -100e-9, 100e-9, 400e-9, 800e-9, 1200e-9];
    const window: number[] = [];
    for (const interval of intervals) {
      const experiment: DeviceExperiment = {
        title: 'pair',
        set: vteam,
        changes: { s: 0.5 },
        drive: spikePair(shape, interval),
        series: 0,
        maxStep: 0.1e-9,
      };
      const gain = (trace: DeviceTrace): number => 0.5 - (trace.states.get('s')?.at(-1) ?? NaN);
      const [ours, theirs] = [gain(model(experiment)), gain(await circuit(simulator(), experiment))];
      // Closed form where the window function is 1: the top of the pulse at the middle of the overlap, and both edges.
      const { height, width, tail, decay, edge } = shape;
      const late = Math.abs(interval) - edge - width / 2;
      const excess = late < decay ? Math.max((height + tail * (1 - late / decay)) / 0.6 - 1, 0) : 0;
      const edges = 0.25 * 0.6 * edge * excess ** 4 * (1 / height + 1 / (height + tail));
      const expected = (interval > 0 ? 1e8 : -1e7) * (excess ** 3 * width + edges);
      expect(Math.abs(ours - theirs)).toBeLessThan(0.01 * Math.abs(ours) + 1e-6);
      expect(Math.abs(ours - expected)).toBeLessThan(0.01 * Math.abs(expected) + 1e-6);
      window.push(theirs);
    }
    expect(window.map(Math.sign).slice(1, 3)).toEqual([-1, -1]);
    expect(window[3]).toBeLessThan(window[2] ?? NaN);
    expect(window[4]).toBeGreaterThan(window[5] ?? NaN);
    expect(window[5]).toBeGreaterThan(0);
    for (const far of [window[0], window[7]]) expect(Math.abs(far ?? NaN)).toBeLessThan(1e-6);
  });
});
