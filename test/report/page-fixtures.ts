import type { CrossbarResult } from '../../src/result/crossbar.js';
import type { FitResult } from '../../src/result/fit.js';
import type { IdentifyResult } from '../../src/result/identify.js';
import type { NetworkResult } from '../../src/result/network.js';
import type { RuleResult } from '../../src/result/rule.js';
import type { Table } from '../../src/result/table.js';
import { NOMINAL, report, traceFigure, unmeasured, verdict, windowFigure } from './fixtures.js';

/*
 * One document of every kind, with what makes pages wide: digests, long names, many columns, cards.
 */

const LONG =
  'power, nearest, warm-up of post after pre, triplets; blanks and their slopes over the range of the weight';
const SHA = '10222d970b1c7140073ae057512f5f9a63b72c7fcbd4f96f85a0cb71c3b7288b';
const CARD = Array.from({ length: 60 }, (_, row) => `  parameter_${row}: ${1 / (row + 3)} # ${SHA}`).join('\n');

const wide: Table = {
  title: 'Error of the product by cause',
  columns: [
    { title: 'cause' },
    ...Array.from({ length: 9 }, (_, at) => ({ title: `bit line ${at} of the array`, unit: 'A' })),
    { title: '' },
  ],
  rows: Array.from({ length: 12 }, (_, row) => [LONG, ...Array.from({ length: 9 }, (_, at) => row * 1e-9 + at), 'x']),
  caption: 'Each cause alone against ideal cells without wires; half-select included.',
};

/** A circuit that does what its model says, and not what the rule says. */
export function leaving(change: Partial<RuleResult> = {}): RuleResult {
  return report({
    name: 'soft-model',
    file: 'examples/soft-model.yaml',
    verdicts: [
      verdict({ quantity: 'w', against: 'model', experiment: 'poisson', measured: 0.01, margin: 0.01, fromRule: 0.14 }),
      verdict({ quantity: 'tau', metric: 'relative-error', experiment: 'impulse' }),
    ],
    figures: [
      { ...traceFigure(NOMINAL), title: 'x: impulse', of: { quantity: 'x', experiment: 'impulse' } },
      { ...traceFigure(NOMINAL), title: 'w: poisson', of: { quantity: 'w', experiment: 'poisson' } },
    ],
    ...change,
  });
}

export function crossbar(): CrossbarResult {
  return {
    kind: 'crossbar',
    name: 'read-128',
    file: 'examples/crossbar/read-128.yaml',
    description: 'A 128 x 128 array read as a vector-matrix product; the IR drop and sneak paths are in it.',
    status: 'pass',
    analysis: 'read',
    array: { rows: 32, columns: 32 },
    verdicts: [arrayVerdict()],
    figures: [],
    tables: [wide],
    maps: [
      {
        title: 'IR drop',
        unit: 'V',
        values: Array.from({ length: 32 }, (_, row) => Array.from({ length: 32 }, (_, at) => (row * at) / 1e5)),
        caption: 'Voltage that a cell lacks.',
      },
    ],
    warnings: [],
    notes: [`cells from cells.csv, sha256 ${SHA}`],
    wallSeconds: 2.2,
  };
}

function arrayVerdict() {
  const { quantity, bound, limit, unit, status, replay } = verdict({ quantity: 'product-error', limit: 0.4 });
  return { quantity, bound, limit, unit, status, replay, measured: 0.34, meaning: 'RMS error', experiment: 'read' };
}

export function network(): NetworkResult {
  const { rule, engine, process, equations, sizing, predictions, trim } = report();
  return {
    ...{ kind: 'network', name: 'cosim-pair', file: 'examples/cosim-pair.yaml', status: 'fail' },
    ...{ rule, engine, process, equations, sizing, predictions, trim },
    verdicts: [
      verdict({ quantity: 'spikes', metric: 'unpaired', experiment: 'closed loop' }),
      verdict({ quantity: 'w', experiment: 'closed loop', status: 'fail', measured: 0.031, margin: -0.011 }),
    ],
    figures: [
      { ...traceFigure(NOMINAL), title: 'weight from a to out', of: { quantity: 'w', experiment: 'closed loop' } },
    ],
    warnings: ['reltol was changed'],
    notes: [],
    wallSeconds: 7,
    duration: 1,
    neurons: ['a', 'out'].map((name) => ({
      name,
      driven: name === 'out',
      spikes: { rule: [0.1, 0.2], model: [0.1, 0.2], circuit: [0.1, 0.2] },
      difference: { rule: 5e-6, model: 2e-6 },
    })),
    synapses: [
      { from: 'a', to: 'out', final: { rule: 0.6, model: 0.6, circuit: 0.6 }, error: { rule: 0.031, model: 0.004 } },
    ],
  };
}

