import { fileCache } from '../../src/node/store/cache.js';
import { designContext } from '../../src/characterise/characterise.js';
import { CompositionBuilder } from '../../src/compose/builder.js';
import type { Composition } from '../../src/compose/composition.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { eventTimes, type Experiment } from '../../src/stimulus/experiment.js';
import { groupBench, inputsOf, mean, modelGroup, runGroup, type Recording } from '../support/group.js';
import { withDefect } from '../support/mutant.js';

/**
 * Two synapses with weights 1 and 2 are scaled by one homeostat. The weight of a synapse is its gate current I_g, the
 * scale is the tail current, set by V_h: the output of a DPI is I_g F(I_w), so that the scale multiplies both weights
 * alike.
 */

const TARGET = 20e-12;
const WEIGHTS = [1, 2] as const;
/**
 * Averages are taken over the last tenth of a second before the rate changes and before the end: whole periods of both
 * rates.
 */
const WINDOW = 0.1;

function group(): Composition {
  const builder = new CompositionBuilder('homeostat-group', 'two synapses and their homeostat', inputsOf('pre'));
  const loop = builder.add('hs', 'homeostat', { sum: 'sum', h: 'h' }, { current: TARGET, tau_h: 0.1 });
  for (const weight of WEIGHTS) {
    const trace = builder.add(
      `s${weight}`,
      'dpi',
      { event: 'pre', gw: 'h' },
      { tau: 40e-3, current: 20e-12, pulse: 0.5e-3, readers: 1 },
    );
    builder.add(
      `c${weight}`,
      'tilted-copy',
      { in: trace.syn ?? '', tilt: loop.tilt ?? '', out: 'sum' },
      { current: 40e-12 },
    );
    builder.output({ net: trace.iout ?? '', kind: 'current', state: `s${weight}` });
  }
  builder.output({ net: 'h', kind: 'voltage', state: 'h' });
  return builder.build();
}

const every = (interval: number, from: number, to: number): number[] =>
  Array.from({ length: Math.round((to - from) / interval) }, (_, index) => from + index * interval);
/** 40 Hz, then 80 Hz: events of a synapse overlap, as they must where a DPI adds them linearly. */
const SWITCH = 0.5;
const END = 1;
const experiment: Experiment = {
  name: 'spikes',
  label: 'the rate doubles',
  duration: END,
  events: { pre: [...every(25e-3, 5e-3, SWITCH), ...every(12.5e-3, SWITCH + 5e-3, END)], post: [] },
};
const references = new Map(WEIGHTS.map((weight) => [`s${weight}_vthr`, weight * 1e-12]));
const settings = { pulse: 0.5e-3, maxStep: 1e-3, presets: new Map([['h', 0.4]]), references };

/** The regulated state before a time: mean currents by synapse and the scale. */
function regulated(run: Recording, end: number): { total: number; ratio: number; scale: number } {
  const [light = NaN, heavy = NaN] = WEIGHTS.map((weight) => mean(run, `s${weight}`, end - WINDOW, end));
  return { total: light + heavy, ratio: heavy / light, scale: mean(run, 'h', end - WINDOW, end) };
}

describe('homeostat over two synapses', () => {
  const simulator = createSimulator('auto', { jobs: 2 });
  afterAll(() => simulator.dispose());

  test('regulates the mean, shifts the scale as in theory, keeps the ratio of weights; the model follows', async () => {
    const bench = await groupBench(group(), simulator, settings);
    const [circuit, model] = await Promise.all([
      runGroup(bench, simulator, experiment, settings),
      modelGroup(bench, simulator, experiment, settings),
    ]);
    const [slow, fast] = [regulated(circuit, SWITCH), regulated(circuit, END)];
    for (const { total, ratio } of [slow, fast]) {
      expect(Math.abs(total / TARGET - 1)).toBeLessThan(0.03);
      expect(Math.abs(ratio / 2 - 1)).toBeLessThan(0.03);
    }
    expect(Math.abs(fast.ratio / slow.ratio - 1)).toBeLessThan(0.005);

    // dV_h = (U_T / kappa_n) ln(rate ratio), kappa_n of the tail at the currents it carries.
    const { process, conditions } = bench;
    const context = await designContext(process, conditions, simulator, fileCache());
    const tail = context.characterised('mirror-n');
    const kappa = tail.kappa(tailCurrent((current) => tail.gateVoltage(current), (slow.scale + fast.scale) / 2));
    const shift = (context.thermalVoltage / kappa) * Math.LN2;
    expect(Math.abs((slow.scale - fast.scale) / shift - 1)).toBeLessThan(0.03);

    for (const [end, expected] of [
      [SWITCH, slow],
      [END, fast],
    ] as const) {
      const predicted = regulated(model, end);
      expect(Math.abs(predicted.total / expected.total - 1)).toBeLessThan(0.02);
      expect(Math.abs(predicted.ratio / expected.ratio - 1)).toBeLessThan(0.01);
      expect(Math.abs(predicted.scale - expected.scale)).toBeLessThan(5e-3);
    }
  });

  test('a homeostat that reads only one of the two synapses is found', async () => {
    const bench = await groupBench(group(), simulator, settings);
    const deaf = withDefect(simulator, { circuit: (text) => text.replace(/^x_c2 .*$/m, '') });
    const short = {
      ...experiment,
      duration: SWITCH,
      events: { pre: eventTimes(experiment, 'pre').filter((onset) => onset < SWITCH - 1e-3), post: [] },
    };
    const { total } = regulated(await runGroup(bench, deaf, short, settings), SWITCH);
    expect(Math.abs(total / TARGET - 1)).toBeGreaterThan(0.5);
  });
});

/** Current at which a device has that gate voltage, by bisection in its logarithm. */
function tailCurrent(gateVoltage: (current: number) => number, voltage: number): number {
  let [low, high] = [1e-12, 5e-9];
  for (let step = 0; step < 60; step += 1) {
    const middle = Math.sqrt(low * high);
    if (gateVoltage(middle) > voltage) high = middle;
    else low = middle;
  }
  return low;
}
