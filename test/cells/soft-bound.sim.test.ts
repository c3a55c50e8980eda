import { factor, solve } from '../../src/behavioural/lu.js';
import type { DesignContext } from '../../src/cells/cell.js';
import { findCell } from '../../src/cells/registry.js';
import { sizeCell } from '../../src/cells/sized.js';
import { SINK, softBoundKappa, SOURCE, type SoftBound } from '../../src/cells/soft-bound.js';
import { nrmse } from '../../src/compare/nrmse.js';
import { CompositionBuilder } from '../../src/compose/builder.js';
import type { Composition } from '../../src/compose/composition.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { benchText } from '../../src/netlist/testbench.js';
import { column } from '../../src/waveform/waveforms.js';
import { benchOf, eventInputs, PULSE, runCircuit, runModel, sky130, spikes } from '../support/cell-composition.js';
import { withDefect } from '../support/mutant.js';

const CURRENT = 20e-12;
const BOUND = 0.9;

/** One soft-bounded mirror on a weight with its buffer. */
function alone(cell: string): Composition {
  const builder = new CompositionBuilder('alone', 'one soft bound', eventInputs('pre'));
  builder.add('cw', 'weight-capacitor', { w: 'w' }, { capacitance: 1e-12 });
  builder.add('buffer', 'dump-buffer', { in: 'w', out: 'dump' }, {});
  builder.add('soft', cell, { on: 'pre', out: 'w', dump: 'dump' }, { current: CURRENT, bound: BOUND });
  builder.output({ net: 'w', kind: 'voltage', state: 'w' });
  return builder.build();
}

interface Logistic {
  readonly step: number;
  readonly kappa: number;
  readonly bound: number;
  readonly residual: number;
}

/**
 * Least-squares logistic through the current into the weight, within 120 mV of V_b; the residual is the largest, over
 * the step.
 */
async function fitted(cell: string, sign: 1 | -1, context: DesignContext, simulator: Simulator): Promise<Logistic> {
  const text = [
    ...benchText(benchOf(alone(cell), context)),
    `v_pre pre 0 dc ${context.supply}`,
    `v_w w 0 dc ${BOUND}`,
    '',
  ].join('\n');
  const session = await simulator.open({ title: cell, text });
  const result = await session.run(
    { kind: 'dc', sweeps: [{ source: 'v_w', from: BOUND - 0.12, to: BOUND + 0.12, step: 0.005 }] },
    { save: ['i(v_w)'], timeoutSeconds: 60 },
  );
  await session.close();
  const currents = column(result, 'i(v_w)').map((current) => sign * current * 1e12);
  const voltages = result.axis.values;
  const [p, ut] = [[20, 0.75, BOUND], context.thermalVoltage];
  const shape = (v: number): number => 1 / (1 + Math.exp((sign * (p[1] ?? NaN) * (v - (p[2] ?? NaN))) / ut));
  for (let round = 0; round < 20; round++) {
    const normal = new Float64Array(9);
    const right = new Float64Array(3);
    voltages.forEach((v, index) => {
      const f = shape(v);
      const [step = NaN, kappa = NaN, bound = NaN] = p;
      const slope = step * f * (1 - f);
      const gradient = [f, (-sign * slope * (v - bound)) / ut, (sign * slope * kappa) / ut];
      gradient.forEach((a, i) => {
        gradient.forEach((b, j) => {
          normal[3 * i + j] = (normal[3 * i + j] ?? NaN) + a * b;
        });
        right[i] = (right[i] ?? NaN) + a * ((currents[index] ?? NaN) - step * f);
      });
    });
    solve(factor(normal, 3), right, right);
    right.forEach((change, i) => {
      p[i] = (p[i] ?? NaN) + change;
    });
  }
  const [step = NaN, kappa = NaN, bound = NaN] = p;
  const residual = Math.max(...voltages.map((v, index) => Math.abs((currents[index] ?? NaN) - step * shape(v)))) / step;
  return { step: step * 1e-12, kappa, bound, residual };
}

