import { circuitOf } from '../../../src/compile.js';
import type { Simulator } from '../../../src/engine/simulator.js';
import type { Dut } from '../../../src/netlist/dut.js';
import { changed, DrawnProject, EXAMPLE, NETLIST } from '../../support/drawn.js';

/** How a netlist is read and wired. No simulator takes part. */

const project = new DrawnProject();
afterAll(() => project.remove());

const dutOf = async (changes: { spec?: string; netlist?: string } = {}): Promise<Dut> =>
  (await circuitOf(project.load(changes), { simulator: {} as Simulator, cache: {} as never })).dut;

const refusal = async (changes: { spec?: string; netlist?: string }): Promise<string> => {
  const spec = project.load(changes);
  let said = 'accepted';
  await circuitOf(spec, { simulator: {} as Simulator, cache: {} as never }).catch((error: unknown) => {
    said = project.refusal(() => {
      throw error;
    });
  });
  return said;
};

test('ports become nets in the order of the netlist, and sources as the spec says', async () => {
  const dut = await dutOf();
  expect(dut.subcircuit).toBe('stdp_synapse');
  expect(dut.ports.join(' ')).toBe('vdd vss pre preb post postb bpot btp bdep btd wgt');
  expect(dut.events).toEqual([
    { net: 'pre', event: 'pre', late: false },
    { net: 'preb', event: 'pre', late: false, active: 'low' },
    { net: 'post', event: 'post', late: false },
    { net: 'postb', event: 'post', late: false, active: 'low' },
  ]);
  expect(dut.references.map(({ net, direction, value }) => [net, direction, value])).toEqual([
    ['bpot', 'voltage', 0.68],
    ['btp', 'voltage', 1.05],
    ['bdep', 'voltage', 0.795],
    ['btd', 'voltage', 0.43],
  ]);
  expect(dut.outputs).toEqual([{ net: 'wgt', kind: 'voltage', state: 'w' }]);
});

test('of the shipped cards it takes those that it names, at the corner', async () => {
  const dut = await dutOf();
  const names = (corner: string): string[] =>
    [...dut.cards(corner).matchAll(/^\.model\s+(\S+)/gm)].map(([, name]) => name ?? '').sort();
  expect(names('tt')).toEqual(
    ['skyn_0p42_0p5', 'skyn_0p42_8', 'skyn_1_2', 'skyn_1_8', 'skyp_1_0p15', 'skyp_1_2', 'skyp_5_2'].sort(),
  );
  expect(names('ff')).toEqual(names('tt'));
  expect(dut.cards('ff')).not.toBe(dut.cards('tt'));
});

test('of subcircuits in each other the outermost is the circuit', async () => {
  const inner = '.subckt leak a b\nr1 a b 1g\n.ends\n';
  const netlist = `${changed(NETLIST, 'C3 WGT VSS 1.5p', 'C3 WGT VSS 1.5p\nX9 WGT VSS leak')}\n${inner}`;
  expect((await dutOf({ netlist })).subcircuit).toBe('stdp_synapse');
});

test('as xschem writes it, with its ends in comments', async () => {
  const netlist = changed(changed(NETLIST, /^\.subckt (.*)$/m, '**.subckt $1'), /^\.ends.*$/m, '**.ends');
  const [asSubcircuit, asWritten] = [await dutOf(), await dutOf({ netlist })];
  expect(asWritten.ports).toEqual(asSubcircuit.ports);
  expect(asWritten.varied().transistors.map(({ path }) => path)).toEqual(
    asSubcircuit.varied().transistors.map(({ path }) => path),
  );
});

test('levels, an active-low event, a load, a supply and a state inside are wired', async () => {
  let spec = changed(EXAMPLE, 'PREB: { complement: PRE }', 'PREB: { event: pre, active: low }');
  spec = changed(spec, 'POST: { event: post }', 'POST: { event: post, levels: [0.1 V, 1.7 V] }');
  spec = changed(spec, 'BPOT: 0.68 V', 'BPOT: { output: { load: 10 fF } }');
  spec = changed(spec, 'BTP: 1.05 V', 'BTP: { supply: 1.05 V }');
  spec = changed(spec, 'stimulus:', '  nodes: { tp: { state: x, range: [1.8 V, 1.2 V] } }\nstimulus:');
  const dut = await dutOf({ spec });
  expect(dut.events.map(({ active, levels }) => [active, levels])).toEqual([
    [undefined, undefined],
    ['low', undefined],
    [undefined, [0.1, 1.7]],
    [undefined, [1.7, 0.1]],
  ]);
  expect(dut.loads).toEqual([{ net: 'bpot', capacitance: 10e-15 }]);
  expect(dut.references.find(({ net }) => net === 'btp')).toMatchObject({ direction: 'voltage', value: 1.05 });
  expect(dut.outputs).toContainEqual({ net: 'xdut.tp', kind: 'voltage', state: 'x' });
});