export function fit(): FitResult {
  const parameter = {
    ...{ name: 'A+', meaning: 'size of the change at dt -> 0+', unit: '1' },
    ...{ value: 0.02, standardError: 9e-4, low: 0.018, high: 0.022 },
  };
  return {
    kind: 'fit',
    name: 'measured-window',
    file: 'lab/measured-window.csv',
    status: 'pass',
    target: { name: 'stdp-window', title: 'Learning window of pair-based STDP', references: ['Bi and Poo 1998'] },
    model: { name: 'exponential', summary: 'one exponential on each side', equations: ['dw = A+ exp(-dt / tau+)'] },
    faults: [],
    data: [{ file: 'lab/measured-window.csv', sha256: SHA, rows: 64 }],
    masked: 0,
    provenance: `fitted by rulespice\nsha256 ${SHA}`,
    options: { seed: 1, starts: 8, robust: false, intervals: 'profile' },
    fits: [
      {
        ...{ name: 'potentiation', parameters: [parameter, { ...parameter, name: 'tau+', unit: 's' }] },
        correlation: [
          [1, 0.3],
          [0.3, 1],
        ],
        ...{ points: 32, freedom: 30, scatter: 0.001, explained: 0.97, likelihood: false, chance: 1e-9 },
        ...{ noise: 'normal scatter', stop: 'gradient is zero', starts: { tried: 8, agreeing: 8 }, outliers: [] },
        criteria: { aicc: -422, bic: -418, nothing: { aicc: -304, bic: -302 } },
      },
    ],
    derived: [],
    agreements: [],
    cards: [{ format: 'yaml', text: CARD }],
    verdicts: [{ ...arrayVerdict(), quantity: 'faults', limit: 0.4 }],
    figures: [windowFigure(NOMINAL)],
    warnings: [],
    notes: ['semicolons, decimal comma, units from row 2'],
    wallSeconds: 0.1,
  };
}

export function identify(): IdentifyResult {
  return {
    kind: 'identify',
    name: 'drawn-synapse',
    file: 'examples/drawn/stdp-synapse.yaml',
    status: 'error',
    engine: { name: 'ngspice-wasm', version: '39.3' },
    process: { name: 'sky130', source: 'SkyWater SKY130 PDK' },
    conditions: NOMINAL,
    simulations: 75,
    rule: LONG,
    equations: ['dx/dt = -x / 0.0000047381 s', 'on post: w += 0.065 * x'],
    start: 0.5,
    parameters: [
      { name: 'blank_post_slope', meaning: LONG, unit: '1', value: 0.065, low: 0.063, high: 0.067 },
      { name: 'tau+', meaning: 'time constant of post after pre', unit: 's', value: 4.7e-6, low: null, high: null },
    ],
    alike: [LONG],
    candidates: [{ name: LONG, parameters: 18, aicc: 0, bic: 0, misfit: 0.01, chosen: true }],
    points: 727,
    trains: [{ name: 'Poisson trains of 19.8 kHz, seed 12', error: 0.0601, judged: true }],
    tables: [wide, wide, wide],
    card: CARD,
    verdicts: [
      verdict({ quantity: 'w', experiment: 'trains not seen', status: 'fail', measured: 0.06, margin: -0.04 }),
      unmeasured({ status: 'error', reason: 'the simulation ended early' }),
    ],
    figures: [windowFigure(NOMINAL)],
    findings: [`${LONG}: a+ 0.0651 (78.1 mV) +- 2.5 %`],
    warnings: [],
    notes: [],
    wallSeconds: 49,
  };
}
