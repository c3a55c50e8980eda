import { resultSchemas } from '../../src/cli/schema/schemas.js';
import { explainDrawn } from '../../src/explain/drawn.js';
import { drawnText } from '../../src/explain/drawn-text.js';
import { textTable } from '../../src/report/text-table.js';
import { changed, DrawnProject, EXAMPLE, NEURON } from '../support/drawn.js';

/** What `explain` says of a circuit that somebody drew. */

const projects = [new DrawnProject(), new DrawnProject(NEURON)] as const;
afterAll(() => projects.forEach((project) => project.remove()));

test('ports, transistors and checks, as the spec and the netlist have them', () => {
  let spec = changed(EXAMPLE, 'BTD: 0.43 V', 'BTD: -2 nA');
  spec = changed(spec, 'PREB: { complement: PRE }', 'PREB: { event: pre, active: low }');
  const loaded = projects[0].load({ spec });
  const explanation = explainDrawn(loaded, loaded.dut!);
  const is = new Map(explanation.ports.map(({ port, is: words }) => [port, words]));
  expect(is.get('VDD')).toBe('supply, 1.8 V nominal');
  expect(is.get('PREB')).toBe('event pre: 1.8 V at rest, 0 V while it lasts');
  expect(is.get('POSTB')).toBe('complement of POST');
  expect(is.get('BPOT')).toBe('bias, 680 mV');
  expect(is.get('BTD')).toBe('bias, 2 nA out of it to ground');
  expect(is.get('WGT')).toBe('state w: 0 is 300 mV, 1 is 1.5 V');
  const [netlist] = explanation.netlists;
  expect(netlist).toMatchObject({ file: 'stdp_synapse.spice', subcircuit: 'stdp_synapse' });
  expect(netlist!.transistors.map(({ polarity, number }) => [polarity, number])).toEqual([
    ['nfet', 6],
    ['pfet', 6],
  ]);
  expect(explanation.checks).toContainEqual({
    ...{ quantity: 'w', against: 'rule', metric: 'nrmse', max: 0.05, stimulus: 'poisson' },
  });
  expect(explanation.conditions).toBe(1);
  expect(resultSchemas.explain.parse(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation);
  const text = drawnText(explanation, textTable);
  expect(text).toMatch(/^drawn-synapse: a drawn circuit on sky130, and a rule of kind stdp\n/);
  expect(text).toMatch(/stdp_synapse\.spice +stdp_synapse +6 nfet, 6 pfet +32\.1 um2 +none: state avt/);
  expect(text).toMatch(/w vs rule +at most 5 % +NRMSE +poisson/);
});

test('a neuron', () => {
  const loaded = projects[1].load();
  const explanation = explainDrawn(loaded, loaded.dut!);
  expect(explanation.ports.map(({ is }) => is).filter((is) => / of a neuron/.test(is))).toHaveLength(2);
  expect(drawnText(explanation, textTable)).not.toContain('In the language of specs');
});
