import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CompositionBuilder } from '../../src/compose/builder.js';
import { dutPorts, type Composition } from '../../src/compose/composition.js';
import { elaborate } from '../../src/compose/elaborate.js';
import { blocksOf, hierarchicalNet, pathIn, placeOf } from '../../src/compose/hierarchy.js';
import { loadSpec } from '../../src/load-spec.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';

/** A rule's circuit is a unit that an array repeats, and biases that its units share. */

const sky130 = loadProcess('sky130');
const BIAS_CELLS = ['mirror-bias', 'cascode-bias', 'replica-bias', 'set-buffer'];

function example(name: string): Composition {
  const { name: called, rule, circuit } = loadSpec(join('examples', `${name}.yaml`));
  return elaborate(called, expandRule(rule), { circuit, process: sky130, temperature: 27 }).composition;
}

const EXAMPLES = readdirSync('examples')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

test.each(EXAMPLES)('%s: every bias cell stands in the bias block, and nothing else does', (name) => {
  const composition = example(name);
  const blocks = blocksOf(composition);
  expect(blocks.flatMap(({ instances }) => instances)).toHaveLength(composition.instances.length);
  for (const { part, instances } of blocks)
    for (const { cell } of instances) expect(BIAS_CELLS.includes(cell.name)).toBe(part === 'bias');
});

test.each(EXAMPLES)('%s: blocks meet at their ports, and every port of the circuit reaches one', (name) => {
  const composition = example(name);
  const blocks = blocksOf(composition);
  const ports = new Set(blocks.flatMap((block) => block.ports));
  expect([...ports]).toEqual(expect.arrayContaining(dutPorts(composition)));
  const nets = blocks.map(({ instances }) => new Set(instances.flatMap(({ nets: of }) => Object.values(of))));
  blocks.forEach((block, index) => {
    expect(new Set(block.ports).size).toBe(block.ports.length);
    for (const net of nets[index] ?? []) {
      const shared = nets.some((others, at) => at !== index && others.has(net));
      expect(block.ports.includes(net)).toBe(shared || dutPorts(composition).includes(net));
    }
  });
});

test('events, outputs and what the rule stores are no business of the bias block', () => {
  const bias = blocksOf(example('stdp-additive')).find(({ part }) => part === 'bias');
  const traces = ['x', 'y'].flatMap((trace) => ['gtau', 'gw', 'gkeep', 'vthr'].map((port) => `${trace}_${port}`));
  expect(bias?.ports).toEqual([...traces, 'w_buffer_gb', 'w_floor_gb', 'w_pre_gcascode', 'vdd', 'vss']);
});

test('a level that a buffer makes in the bias block is a port of both, and none of the circuit', () => {
  const composition = example('trace-ramp');
  for (const { ports } of blocksOf(composition)) expect(ports).toContain('x_vset');
  expect(dutPorts(composition)).not.toContain('x_vset');
  const ramp = composition.instances.find(({ id }) => id === 'x')!;
  expect(hierarchicalNet(composition, ramp, 'vset')).toBe('xdut.x_vset');
});

test('places and nets as a flattened testbench knows them', () => {
  const composition = example('stdp-additive');
  const of = (wanted: string) => composition.instances.find(({ id }) => id === wanted)!;
  expect(pathIn(composition, of('x'))).toBe('xsynapse.xtrace_x');
  expect(placeOf(composition, of('x_gtau_b'))).toBe('xdut.xbias.xdrive_x_gtau');
  expect(hierarchicalNet(composition, of('x'), 'foot')).toBe('xdut.xsynapse.xtrace_x.foot');
  expect(hierarchicalNet(composition, of('x'), 'syn')).toBe('xdut.xsynapse.x_syn');
  expect(hierarchicalNet(composition, of('x'), 'gtau')).toBe('x_gtau');
});

test('synapses of a group are alike, and what they have in common stands beside them', () => {
  const composition = example('normalisation');
  const blocks = blocksOf(composition);
  expect(blocks.map(({ element }) => element)).toEqual([
    'xsynapse_x1',
    'xsynapse_x2',
    'xsynapse_x3',
    'xgroup',
    'xbias',
  ]);
  const [one, two] = blocks;
  expect(one!.ports.map(one!.netOf)).toEqual(two!.ports.map(two!.netOf));
  expect(one!.ports.map(one!.netOf)).toEqual([
    'trace_event',
    'trace_gtau',
    'trace_gw',
    'trace_vthr',
    'trace_iout',
    'share_common',
    'share_level',
    'share_iout',
    'vdd',
    'vss',
  ]);
  const share = composition.instances.find(({ id }) => id === 'z2')!;
  expect(placeOf(composition, share)).toBe('xdut.xsynapse_x2.xshare');
  expect(hierarchicalNet(composition, share, 'in')).toBe('xdut.xsynapse_x2.trace_syn');
  expect(hierarchicalNet(composition, share, 'common')).toBe('xdut.budget1_common');
  expect(hierarchicalNet(composition, share, 'a')).toBe('xdut.xsynapse_x2.xshare.a');
});

test('cells that somebody put together stand side by side', () => {
  const builder = new CompositionBuilder('own', 'by hand', [{ net: 'pre', event: 'pre', late: false }]);
  builder.add('x', 'dpi', { event: 'pre' }, { tau: 20e-3, current: 20e-12, pulse: 0.5e-3 });
  const composition = builder.build();
  expect(blocksOf(composition)).toEqual([]);
  const [bias] = composition.instances;
  expect(placeOf(composition, bias!)).toBe('xdut.xdrive_x_gtau');
});
