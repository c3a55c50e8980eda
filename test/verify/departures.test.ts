import type { Design } from '../../src/design/design.js';
import { ComposedDut } from '../../src/netlist/composed-dut.js';
import { elaborate } from '../../src/compose/elaborate.js';
import type { CompiledSpec } from '../../src/compile.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Check } from '../../src/spec/types.js';
import { departure, type Failure } from '../../src/verify/departures.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';

const PULSE = 5e-4;

function compiled(circuit: string): CompiledSpec {
  const spec = parseSpec(
    `rulespice: 1
name: s
rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms } }
circuit: { ${circuit} }
stimulus: { window: { from: -60 ms, to: 60 ms, step: 5 ms }, poisson: { rate: 20 Hz, duration: 1 s, seed: 1 } }
verify:
  - { quantity: w, against: rule, max: 2 %, stimulus: poisson }
  - { quantity: w, against: model, max: 2 %, stimulus: poisson }
  - { quantity: window, against: rule, max: 2 % }
`,
    's.yaml',
  );
  const rule = expandRule(spec.rule);
  const { composition } = elaborate('s', rule, {
    circuit: spec.circuit,
    process: loadProcess('sky130'),
    temperature: 27,
  });
  const references = [{ trims: { quantity: 'tau', slope: -1 } }, { trims: { quantity: 'amplitude', slope: 3 } }];
  const process = loadProcess('sky130');
  const dut = new ComposedDut({ composition, sized: new Map(), references } as unknown as Design, process);
  return { spec, rule, dut } as unknown as CompiledSpec;
}

/** Traces to which every event adds this much, in turn; they decay between events. */
function train(...added: readonly number[]): Recording {
  const onsets = added.map((_, index) => 0.1 * (index + 1));
  const x = Float64Array.from({ length: 5001 }, (_, index) => index * 1e-4);
  const y = x.map((time) =>
    onsets.reduce(
      (sum, onset, index) =>
        time < onset + PULSE ? sum : sum + (added[index] ?? NaN) * Math.exp(-(time - onset - PULSE) / 0.02),
      0,
    ),
  );
  const states = new Map(['x', 'y', 'w'].map((name) => [name, { x, y }]));
  return {
    experiment: { name: 'poisson', label: 'poisson', events: { pre: onsets, post: onsets }, duration: 0.5 },
    states,
  };
}

const failure = (of: CompiledSpec, check: Partial<Check>, rest: Partial<Failure> = {}): Failure => ({
  check: { quantity: 'w', against: 'rule', metric: 'nrmse', max: 0.02, ...check },
  measurement: { measured: 0.9 },
  compiled: of,
  circuit: [train(0.5, 1, 1)],
  trimmed: false,
  ...rest,
});

describe('that a first event adds less', () => {
  const dpi = compiled('trace: { cell: dpi }');

  test('is said of a train in which it did, with the traces that did it and a way out', () => {
    expect(departure(failure(dpi, {}))).toMatch(
      /^90 % measured, 2 % allowed; x and y are dpi: after a rest .*dpi-kept/,
    );
  });

  test.each<[string, Partial<Check>, Partial<Failure>]>([
    ['a train whose events add alike', {}, { circuit: [train(1, 1, 1)] }],
    ['a single event', {}, { circuit: [train(1)] }],
    ['a check against the model', { against: 'model' }, {}],
    ['the distance of a trim', { quantity: 'trim' }, {}],
    ['a time constant', { quantity: 'tau' }, { trimmed: true }],
    ['a run that was not recorded', {}, { circuit: [] }],
  ])('is not said of %s', (_, check, rest) => {
    expect(departure(failure(dpi, check, rest))).toBeUndefined();
  });

  test('is not said of a cell that has no such habit', () => {
    expect(departure(failure(compiled('trace: { cell: dpi-kept }'), {}))).toBeUndefined();
  });
});

describe('that a trim helps', () => {
  const dpi = compiled('trace: { cell: dpi }');
  const measurement = { measured: 0.001, value: 20.02e-3, reference: 20e-3 };
  const tau = { quantity: 'tau', metric: 'relative-error', max: 1e-4 } as const;

  test('is said of a number that a bias sets', () => {
    expect(departure(failure(dpi, tau, { measurement, circuit: [train(1)] }))).toBe(
      '0.1 % measured, 0.01 % allowed; the bias that sets it is the one of the design: simulation.trim: true ' +
        'corrects it in closed loop',
    );
  });

  test.each<[string, Partial<Check>, Partial<Failure>]>([
    ['what was trimmed already', tau, { measurement, trimmed: true }],
    ['a check against the model', { ...tau, against: 'model' }, { measurement }],
    ['a curve', {}, { circuit: [train(1, 1)] }],
    ['what is an order of magnitude off', tau, { measurement: { measured: 9, value: 0.2, reference: 0.02 } }],
    ['a value of the wrong sign', tau, { measurement: { measured: 2, value: -0.02, reference: 0.02 } }],
    [
      'a circuit without a bias for it',
      tau,
      { measurement, compiled: { ...dpi, dut: { ...dpi.dut, references: [] } } },
    ],
  ])('is not said of %s', (_, check, rest) => {
    expect(departure(failure(dpi, check, { circuit: [train(1)], ...rest }))).toBeUndefined();
  });
});
