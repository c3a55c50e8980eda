import { nrmse } from '../../src/compare/nrmse.js';
import { valueAt, type Sampled } from '../../src/compare/sampled.js';
import { sizeCell } from '../../src/cells/sized.js';
import { findCell } from '../../src/cells/registry.js';
import { CompositionBuilder } from '../../src/compose/builder.js';
import type { Composition } from '../../src/compose/composition.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { memoize } from '../../src/units/memoize.js';
import { benchOf, eventInputs, PULSE, runCircuit, runModel, sky130 } from '../support/cell-composition.js';
import { withDefect } from '../support/mutant.js';

const TAU = 0.5;
const REFERENCE = 0.75;
const START = 1;
const PACKET = 60e-12;
const EVENTS = { pre: 'pre', post: 'post', reward: 'reward', punish: 'punish' };

/** An eligibility that `pre` raises and `post` lowers, and a weight that reward and punishment move by it. */
function threeFactor(tau = TAU): Composition {
  const builder = new CompositionBuilder(
    'three-factor',
    'eligibility and third factor',
    eventInputs(...Object.values(EVENTS)),
  );
  const { vref = '' } = builder.add('e', 'leaky-capacitor', { e: 'e' }, { tau, reference: REFERENCE });
  builder.add('e_buffer', 'dump-buffer', { in: 'e', out: 'e_dump' }, {});
  builder.add('up', 'gated-source', { on: EVENTS.pre, out: 'e', dump: 'e_dump' }, { current: PACKET });
  builder.add('down', 'gated-sink', { on: EVENTS.post, out: 'e', dump: 'e_dump' }, { current: PACKET });
  builder.add('cw', 'weight-capacitor', { w: 'w' }, { capacitance: 1e-12 });
  builder.add('w_buffer', 'dump-buffer', { in: 'w', out: 'w_dump' }, {});
  const targets = { gain: 5e-9, reference: REFERENCE };
  builder.add(
    'reward_gate',
    'modulator-gate',
    { plus: 'e', minus: vref, on: EVENTS.reward, out: 'w', dump: 'w_dump' },
    targets,
  );
  builder.add(
    'punish_gate',
    'modulator-gate',
    { plus: vref, minus: 'e', on: EVENTS.punish, out: 'w', dump: 'w_dump' },
    targets,
  );
  builder.output({ net: 'w', kind: 'voltage', state: 'w' });
  builder.output({ net: 'e', kind: 'voltage', state: 'e' });
  return builder.build();
}

function experiment(
  events: Readonly<Partial<Record<keyof typeof EVENTS, readonly number[]>>>,
  duration: number,
): Experiment {
  return {
    name: 'spikes',
    label: 'three factors',
    events: { pre: [], post: [], reward: [], punish: [], ...events },
    duration,
  };
}

/** Events 2 ms apart. */
const burst = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + 2e-3 * index);

/**
 * A burst that lifts the eligibility by some 30 mV, rewards and punishments 0.1 to 1 s later, then the same downwards.
 */
const protocol = experiment(
  { pre: burst(0.01, 15), reward: [0.14, 0.33, 1.03, 1.73], punish: [0.23, 0.63, 1.93], post: burst(1.55, 25) },
  2.2,
);

let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('auto', { jobs: 2 });
});
afterAll(() => simulator.dispose());

function curve(run: ReadonlyMap<string, Sampled>, state: string): Sampled {
  const found = run.get(state);
  if (!found) throw new Error(`nothing was observed of ${state}`);
  return found;
}

/** Decay time of the eligibility's excursion from its rest, between two times. */
function tauOf(e: Sampled, from: number, to: number): number {
  const rest = valueAt(e, 0);
  return (to - from) / Math.log((valueAt(e, from) - rest) / (valueAt(e, to) - rest));
}