test('a net is never called like one of the testbench, and keeps letters that every engine reads', async () => {
  const netlist = NETLIST.replaceAll('BTD', 'vss#2')
    .replaceAll(/\bVSS\b/g, 'GND')
    .replaceAll('BTP', 'A[0]');
  const spec = EXAMPLE.replace('BTD:', 'vss#2:').replace('VSS:', 'GND:').replace('BTP:', '"A[0]":');
  const dut = await dutOf({ spec, netlist });
  expect(dut.ports.join(' ')).toBe('vdd vss pre preb post postb bpot a_0_ bdep vss_2 wgt');
});

test('what stands outside of subcircuits is another testbench: it is left out, and said', async () => {
  const around =
    'title of somebody\n.lib "/pdk/sky130.lib.spice" tt\n.control\nshell touch pwned\n.endc\nv1 a 0 1\n.tran 1n 1u\n';
  const dut = await dutOf({ netlist: `${around}${NETLIST}.end\n` });
  expect(dut.text()).not.toMatch(/shell|tran|v1 a|lib/);
  expect(dut.warnings?.map((warning) => warning.replace(`${project.folder}/`, ''))).toEqual([
    'stdp_synapse.spice: left out what stands outside of subcircuits: v1 (line 6), .tran (line 7)',
    'stdp_synapse.spice:2: left out: the models are those of the process that the spec names',
  ]);
});

test('every transistor has its gate area, also inside subcircuits and with expressions of the instance', async () => {
  const cell = '.subckt half d g s b w=1u\nM1 d g s b skyn_1_2 W={w} L=2u m=2\n.ends\n';
  const netlist = `${cell}${changed(NETLIST, /^M9 .*$/m, 'X9 dset dset VSS VSS half w=3u')}`;
  const spec = changed(
    EXAMPLE,
    'netlist: stdp_synapse.spice',
    'netlist: stdp_synapse.spice\n  subcircuit: stdp_synapse',
  );
  const { transistors } = (await dutOf({ spec, netlist })).varied();
  expect(transistors).toHaveLength(12);
  const find = (path: string) => transistors.find((one) => one.path === path);
  expect(find('xdut.m1')).toMatchObject({ polarity: 'pfet', instance: 'm1', area: 2e-12 });
  expect(find('xdut.x9.m1')).toMatchObject({ polarity: 'nfet', instance: 'x9', device: 'm1', area: 12e-12 });
});

test('terminals are those of the transistors that were drawn', async () => {
  const { terminals = [] } = await dutOf();
  expect(terminals).toHaveLength(12);
  expect(terminals[0]).toEqual({ name: 'm1', vectors: ['v(xdut.up)', 'v(xdut.tp)', 'v(vdd)', 'v(vdd)'] });
  expect(terminals[6]).toEqual({ name: 'm7', vectors: ['v(xdut.dn)', 'v(xdut.td)', '0', '0'] });
});

/** Every subcircuit holds the next one twice. */
const DOUBLING = [
  ...Array.from({ length: 18 }, (_, level) => `.subckt b${level} p\nx1 p b${level + 1}\nx2 p b${level + 1}\n.ends\n`),
  '.subckt b18 p\nr1 p 0 1g\n.ends\n',
].join('');

const HEADER = '.subckt stdp_synapse VDD VSS PRE PREB POST POSTB BPOT BTP BDEP BTD WGT';

