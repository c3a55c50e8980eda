import { compile, type ComposedSpec } from '../../src/compile.js';
import { partBudgets } from '../../src/design/budget.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { fileCache } from '../../src/node/store/cache.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { loadSpec, parseSpec } from '../../src/load-spec.js';
import { subcircuitName } from '../../src/netlist/render-blocks.js';
import { experimentCircuit, SUPPLY_CURRENT, type Bench } from '../../src/netlist/testbench.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { column } from '../../src/waveform/waveforms.js';

/** What a rule is compiled to: a synapse, and the biases that an array of them shares. */

let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator(undefined, { jobs: 2 });
});
afterAll(() => simulator.dispose());

const compiled = (name: string): Promise<ComposedSpec> =>
  compile(loadSpec(`examples/${name}.yaml`), { simulator, cache: fileCache() });

const benchOf = ({ dut, process, conditions }: ComposedSpec): Bench => ({ dut, process, conditions, options: {} });

/** Lines between `.subckt name` and its end. */
function body(netlist: string, name: string): string[] {
  const lines = netlist.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`.subckt ${name} `));
  return lines.slice(first + 1, lines.indexOf(`.ends ${name}`));
}

const PAIR: Experiment = {
  name: 'spikes',
  label: 'a pair',
  duration: 0.06,
  events: { pre: [0.01, 0.035], post: [0.02, 0.03] },
};

async function run(title: string, text: string, save: readonly string[], stop: number) {
  const session = await simulator.open({ title, text });
  try {
    const analysis = { kind: 'tran', step: stop / 500, stop, maxStep: stop / 500 } as const;
    return await session.run(analysis, { save: [...save], timeoutSeconds: 120 });
  } finally {
    await session.close();
  }
}

test('no bias device stands in the synapse, and no other in the bias block', async () => {
  const { dut } = await compiled('stdp-additive');
  const text = dut.text();
  expect(body(text, 'stdp_additive_synapse').filter((line) => /_bias$/.test(line))).toEqual([]);
  const biases = body(text, 'stdp_additive_bias');
  expect(biases).toHaveLength(11);
  for (const line of biases) expect(line).toMatch(/ (replica|mirror|cascode)_bias$/);
  expect(body(text, 'stdp_additive_top').map((line) => line.split(' ').at(-1))).toEqual([
    'stdp_additive_synapse',
    'stdp_additive_bias',
  ]);
});

test('two synapses on one bias block do what one does on its own', async () => {
  const spec = await compiled('stdp-additive');
  const { dut, design } = spec;
  const circuit = experimentCircuit(benchOf(spec), PAIR, spec.spec.circuit, new Map([['w', 1]]));
  const instance = /^xdut .*$/m;
  const [one, bias] = body(dut.text(), 'stdp_additive_top') as [string, string];
  const grounded = (line: string): string => line.replace(/ vss /, ' 0 ');
  // The second has states of its own, its trace currents end in monitors of their own.
  const two = grounded(one)
    .replace('xsynapse', 'xsecond')
    .replace(/ x_iout y_iout w /, ' x2_iout y2_iout w2 ');
  expect(two).toContain(' w2 ');
  const array = [
    grounded(one),
    two,
    grounded(bias),
    'v_x2_iout x2_iout 0 dc 0.9',
    'v_y2_iout y2_iout 0 dc 0.9',
    '.ic v(w2)=1',
  ];
  const alone = await run('one', circuit.text, ['v(w)'], PAIR.duration);
  const both = await run('two', circuit.text.replace(instance, array.join('\n')), ['v(w)', 'v(w2)'], PAIR.duration);
  const [single, first, second] = [column(alone, 'v(w)'), column(both, 'v(w)'), column(both, 'v(w2)')].map(
    (values) => (values.at(-1) ?? NaN) - 1,
  ) as [number, number, number];
  expect(subcircuitName(design.composition)).toBe('stdp_additive_top');
  expect(Math.abs(single)).toBeGreaterThan(2e-3);
  // Twice the events couple into the same biases: parts in a thousand.
  expect(Math.abs(first / single - 1)).toBeLessThan(0.01);
  expect(Math.abs(second / first - 1)).toBeLessThan(1e-6);
});

test.each(['stdp-additive', 'three-factor', 'trace-ramp', 'trace-tau-cell', 'normalisation', 'scaling'])(
  '%s: the current predicted at rest is the one that flows',
  async (name) => {
    const spec = await compiled(name);
    const silent = { ...PAIR, events: { pre: [], post: [] }, duration: 5e-3 };
    const circuit = experimentCircuit(benchOf(spec), silent, spec.spec.circuit, new Map());
    const result = await run(name, circuit.text, [SUPPLY_CURRENT], silent.duration);
    const parts = partBudgets(spec.design);
    const all = parts.find(({ part }) => part === 'all')!;
    expect(Math.abs(all.current / -(column(result, SUPPLY_CURRENT).at(-1) ?? NaN) - 1)).toBeLessThan(0.06);
    for (const property of ['area', 'capacitance', 'decoupling', 'current'] as const) {
      const sum = parts.reduce((total, row) => total + (row.part === 'all' ? 0 : row[property]), 0);
      expect(sum).toBeCloseTo(all[property], 20);
    }
    const cells = spec.design.composition.instances.filter(({ cell }) => cell.name.endsWith('-bias'));
    expect(parts.find(({ part }) => part === 'bias')!.decoupling).toBeCloseTo(cells.length * 10e-12, 18);
  },
);

test.each(['share', 'replica', 'mirror', 'gated'])(
  'a spec called %s keeps its subcircuits apart from cells',
  async (name) => {
    const { dut } = await compile(
      { ...loadSpec('examples/stdp-additive.yaml'), name },
      { simulator, cache: fileCache() },
    );
    const subcircuits = [...dut.text().matchAll(/^\.subckt (\S+)/gm)].map(([, found]) => found);
    expect(new Set(subcircuits).size).toBe(subcircuits.length);
    expect(subcircuits).toEqual(expect.arrayContaining([`${name}_synapse`, `${name}_bias`, `${name}_top`]));
  },
);

const GROUP = (tau: string): string => `rulespice: 1
name: group
rule:
  states: { x1: { decay: 50 ms }, x2: { decay: ${tau} } }
  on: { pre1: { x1: +0.5 }, pre2: { x2: +0.5 } }
  outputs: { z1: 2 * x1 / (x1 + x2), z2: 2 * x2 / (x1 + x2) }
stimulus: { spikes: { pre1: [10 ms], pre2: [20 ms], duration: 0.2 s } }
verify: [{ quantity: z1, against: model, max: 5 %, stimulus: spikes }]
`;

test.each([
  ['50 ms', ['group_synapse']],
  ['400 ms', ['group_synapse', 'group_synapse_x2']],
])('synapses of a group share a subcircuit where they are alike: a second one of %s', async (tau, expected) => {
  const { dut } = await compile(parseSpec(GROUP(tau), 'g.yaml'), { simulator, cache: fileCache() });
  const subcircuits = [...dut.text().matchAll(/^\.subckt (group_synapse\S*)/gm)].map(([, found]) => found);
  expect(subcircuits).toEqual(expected);
  const placed = body(dut.text(), 'group_top').filter((line) => line.startsWith('xsynapse'));
  expect(placed.map((line) => line.split(' ').at(-1))).toEqual(['group_synapse', expected.at(-1)]);
});
