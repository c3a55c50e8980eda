import { changed, DrawnProject, NEURON } from '../support/drawn.js';

/** What a spec may say of a neuron; each mistake has its place and its way out. */

const project = new DrawnProject(NEURON);
afterAll(() => project.remove());

const refusal = (from: string | RegExp, to: string): string =>
  project.refusal(() => project.load({ spec: changed(NEURON.spec, from, to) }));

test('the example is read: what the neuron is, its ports, and the currents', () => {
  const { rule, dut, stimulus, verify } = project.load();
  expect(rule).toMatchObject({ kind: 'lif', tau: 17.5e-3, threshold: 0.96e-9, refractory: 1.8e-3, reset: 0 });
  expect(dut?.ports).toMatchObject({
    IIN: { role: 'input', flows: 'in' },
    ITHR: { role: 'bias', current: -1e-9 },
    SPK: { role: 'spike', edge: 'rising', load: 0 },
  });
  expect(stimulus.currents?.[0]).toBe(0.5e-9);
  expect(verify.map(({ quantity }) => quantity).slice(0, 2)).toEqual(['f_i', 'threshold_current']);
});

test('an input that draws its current, and an output that falls', () => {
  const spec = changed(
    changed(NEURON.spec, 'IIN: input', 'IIN: { input: out }'),
    'SPK: spike',
    'SPK: { spike: falling, level: 1.2 V, load: 5 fF }',
  );
  expect(project.load({ spec }).dut?.ports).toMatchObject({
    IIN: { role: 'input', flows: 'out' },
    SPK: { role: 'spike', edge: 'falling', level: 1.2, load: 5e-15 },
  });
});

test.each([
  ['IIN: input', 'IIN: output', 'dut.ports: no port is the input of the neuron; name one'],
  ['SPK: spike', 'SPK: output', 'dut.ports: no port is the spike of the neuron; name one'],
  ['ITAU: 18 pA', 'ITAU: input', 'dut.ports.ITAU: is a second input, and a neuron has one; say what else it is'],
  [
    'SPK: spike',
    'SPK: { event: post }',
    'dut.ports: no port is the spike of the neuron; name one|dut.ports.SPK: is of a synapse, and the rule is a ' +
      'neuron, which waits for no event; remove it',
  ],
  ['  ports:', '  pulse: 1 us\n  ports:', 'dut.pulse: is that of events, and a neuron waits for none; remove it'],
  ['SPK: spike', 'SPK: { spike: up }', 'dut.ports.SPK.spike: found "up", expected "rising" or "falling"'],
  ['IIN: input', 'IIN: { input: in, level: 1 V }', 'dut.ports.IIN.level: belongs to spike; remove it'],
  ['{ state: v', '{ state: u', 'dut.nodes.mem.state: the rule has no state "u"; did you mean "v"?; it has v'],
  [/mem: .*/, '{}', 'verify[4].quantity: reset needs the state v, which no port carries; name its net under dut.nodes'],
  [', energy: 180 pJ', '', 'verify[7].quantity: there is nothing to compare it with; add rule.spike.energy'],
  [
    /currents: .*/,
    'currents: [0.5 nA, 2 nA, 4 nA, 8 nA]',
    'verify[2].quantity: is read from a curve of at least 4 currents above the threshold, and stimulus.currents has ' +
      '3; add more|verify[3].quantity: is read from a curve of at least 4 currents above the threshold, and ' +
      'stimulus.currents has 3; add more',
  ],
  [
    /currents: .*/,
    'currents: [2 nA, 1 nA]',
    'stimulus.currents[1]: found "1 nA", expected currents in ascending order; sort them',
  ],
  [
    'stimulus:\n',
    'stimulus:\n  poisson: { rate: 10 Hz, duration: 1 s }\n',
    'stimulus.poisson: drives a synapse with events, and a neuron takes currents; name "currents" instead',
  ],
  [/stimulus:\n.*\n/, '', 'verify[0].quantity: f_i needs an experiment; add stimulus.currents'],
  ['quantity: f-i', 'quantity: window', 'verify[0].quantity: a rule of kind "lif" has no window; choose'],
  ['threshold: 0.96 nA', 'threshold: 0.96 nV', 'rule.threshold: found "0.96 nV", expected a current'],
  ['refractory: 1.8 ms', 'refractory: -1 ms', 'rule.refractory: found "-1 ms", expected a duration of at least'],
  [
    'against: rule, max: 5 % }\n  - { quantity: thr',
    'against: model, max: 5 % }\n  - { quantity: thr',
    'verify[0].against: a neuron is held against the stated one, and there is no other model; compare with the rule',
  ],
])('%s -> %s', (from, to, messages) => {
  const said = refusal(from, to);
  for (const message of messages.split('|')) expect(said).toContain(message);
  expect(said).toMatch(/^spec\.yaml:\d+:\d+: /);
});

test('a neuron without a circuit', () => {
  const spec = NEURON.spec.replace(/dut:\n(?: .*\n)+/, '');
  expect(project.refusal(() => project.load({ spec }))).toContain(
    'rule: a neuron is a circuit that somebody drew, rulespice composes none; add "dut" with its netlist',
  );
});
