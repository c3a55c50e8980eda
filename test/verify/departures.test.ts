import { elaborate } from '../../src/compose/elaborate.js';
import type { CompiledSpec } from '../../src/compile.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/spec/load.js';
import { departure } from '../../src/verify/departures.js';

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
  const { composition } = elaborate('s', expandRule(spec.rule), {
    circuit: spec.circuit,
    process: loadProcess('sky130'),
    temperature: 27,
  });
  return { spec, design: { composition } } as unknown as CompiledSpec;
}

test('a train that misses its rule is told what its traces do otherwise; a window, a model and other cells are not', () => {
  const dpi = compiled('');
  const said = dpi.spec.verify.map((check) => departure(check, 0.9, dpi));
  expect(said[0]).toMatch(/^90 % measured, 2 % allowed; x and y are dpi: after a rest .*dpi-kept/);
  expect(said.slice(1)).toEqual([undefined, undefined]);
  const kept = compiled('trace: { cell: dpi-kept }');
  expect(kept.spec.verify.map((check) => departure(check, 0.9, kept))).toEqual([undefined, undefined, undefined]);
});
