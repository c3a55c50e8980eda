import type { CompiledSpec } from '../../src/compile.js';
import type { Bench } from '../../src/netlist/testbench.js';
import { recordingFrom } from '../../src/roads/roads.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';

/* A weight that an engine did not set to its start answers another question than the one that was asked. */

const spec = parseSpec(
  `rulespice: 1
name: s
rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms } }
stimulus: { window: { from: -60 ms, to: 60 ms, step: 5 ms } }
verify: [{ quantity: window, against: rule, max: 2 % }]
`,
  's.yaml',
);
const range = [0.5, 1.5] as const;
const dut = { outputs: [{ net: 'w', kind: 'voltage', state: 'w' }] };
const compiled = {
  spec,
  rule: expandRule(spec.rule),
  dut,
  encoding: { traces: new Map(), gains: new Map(), voltages: new Map([['w', { range, capacitance: 1e-12 }]]) },
} as unknown as CompiledSpec;
const experiment = { name: 'window', label: 'window', events: {}, duration: 0.1 } as const;

/** A weight that stands at this voltage, V. */
const standing = (voltage: number): Waveforms => ({
  analysis: 'tran',
  axis: { name: 'time', kind: 'time', values: Float64Array.of(0, 0.1) },
  columns: new Map([['v(w)', { name: 'v(w)', kind: 'voltage', values: Float64Array.of(voltage, voltage) }]]),
});
const read = (voltage: number) => () =>
  recordingFrom(compiled, { dut } as unknown as Bench, experiment, standing(voltage)).states.get('w')?.y[0];

test('a weight that begins where it was set is read in units of its range', () => {
  expect(read(1.0005)()).toBeCloseTo(0.5005, 9);
});

test.each([0.004, 0.998, 1.002])(
  'a weight that was set to 1 V and begins at %d V is a failed simulation',
  (voltage) => {
    expect(read(voltage)).toThrow(/^w begins at .*V, and it was set to 1 V: the engine did not keep the initial/);
  },
);