async function bothRoads(
  corner: string,
  temperature: number,
  tools: Simulator = simulator,
): Promise<{ circuit: ReadonlyMap<string, Sampled>; model: ReadonlyMap<string, Sampled> }> {
  const bench = benchOf(threeFactor(), await sky130(simulator, corner, temperature));
  const presets = new Map([['w', START]]);
  const [circuit, model] = await Promise.all([
    runCircuit(bench, protocol, tools, presets),
    runModel(bench, protocol, simulator, presets),
  ]);
  return { circuit, model };
}

/** At 27 C, once each: two tests look at the nominal circuit. */
const nominal = memoize((corner: string) => bothRoads(corner, 27));

test.each([
  ['tt', 27, 0.04],
  ['ss', 27, 0.04],
  ['ff', 27, 0.04],
  ['sf', 27, 0.04],
  ['fs', 27, 0.04],
  ['tt', 0, 0.05],
  ['tt', 60, 0.12],
] as [string, number, number][])(
  'eligibility and third factor, %s %s C: tau as designed, model against circuit',
  async (corner, temperature, tolerance) => {
    const { circuit, model } = await (temperature === 27 ? nominal(corner) : bothRoads(corner, temperature));
    const measured = {
      tau: tauOf(curve(circuit, 'e'), 0.05, 0.4),
      w: nrmse(curve(model, 'w'), curve(circuit, 'w')),
      e: nrmse(curve(model, 'e'), curve(circuit, 'e')),
    };
    expect(Math.abs(measured.tau / TAU - 1)).toBeLessThan(tolerance);
    expect(measured.e).toBeLessThan(0.02);
    expect(measured.w).toBeLessThan(0.03);
  },
);

test('reward and punishment move the weight by the eligibility, each with its sign', async () => {
  const { circuit } = await nominal('tt');
  const [w, e] = [curve(circuit, 'w'), curve(circuit, 'e')];
  const change = (at: number): number => valueAt(w, at + 0.01) - valueAt(w, at - 0.001);
  // Offset of the gate: its own and that of the eligibility's rest, 5 mV together (README).
  for (const [at, sign] of [
    [0.14, 1],
    [0.23, -1],
    [0.33, 1],
    [1.73, 1],
    [1.93, -1],
  ] as const) {
    const expected = (sign * 5e-9 * (valueAt(e, at) - REFERENCE) * PULSE) / 1e-12;
    expect(Math.abs(change(at) - expected)).toBeLessThan((5e-9 * 5e-3 * PULSE) / 1e-12);
  }
});

test('a gate that reads the eligibility backwards is noticed', async () => {
  const swapped = withDefect(simulator, {
    circuit: (text) => text.replace(/^(x_reward_gate) (\S+) (\S+)/m, '$1 $3 $2'),
  });
  const { circuit, model } = await bothRoads('tt', 27, swapped);
  expect(nrmse(curve(model, 'w'), curve(circuit, 'w'))).toBeGreaterThan(0.03);
});

test('refusals', async () => {
  const context = await sky130(simulator);
  const leaky = (targets: Readonly<Record<string, number>>) => () =>
    sizeCell(findCell('leaky-capacitor'), { tau: TAU, reference: REFERENCE, ...targets }, context);
  expect(leaky({})).not.toThrow();
  expect(leaky({ tau: 2, capacitance: 1e-12 })).toThrow(/i_leak of .* is outside|times the leakage/);
  expect(leaky({ swing: 80e-3 })).toThrow(/swing of 80 mV is outside/);
  expect(leaky({ tau: 10 })).toThrow(/i_leak of .* is outside/);
  const gate = (targets: Readonly<Record<string, number>>) => () =>
    sizeCell(findCell('modulator-gate'), { gain: 5e-9, reference: REFERENCE, ...targets }, context);
  expect(gate({})).not.toThrow();
  expect(gate({ reference: 1 })).toThrow(/holds the pair above a weight of 600 mV/);
  expect(gate({ gain: 1e-12 })).toThrow(/i_gain of .* is outside/);
});
