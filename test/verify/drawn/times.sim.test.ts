import { fileCache } from '../../../src/node/store/cache.js';
import { createSimulator } from '../../../src/node/engine/registry.js';
import type { Simulator } from '../../../src/engine/simulator.js';
import { verifySpec } from '../../../src/verify/verify.js';
import { DrawnProject } from '../../support/drawn.js';
import { describeVerdict } from '../../support/verification.js';

/** Times are the circuit's own: a trace of 1 kOhm to 1 GOhm and its capacitor, that an event charges by a current. */

const project = new DrawnProject();
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator();
});
afterAll(async () => {
  await simulator.dispose();
  project.remove();
});

/** Charge in a pulse raises the trace by half a volt: I = C dV / t_p, a little more for what decays meanwhile. */
function traceOf(tau: number, pulse: number, resistance: number): { spec: string; netlist: string } {
  const capacitance = tau / resistance;
  const current = 0.5 / (resistance * (1 - Math.exp(-(pulse * 1.01) / tau)));
  return {
    netlist: `.subckt trace vdd vss pre x
G1 vss x pre vss ${current / 1.8}
R1 x vss ${resistance}
C1 x vss ${capacitance}
.ends
`,
    spec: `rulespice: 1
name: times
rule: { kind: trace, tau: ${tau} s }
process: { name: sky130 }
dut:
  netlist: stdp_synapse.spice
  pulse: ${pulse} s
  ports: { vdd: supply, vss: ground, pre: { event: pre }, x: { state: x, range: [0 V, 0.5 V] } }
verify:
  - { quantity: tau, against: rule, max: 0.2 % }
  - { quantity: peak, against: rule, max: 1 % }
`,
  };
}

test.each([
  ['100 ns, pulses of 2 ns', 100e-9, 2e-9, 1e3],
  ['10 us', 10e-6, 100e-9, 1e5],
  ['20 ms', 20e-3, 0.5e-3, 1e8],
  ['3 s', 3, 10e-3, 1e9],
])('tau of %s', async (_, tau, pulse, resistance) => {
  const spec = project.load(traceOf(tau, pulse, resistance));
  const { verdicts } = await verifySpec(
    spec,
    { simulator, cache: fileCache() },
    { file: project.spec, folder: project.folder },
  );
  expect(verdicts.filter(({ status }) => status !== 'pass').map(describeVerdict)).toEqual([]);
  expect(verdicts).toHaveLength(2);
});
