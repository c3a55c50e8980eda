import { fileCache } from '../../src/node/store/cache.js';
import { compile } from '../../src/compile.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { DesignRefusal } from '../../src/process/process.js';
import { parseSpec } from '../../src/load-spec.js';
import { UserError } from '../../src/units/user-error.js';
import { patternOf } from '../support/patterns.js';

/** Physics says no, with the reason and a way out; before anything is simulated but the process's devices. */

let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('embedded');
});
afterAll(() => simulator.dispose());

async function failureOf(yaml: string): Promise<Error> {
  const check = yaml.includes('stdp') ? 'w, against: model, max: 1 %' : 'tau, against: rule, max: 1 %';
  const stimulus = yaml.includes('stdp') ? 'stimulus: { poisson: { rate: 20 Hz, duration: 1 s } }\n' : '';
  const spec = parseSpec(
    `rulespice: 1\nname: refused\n${yaml}\n${stimulus}verify: [{ quantity: ${check} }]`,
    'spec.yaml',
  );
  const outcome: unknown = await compile(spec, { simulator, cache: fileCache() }).then(
    () => 'it was designed',
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error(String(outcome));
  return outcome;
}

test.each([
  [
    '10 s on 1 pF: the leakage that forbids it, and the capacitor that would do',
    'rule: { kind: trace, tau: 10 s }\ncircuit: { trace: { capacitance: 1 pF } }',
    patternOf(
      /^x \(dpi\): tau 10 s on 1 pF needs 3\.\d+ fA, less than 2 times the leakage of 5\.\d+ fA of sky130 at 27 C; /,
      /use at least 3\.\d+ pF/,
    ),
  ],
  [
    '200 ms at 85 C',
    'rule: { kind: trace, tau: 200 ms }\nprocess: { temperature: 85 C }\ncircuit: { trace: { capacitance: 1 pF } }',
    /leakage of 2\.\d+ pA of sky130 at 85 C/,
  ],
  [
    'a current in strong inversion',
    'rule: { kind: trace, tau: 20 ms }\ncircuit: { trace: { current: 5 nA } }',
    /peak current of 5 nA leaves weak inversion/,
  ],
  [
    'a size without a card',
    'rule: { kind: trace, tau: 20 ms }\ncircuit: { sizes: { trace-p: 4/2 } }',
    /no pfet card for 4\/2/,
  ],
  [
    'a tail beyond weak inversion of its pair',
    'rule: { kind: trace, tau: 1 s }\ncircuit: { trace: { current: 100 pA, capacitance: 60 pF }, pulse: 20 us }',
    patternOf(
      /tail current during an event of 8\.\d+ uA leaves weak inversion, .*; /,
      /use a longer pulse, a smaller capacitor or a smaller peak/,
    ),
  ],
  [
    'no headroom',
    'rule: { kind: stdp, dependence: multiplicative, potentiation: { amplitude: 0.02, tau: 17 ms }, ' +
      'depression: { amplitude: 0.02, tau: 34 ms } }\ncircuit: { weight: { range: [0.2 V, 0.5 V] } }',
    patternOf(
      /a lower end of the weight range of 200 mV leaves -\d\d\.\d+ mV for the amplifier of a clamp, /,
      /which needs 103 mV to stay in saturation; /,
      /use a lower end of the weight range of at least 3\d\d\.?\d* mV/,
    ),
  ],
  [
    'a supply outside the process',
    'rule: { kind: trace, tau: 20 ms }\nprocess: { supply: 3.3 V }',
    /supply of 3.3 V is outside the 1.62 to 1.98 V of sky130/,
  ],
  [
    'a temperature outside the cards',
    'rule: { kind: trace, tau: 20 ms }\nprocess: { temperature: 125 C }',
    /125 C is outside the -20 to 85 C/,
  ],
  [
    'a tau-cell read by mirrors',
    'rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 17 ms }, depression: { amplitude: 0.02, ' +
      'tau: 34 ms } }\ncircuit: { trace: { cell: tau-cell } }',
    /has no pFET gate output for a mirror; choose the trace cell dpi or ramp/,
  ],
])('%s', async (_, yaml, message) => {
  const error = await failureOf(yaml);
  expect(error.message).toMatch(message);
  expect(error).toBeInstanceOf(DesignRefusal);
});

test.each([
  ['an unknown cell', 'circuit: { trace: { cell: dpj } }', 'unknown cell "dpj"; did you mean "dpi"?'],
  ['a cell that is no trace', 'circuit: { trace: { cell: inverter } }', 'cell inverter is no trace'],
  [
    'an unknown role',
    'circuit: { sizes: { trace-n: 5/2 } }',
    'process sky130 has no role "trace-n"; did you mean "trace-p"?',
  ],
  ['an unknown corner', 'process: { corner: tf }', 'process sky130 has no corner "tf"; did you mean "tt"?'],
])('%s is bad input', async (_, yaml, message) => {
  const error = await failureOf(`rule: { kind: trace, tau: 20 ms }\n${yaml}`);
  expect(error.message).toContain(message);
  expect(error).toBeInstanceOf(UserError);
});
