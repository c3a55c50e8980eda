import type { DeviceBench, DrivePoint } from '../../src/devices/device.js';
import { voltsAt } from '../../src/devices/drive.js';
import { bindSet, findParameterSet, initialState, parameterSets } from '../../src/devices/parameter-set.js';
import { allDevices, findDevice } from '../../src/devices/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { deviceCircuit, deviceJob, deviceTrace, type DeviceExperiment } from '../../src/netlist/device-bench.js';
import { variedExperiment } from '../../src/nonideality/varied-experiment.js';
import { column } from '../../src/waveform/waveforms.js';
import { describeEachEngine } from '../support/engines.js';
import { benches, deviations } from './reference.js';

/** The SPICE road: every device's benches against scipy Radau, and the analyses a designer expects to work. */

const experimentOf = (bench: DeviceBench, set = findParameterSet(bench.set)): DeviceExperiment => ({
  ...bench,
  title: bench.name,
  set,
});

async function simulate(simulator: Simulator, experiment: DeviceExperiment, damage = (text: string): string => text) {
  const { circuit, analysis, save } = deviceJob(experiment);
  const session = await simulator.open({ ...circuit, text: damage(circuit.text) });
  try {
    return deviceTrace(experiment.set, await session.run(analysis, { save, timeoutSeconds: 60 }));
  } finally {
    await session.close();
  }
}

describeEachEngine('device benches', (simulator, engine) => {
  test.each(benches)('%s agrees with the reference', async (name, bench) => {
    const trace = await simulate(simulator(), experimentOf(bench));
    expect(deviations(name, bench, trace)).toEqual([]);
  });

  test.each(parameterSets().map((set) => [set.name, set] as const))(
    '%s: operating point and dc sweep read the held state',
    async (_name, set) => {
      const { device } = set;
      const model = bindSet(set);
      const state = initialState(set);
      const gate = device.ports[2] ? 1 : 0;
      const sources = ['v_drive drive 0 dc 0.1', ...(device.ports[2] ? [`v_gate gate 0 dc ${gate}`] : [])];
      const text = deviceCircuit({ title: 'read', set, drive: [], series: 0, maxStep: 1 }, sources);
      const session = await simulator().open({ title: 'read', text });
      const states = device.states.map(({ name }) => `v(${name})`);
      const operatingPoint = await session.run({ kind: 'op' }, { save: ['i(v_drive)', ...states] });
      const sweep = await session.run(
        { kind: 'dc', sweeps: [{ source: 'v_drive', from: -0.2, to: 0.2, step: 0.05 }] },
        { save: ['i(v_drive)', ...states] },
      );
      await session.close();
      for (const result of [operatingPoint, sweep]) {
        device.states.forEach(({ name, perVolt }, index) => {
          for (const value of column(result, `v(${name})`))
            expect(value * perVolt).toBeCloseTo(state[index] ?? NaN, 5 - Math.log10(perVolt));
        });
      }
      const expected = model.current(0.1, state, 0, gate);
      expect(Math.abs(-(column(operatingPoint, 'i(v_drive)')[0] ?? NaN) / expected - 1)).toBeLessThan(1e-4);
      sweep.axis.values.forEach((volts, index) => {
        const current = -(column(sweep, 'i(v_drive)')[index] ?? NaN);
        expect(Math.abs(current - model.current(volts, state, 0, gate))).toBeLessThan(1e-4 * Math.abs(current) + 1e-12);
      });
    },
  );

  test.each(allDevices().map((device) => [device.name, device.benches[0]] as const))(
    '%s restarts from the states of the first half',
    async (_name, bench) => {
      if (!bench) throw new Error('a device without bench');
      const experiment = experimentOf(bench);
      const whole = await simulate(simulator(), experiment);
      const points = halves(bench.drive, bench.drive);
      const gate = bench.gate && halves(bench.gate, bench.drive);
      const first = await simulate(simulator(), {
        ...experiment,
        drive: points[0],
        ...(gate ? { gate: gate[0] } : {}),
      });
      const middle = Object.fromEntries([...first.states].map(([name, values]) => [name, values.at(-1) ?? NaN]));
      const second = await simulate(simulator(), {
        ...experiment,
        changes: { ...bench.changes, ...middle },
        drive: points[1],
        ...(gate ? { gate: gate[1] } : {}),
      });
      for (const { name, perVolt } of experiment.set.device.states) {
        const [direct, restarted] = [whole.states.get(name)?.at(-1) ?? NaN, second.states.get(name)?.at(-1) ?? NaN];
        expect(Math.abs(direct - restarted)).toBeLessThan(0.005 * Math.max(perVolt, Math.abs(direct)));
      }
    },
  );

  // The whole of it, 200 seeds, is scripts/device-seeds.js.
  const seeds = engine === 'ngspice-wasm' ? 20 : 4;
  test.each(benches)(`%s: ${seeds} seeds of varied devices and drives all finish`, async (name, bench) => {
    for (let seed = 1; seed <= seeds; seed++) {
      const experiment = variedExperiment(experimentOf(bench), seed);
      const trace = await simulate(simulator(), experiment);
      expect({ name, seed, finite: trace.current.every(Number.isFinite) }).toEqual({ name, seed, finite: true });
    }
  });
});

