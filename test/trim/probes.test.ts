import type { Design } from '../../src/design/design.js';
import { ComposedDut } from '../../src/netlist/composed-dut.js';
import type { CompiledSpec } from '../../src/compile.js';
import { elaborate } from '../../src/compose/elaborate.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import { probes } from '../../src/trim/probes.js';

const TRIMMED = [
  { net: 'x_gw', instance: 'x', trims: { quantity: 'amplitude', slope: 3 } },
  { net: 'x_gtau', instance: 'x', trims: { quantity: 'tau', slope: -1 } },
];

/** What the potentiating trace is trimmed to; nothing here is simulated, the targets are the rule's own. */
function targets(stimulus: string): Record<string, number> {
  const text =
    `rulespice: 1\nname: x\nrule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, ` +
    `depression: { amplitude: 0.0147, tau: 33.7 ms } }\nstimulus: ${stimulus}\nverify: [{ quantity: window, ` +
    `against: rule, max: 3 % }]\n`;
  const spec = parseSpec(text, 'x.yaml');
  const rule = expandRule(spec.rule);
  const { composition } = elaborate(spec.name, rule, {
    circuit: spec.circuit,
    process: loadProcess('sky130'),
    temperature: 27,
  });
  const design = { composition, sized: new Map(), references: TRIMMED } as unknown as Design;
  const compiled = { spec, rule, dut: new ComposedDut(design, loadProcess('sky130')) } as unknown as CompiledSpec;
  return Object.fromEntries(
    probes(compiled).flatMap((probe) => probe.targets.map(({ quantity, target }) => [quantity, target])),
  );
}

test.each([
  'window: { from: -60 ms, to: 60 ms, step: 15 ms }',
  'history: { warm: 3, interval: 600 ms }, window: { from: -60 ms, to: 60 ms, step: 15 ms }',
])('a trace is trimmed to the step of one pair, whatever came before it: %s', (stimulus) => {
  const { 'x amplitude': amplitude = NaN, 'x tau': tau = NaN } = targets(`{ ${stimulus} }`);
  expect(amplitude / 0.02).toBeCloseTo(1, 2);
  expect(tau / 16.8e-3).toBeCloseTo(1, 2);
});
