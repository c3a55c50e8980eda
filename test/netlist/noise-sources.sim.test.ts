import { createSimulator } from '../../src/node/engine/registry.js';
import type { Session, Simulator } from '../../src/engine/simulator.js';
import { optionsLine } from '../../src/netlist/options.js';
import { steps } from '../../src/nonideality/steps.js';
import { drawTransistorNoise, shotNoiseDensity } from '../../src/nonideality/transistor-noise.js';
import { loadProcess } from '../../src/process/load.js';
import { preferredDevice } from '../../src/process/process.js';
import { BOLTZMANN, thermalVoltage } from '../../src/units/constants.js';
import { spiceNumber } from '../../src/units/format.js';
import { column } from '../../src/waveform/waveforms.js';
import { describeWithNgspiceWasm } from '../support/engines.js';

/*
 * The oldest noise problem of these circuits: a diode-connected transistor on a capacitor has the variance kT / (2
 * kappa C), whatever its current.
 */

const [CURRENT, CAPACITANCE, TEMPERATURE] = [10e-12, 1e-12, 27];
const [RUNS, TIME_CONSTANTS, DISCARDED, INTERVALS_PER_TAU] = [24, 120, 6, 16];

describeWithNgspiceWasm('thermal noise of a diode on 1 pF', () => {
  let simulator: Simulator;
  beforeAll(() => {
    simulator = createSimulator('ngspice-wasm', { jobs: 2 });
  });
  afterAll(() => simulator.dispose());

  async function run<T>(extra: string, use: (session: Session) => Promise<T>): Promise<T> {
    const process = loadProcess('sky130');
    const device = preferredDevice(process, 'pair-n');
    const lines = [
      process.cards('tt', [device]),
      process.instance('m1', 'd d 0 0', device),
      `c1 d 0 ${spiceNumber(CAPACITANCE)}`,
      `i1 0 d dc ${spiceNumber(CURRENT)} ac 1`,
      extra,
      `.temp ${TEMPERATURE}`,
      optionsLine({}),
      '',
    ];
    const session = await simulator.open({ title: 'noise of a diode', text: lines.join('\n') });
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  /** Small-signal conductance, S, and the whole capacitance, F, at the node. */
  async function admittance(): Promise<readonly [number, number]> {
    const frequency = 1;
    const { columns } = await run('', (session) =>
      session.run({ kind: 'ac', scale: 'lin', points: 1, from: frequency, to: frequency }, { save: ['v(d)'] }),
    );
    const [real, imaginary] = [columns.get('v(d)')!.values[0]!, columns.get('v(d)')!.imaginary![0]!];
    const square = real * real + imaginary * imaginary;
    return [real / square, -imaginary / square / (2 * Math.PI * frequency)];
  }

  /** Mean square of the node's voltage around its value without noise, V2. */
  async function meanSquare(noise: Float64Array, grid: Float64Array, tau: number): Promise<number> {
    const points = steps(
      0,
      [...noise].slice(1).map((value, at) => [grid[at + 1]!, value] as const),
    );
    const pairs = points.map(([time, value]) => `${spiceNumber(time)} ${spiceNumber(value)}`);
    const source = `i2 d 0 pwl(${pairs.join(' ')})`;
    const step = tau / INTERVALS_PER_TAU;
    const waveforms = await run(source, (session) =>
      session.run({ kind: 'tran', step, stop: grid.at(-1)!, maxStep: step }, { save: ['v(d)'], timeoutSeconds: 60 }),
    );
    const [time, volts] = [waveforms.axis.values, column(waveforms, 'v(d)')];
    let [duration, sum] = [0, 0];
    for (let at = 1; at < time.length; at++) {
      if (time[at]! < DISCARDED * tau) continue;
      const width = time[at]! - time[at - 1]!;
      duration += width;
      sum += width * ((volts[at]! + volts[at - 1]!) / 2 - volts[0]!) ** 2;
    }
    return sum / duration;
  }

  test('is kT / (2 kappa C) within 5 %', async () => {
    const [conductance, capacitance] = await admittance();
    const kappa = (conductance * thermalVoltage(TEMPERATURE)) / CURRENT;
    const theory = Math.sqrt((BOLTZMANN * 300.15) / (2 * kappa * capacitance));
    expect(theory).toBeGreaterThan(45e-6);
    expect(theory).toBeLessThan(55e-6);

    const tau = capacitance / conductance;
    const grid = Float64Array.from({ length: TIME_CONSTANTS * INTERVALS_PER_TAU + 1 }, (_, index) =>
      Number(((index * tau) / INTERVALS_PER_TAU).toPrecision(12)),
    );
    const quiet = {
      transistor: { instance: 'x', device: 'm1', path: 'm1', polarity: 'nfet' as const, area: 4e-12 },
      current: new Float64Array(grid.length - 1).fill(CURRENT),
      density: new Float64Array(grid.length - 1).fill(shotNoiseDensity(CURRENT, 0.35, TEMPERATURE)),
    };
    const draws = Array.from({ length: RUNS }, (_, index) =>
      drawTransistorNoise(quiet, grid, { thermal: true, traps: [] }, 1, index + 1),
    );
    const squares = await Promise.all(draws.map((noise) => meanSquare(noise, grid, tau)));
    const rms = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / RUNS);
    // 2700 time constants know the rms to 1.9 %.
    expect(Math.abs(rms / theory - 1)).toBeLessThan(0.05);
  }, 120_000);
});