test.each([
  [
    'a forgotten port',
    { spec: changed(EXAMPLE, '    BTD: 0.43 V\n', '') },
    'dut.ports: what btd of subcircuit stdp_synapse (stdp_synapse.spice:4) is, is not said; add it',
  ],
  [
    'an unknown port',
    { spec: changed(EXAMPLE, '    BTD: 0.43 V\n', '    BTD: 0.43 V\n    BTE: 0.43 V\n') },
    'dut.ports: subcircuit stdp_synapse (stdp_synapse.spice:4) has no port "BTE"; did you mean "btp"?; it has vdd, ' +
      'vss, pre, preb, post, postb, bpot, btp, bdep, btd, wgt',
  ],
  [
    'a port twice, by case',
    { spec: changed(EXAMPLE, '    BTD: 0.43 V\n', '    BTD: 0.43 V\n    btd: 0.43 V\n') },
    'dut.ports: btd is BTD: case does not count',
  ],
  [
    'a port twice in the netlist',
    { netlist: changed(NETLIST, 'BTD WGT\n*', 'BTD BTD WGT\n*') },
    'stdp_synapse.spice:4: subcircuit stdp_synapse has the port "btd" twice; rename one of them',
  ],
  [
    'a complement of no event',
    { spec: changed(EXAMPLE, 'complement: PRE', 'complement: BPOT') },
    'dut.ports.PREB: "BPOT" is no port of an event; there are PRE, POST',
  ],
  [
    'another subcircuit',
    { spec: changed(EXAMPLE, 'pulse: 0.5 us', 'pulse: 0.5 us\n  subcircuit: synapse') },
    'stdp_synapse.spice has no subcircuit "synapse"; it has stdp_synapse',
  ],
  [
    'two subcircuits and no name',
    { netlist: `${NETLIST}.subckt other a b\nr1 a b 1\n.ends\n` },
    'stdp_synapse.spice has 2 subcircuits (stdp_synapse, other); name one with "subcircuit"',
  ],
  [
    'a subcircuit twice',
    { netlist: `${NETLIST}${NETLIST}` },
    'stdp_synapse.spice:27: subcircuit stdp_synapse is defined again (first in line 4); remove one',
  ],
  [
    'no subcircuit',
    { netlist: '* empty\nr1 a b 1\n' },
    'stdp_synapse.spice:1: defines no subcircuit (.subckt); netlist the circuit as a subcircuit with its ports',
  ],
  [
    'a model of another process',
    { netlist: changed(NETLIST, 'VDD skyp_5_2 W', 'VDD skyp_5_3 W') },
    'stdp_synapse.spice:18: model "skyp_5_3" of m11 is neither in the netlist nor in the models of process sky130; ' +
      'did you mean "skyp_1_2"?; check its name, and "process:" in the spec',
  ],
  [
    'a net that nobody drives',
    { netlist: `.global vdd vbias\n${NETLIST}` },
    'stdp_synapse.spice:1: the global net "vbias" reaches past the ports, and nothing in a testbench drives it; make ' +
      'it a port (global may be vdd, 0, gnd)',
  ],
  [
    'a schematic',
    { netlist: 'v {xschem version=3.4.4 file_version=1.2}\nG {}\n' },
    'stdp_synapse.spice:1: is a schematic of xschem, which runs the Tcl code that it may hold; netlist it yourself, ' +
      '"xschem -n -s -r -x -q -o . FILE.sch", and name the netlist',
  ],
  [
    'a subcircuit in itself',
    {
      netlist: changed(
        NETLIST,
        'C3 WGT VSS 1.5p\n',
        'C3 WGT VSS 1.5p\nX9 VDD VSS PRE PREB POST POSTB BPOT BTP BDEP BTD WGT stdp_synapse\n',
      ),
    },
    'subcircuit stdp_synapse has subcircuits in each other, more than 20 deep; verify the synapse alone, without ' +
      'an array',
  ],
  [
    'more instances than anybody draws',
    {
      netlist: `${DOUBLING}${changed(NETLIST, 'C3 WGT VSS 1.5p\n', 'C3 WGT VSS 1.5p\nX9 WGT b0\n')}`,
      spec: changed(EXAMPLE, 'pulse: 0.5 us', 'pulse: 0.5 us\n  subcircuit: stdp_synapse'),
    },
    'subcircuit stdp_synapse has more than 20000 instances; verify the synapse alone, without an array',
  ],
  [
    'a command of the interpreter',
    { netlist: changed(NETLIST, HEADER, `${HEADER}\n;# shell touch pwned`) },
    'stdp_synapse.spice:5: a ";#" line is run as a command; remove the "#" after the ";"',
  ],
  [
    'a device that opens a file',
    { netlist: changed(NETLIST, 'C1 tp VDD 100f', 'C1 tp VDD 100f\nA1 tp td filesrc') },
    'stdp_synapse.spice:21: "a1" is an XSPICE device, which can read files and start programs; use a B, E or G source',
  ],
])('%s', async (_, changes, message) => {
  expect(await refusal(changes)).toBe(message);
});

test('a process that has no models for it is refused', async () => {
  const spec = changed(EXAMPLE, 'process: { name: sky130 }', 'process: { name: gf180mcu }');
  const said = await refusal({ spec });
  expect(said).toMatch(/gf180mcu/);
  expect(said).not.toBe('accepted');
});