/** Two traces, both soft bounds, one weight. */
function pairRule(): Composition {
  const builder = new CompositionBuilder('soft-stdp', 'soft-bounded STDP', eventInputs('pre', 'post'));
  const trace = { tau: 20e-3, current: CURRENT, pulse: PULSE, readers: 1 };
  const x = builder.add('x', 'dpi', { event: 'pre' }, trace);
  const y = builder.add('y', 'dpi', { event: 'post' }, trace);
  builder.add('cw', 'weight-capacitor', { w: 'w' }, { capacitance: 1e-12 });
  builder.add('buffer', 'dump-buffer', { in: 'w', out: 'dump' }, {});
  const targets = { current: CURRENT, bound: BOUND };
  const up = builder.add('up', 'soft-source', { in: x.syn ?? '', on: 'post', out: 'w', dump: 'dump' }, targets);
  builder.add('down', 'soft-sink', { in: y.syn ?? '', on: 'pre', out: 'w', dump: 'dump', vb: up.vb ?? '' }, targets);
  builder.output({ net: 'w', kind: 'voltage', state: 'w' });
  return builder.build();
}

let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('auto', { jobs: 2 });
});
afterAll(() => simulator.dispose());

const conditions: [string, number][] = [
  ['tt', 27],
  ['ss', 27],
  ['ff', 27],
  ['sf', 27],
  ['fs', 27],
  ['tt', 0],
  ['tt', 60],
];

describe.each([
  ['soft-source', SOURCE],
  ['soft-sink', SINK],
] as [string, SoftBound][])('%s', (cell, bound) => {
  test.each(conditions)('the current into the weight is a logistic of it, %s %s C', async (corner, temperature) => {
    const context = await sky130(simulator, corner, temperature);
    const { residual, kappa, bound: centre } = await fitted(cell, bound.sign, context, simulator);
    expect(residual).toBeLessThan(0.01);
    expect(Math.abs(centre - BOUND)).toBeLessThan(1.5e-3);
    expect(Math.abs(kappa / softBoundKappa(bound, CURRENT, context) - 1)).toBeLessThan(0.03);
  });

  test('a pair that the weight does not gate is no logistic', async () => {
    const context = await sky130(simulator);
    const blind = withDefect(simulator, {
      everywhere: true,
      circuit: (text) => text.replace(/^(mweight q) out /m, '$1 vb '),
    });
    const { residual, kappa } = await fitted(cell, bound.sign, context, blind).catch(() => ({
      residual: NaN,
      kappa: NaN,
    }));
    expect(residual < 0.01 && Math.abs(kappa / softBoundKappa(bound, CURRENT, context) - 1) < 0.03).toBe(false);
  });

  test('refuses what lies outside its region', async () => {
    const context = await sky130(simulator);
    const size = (current: number, level: number) => () => sizeCell(findCell(cell), { current, bound: level }, context);
    expect(size(CURRENT, BOUND)).not.toThrow();
    expect(size(1e-12, BOUND)).toThrow(/current of 1 pA is outside/);
    expect(size(200e-12, BOUND)).toThrow(/outside the region/);
    expect(size(CURRENT, bound.sign > 0 ? 1.3 : 0.2)).toThrow(/to stay in saturation|outside the region/);
  });
});

test.each([
  ['tt', 27],
  ['fs', 0],
  ['ff', 60],
] as [string, number][])('soft-bounded STDP: the model predicts the weight, %s %s C', async (corner, temperature) => {
  const bench = benchOf(pairRule(), await sky130(simulator, corner, temperature));
  const first = Array.from({ length: 12 }, (_, index) => 0.02 + 0.05 * index);
  const then = Array.from({ length: 12 }, (_, index) => 0.62 + 0.05 * index);
  const experiment = spikes(
    1.25,
    [...first, ...then.map((at) => at + 0.004)],
    [...first.map((at) => at + 0.004), ...then],
  );
  const presets = new Map([['w', BOUND]]);
  const [circuit, model] = await Promise.all([
    runCircuit(bench, experiment, simulator, presets),
    runModel(bench, experiment, simulator, presets),
  ]);
  const [measured, predicted] = [circuit.get('w'), model.get('w')];
  if (!measured || !predicted) throw new Error('no weight');
  const range = Math.max(...measured.y) - Math.min(...measured.y);
  expect(range).toBeGreaterThan(0.03);
  expect(nrmse(predicted, measured)).toBeLessThan(0.02);
});
