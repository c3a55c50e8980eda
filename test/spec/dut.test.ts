import { changed, DrawnProject, EXAMPLE } from '../support/drawn.js';

/** What a spec may say of a circuit that was drawn elsewhere; each mistake has its place and its way out. */

const project = new DrawnProject();
afterAll(() => project.remove());

const refusal = (from: string | RegExp, to: string): string =>
  project.refusal(() => project.load({ spec: changed(EXAMPLE, from, to) }));

test('the example is read: times are the circuit’s own, and a pulse is counted half-way up to half-way down', () => {
  const { dut, circuit } = project.load();
  expect(circuit).toMatchObject({ pulse: 0.505e-6, edge: 5e-9 });
  expect(dut).toMatchObject({
    netlists: [{ file: 'stdp_synapse.spice' }],
    ports: {
      VDD: { role: 'supply' },
      PRE: { role: 'event', event: 'pre', active: 'high' },
      PREB: { role: 'complement', of: 'PRE' },
      BPOT: { role: 'bias', voltage: 0.68 },
      WGT: { role: 'state', state: 'w', kind: 'voltage', range: [0.3, 1.5] },
    },
  });
  expect(dut?.netlists[0]?.own?.text).toContain('.subckt stdp_synapse');
});

test('an edge of its own counts, and a current is a bias too', () => {
  const spec = changed(changed(EXAMPLE, 'pulse: 0.5 us', 'pulse: 0.5 us\n  edge: 20 ns'), 'BTD: 0.43 V', 'BTD: -2 nA');
  expect(project.load({ spec })).toMatchObject({
    circuit: { pulse: 0.52e-6, edge: 20e-9 },
    dut: { ports: { BTD: { role: 'bias', current: -2e-9 } } },
  });
});

test('one netlist of several is enough of a name', () => {
  const spec = changed(EXAMPLE, 'netlist: stdp_synapse.spice', 'netlists: { schematic: stdp_synapse.spice }');
  expect(project.load({ spec }).dut?.netlists).toMatchObject([{ name: 'schematic', file: 'stdp_synapse.spice' }]);
});

test.each([
  [
    'netlist: stdp_synapse.spice',
    'netlist: other.spice',
    'spec.yaml:13:12: dut.netlist: there is no file "other.spice"; check its name',
  ],
  [
    'PRE: { event: pre }',
    'PRE: { event: pr }',
    'spec.yaml:15:3: dut.ports: no port is the event pre of the rule; name one\n' +
      'spec.yaml:18:19: dut.ports.PRE.event: the rule waits for no event "pr"; did you mean "pre"?; it waits for ' +
      'pre, post',
  ],
  [
    'VDD: supply',
    'VDD: suply',
    'spec.yaml:16:10: dut.ports.VDD: found "suply", expected what the port is: supply, ground, output, a bias such ' +
      'as "0.7 V" or "10 nA", or a section with one of event, complement, bias, state, supply, output; of a neuron ' +
      'also input and spike',
  ],
  [
    'PRE: { event: pre }',
    'PRE: { event: pre, range: [0 V, 1 V] }',
    'spec.yaml:18:24: dut.ports.PRE.range: belongs to state; remove it',
  ],
  [
    'PRE: { event: pre }',
    'PRE: { event: pre, evnt: post }',
    'spec.yaml:18:24: unknown key "evnt" in dut.ports.PRE; known keys: supply, event, active, levels, complement, ' +
      'bias, state, range, at, zero, output, input, spike, level, load; did you mean "event"?',
  ],
  [
    'range: [0.3 V, 1.5 V]',
    'range: [0.3 V, 1.5 nA]',
    'spec.yaml:26:22: dut.ports.WGT.range: one is a voltage, the other a current; write both alike',
  ],
  [
    'range: [0.3 V, 1.5 V]',
    'range: [0 nA, 5 nA], at: 0.9 V',
    'spec.yaml:26:22: dut.ports.WGT.range: the weight w is set to its start as a voltage; name the net that holds it',
  ],
  [
    'state: w',
    'state: v',
    'spec.yaml:15:3: dut.ports: no port carries the weight w of the rule; add { state: w, range: ... }\n' +
      'spec.yaml:26:19: dut.ports.WGT.state: the rule has no state "v"; did you mean "x"?; it has x, y, w\n' +
      'spec.yaml:39:17: verify[8].quantity: w needs the state w, which no port carries; name its net under dut.nodes',
  ],
  [
    'against: rule, max: 10 % }\n  - { quantity: a+',
    'against: model, max: 10 % }\n  - { quantity: a+',
    'spec.yaml:31:34: verify[0].against: nothing is known of a model of this circuit; find one with "rulespice ' +
      'identify --card FILE" and name it as dut.model, or compare with the rule',
  ],
  [
    'quantity: w, against',
    'quantity: x, against',
    'spec.yaml:39:17: verify[8].quantity: x needs the state x, which no port carries; name its net under dut.nodes',
  ],
  [
    '  pulse: 0.5 us\n',
    '',
    'spec.yaml:12:1: dut.pulse is missing; add it (expected a duration such as "0.5 us": how long an event stands)',
  ],
  [
    'BTD: 0.43 V',
    'BTD: input',
    'spec.yaml:25:10: dut.ports.BTD: "input" is of a neuron, and the rule is none; say what else it is',
  ],
  [
    'stimulus:\n',
    'stimulus:\n  currents: [1 nA]\n',
    'spec.yaml:28:3: stimulus.currents: drive a neuron, and "stdp" is none; remove them',
  ],
  [
    'stimulus:\n',
    'circuit: { pulse: 1 ms }\nsimulation: { trim: true }\nstimulus:\n',
    'spec.yaml:27:1: circuit: sizes cells of rulespice, and the circuit under "dut" was drawn elsewhere; remove it\n' +
      'spec.yaml:28:21: simulation.trim: moves biases that rulespice sized, and the circuit under "dut" was drawn ' +
      'elsewhere; remove it',
  ],
])('%s -> %s', (from, to, message) => {
  expect(refusal(from, to)).toBe(message);
});