describeEachEngine('planted defects are found in the circuit', (simulator) => {
  const defects = [
    [
      'polarity swapped',
      (text: string): string =>
        text.includes('v_gate gate 0')
          ? text.replace('v_gate gate 0', 'v_gate 0 gate')
          : text.replace('x_dut top 0', 'x_dut 0 top'),
    ],
    ['rates times 1.2', (text: string): string => text.replaceAll(/(V\(run\) > 0.5 \? )1e-9/g, '$11.2e-9')],
  ] as const;
  const damaged = defects.flatMap(([defect, damage]) =>
    allDevices().map((device) => [defect, device.name, damage] as const),
  );

  test.each(damaged)('%s: %s', async (defect, device, damage) => {
    const seen: string[] = [];
    for (const [name, bench] of benches.filter(([path]) => path.startsWith(`${device}/`))) {
      const trace = await simulate(simulator(), experimentOf(bench), (text) => {
        const changed = damage(text);
        expect(changed).not.toBe(text);
        return changed;
      });
      seen.push(...deviations(name, bench, trace));
    }
    // Turned around, a symmetric device (phase-change memory) is the same device: there is no defect to find.
    if (defect === 'polarity swapped' && isSymmetric(device)) expect(seen).toEqual([]);
    else expect(seen).not.toEqual([]);
  });
});

function isSymmetric(name: string): boolean {
  const [set] = parameterSets(findDevice(name));
  if (!set || set.device.ports[2]) return false;
  const [model, state] = [bindSet(set), initialState(set)];
  const [forward, backward] = [new Float64Array(state.length), new Float64Array(state.length)];
  const { max = 0 } = set.device.limits.find(({ quantity }) => quantity === 'v') ?? {};
  model.derivative(max, state, 0, forward, 0);
  model.derivative(-max, state, 0, backward, 0);
  return (
    model.current(max, state, 0) === -model.current(-max, state, 0) &&
    forward.every((rate, index) => rate === backward[index])
  );
}

/** A drive cut in two at half time, the second part starting at 0 again. */
function halves(points: readonly DrivePoint[], drive: readonly DrivePoint[]): [DrivePoint[], DrivePoint[]] {
  const stop = drive.at(-1)?.[0] ?? 0;
  const middle = stop / 2;
  const at = voltsAt(points, middle);
  return [
    [...points.filter(([time]) => time < middle), [middle, at]],
    [[0, at], ...points.filter(([time]) => time > middle).map(([time, volts]): DrivePoint => [time - middle, volts])],
  ];
}
