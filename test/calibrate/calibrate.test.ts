import { ComposedDut } from '../../src/netlist/composed-dut.js';
import { CompositionBuilder } from '../../src/compose/builder.js';
import type { Composition } from '../../src/compose/composition.js';
import { assignAxes } from '../../src/calibrate/axes.js';
import { calibrate } from '../../src/calibrate/calibrate.js';
import type { Calibration } from '../../src/calibrate/calibration.js';
import { contacts } from '../../src/calibrate/state-nodes.js';
import type { CellDefinition, SizedCell, Targets } from '../../src/cells/cell.js';
import { findCell } from '../../src/cells/registry.js';
import type { Design } from '../../src/design/design.js';
import type { Analysis, Circuit, Simulator } from '../../src/engine/simulator.js';
import { loadProcess } from '../../src/process/load.js';
import { preferredDevice } from '../../src/process/process.js';
import type { Column, Waveforms } from '../../src/waveform/waveforms.js';

const process = loadProcess('sky130');
const CAPACITANCE = 3e-15;

/** A trace of one event and, with readers, the source and the sink of a weight. */
function composition(trace: string, readers: boolean): Composition {
  const builder = new CompositionBuilder(
    'fake',
    'fake',
    ['pre', 'post'].map((event) => ({ net: event, event, late: false })),
  );
  const targets: Targets = { tau: 20e-3, current: 20e-12, pulse: 0.5e-3 };
  const { syn, iout } = builder.add('x', trace, { event: 'pre' }, targets);
  builder.output({ net: iout ?? '', kind: 'current', state: 'x' });
  if (readers) {
    builder.add('cw', 'weight-capacitor', { w: 'w' }, { capacitance: 1e-12 });
    for (const polarity of ['gated-source', 'gated-sink'])
      builder.add(polarity.slice(6), polarity, { in: syn ?? '', on: 'post', out: 'w', dump: 'w' }, { current: 20e-12 });
  }
  return builder.build();
}

function sizedAnyhow(cell: CellDefinition): SizedCell {
  return {
    devices: Object.fromEntries(cell.devices.map(({ name, role }) => [name, preferredDevice(process, role)])),
    parameters: Object.fromEntries(cell.parameters.map(({ name }) => [name, 1e-12])),
    references: {},
    notes: [],
    predictions: [],
    restCurrent: 0,
  };
}

interface Recorded {
  readonly analysis: Analysis;
  readonly circuit: Circuit;
}

/** Answers every analysis with plausible numbers and remembers what it was asked. */
function recorder(): { simulator: Simulator; recorded: Recorded[] } {
  const recorded: Recorded[] = [];
  const answer = (analysis: Analysis, save: readonly string[]): Waveforms => {
    const counts =
      analysis.kind === 'dc' ? analysis.sweeps.map(({ from, to, step }) => Math.round((to - from) / step) + 1) : [1];
    const points = counts.reduce((product, count) => product * count, 1);
    const column = (name: string): Column => ({
      name,
      kind: name.startsWith('v') ? 'voltage' : 'current',
      values: Float64Array.from({ length: points }, (_, index) => (name.startsWith('v') ? 0.5 : 1e-12 * (1 + index))),
      ...(analysis.kind === 'ac' ? { imaginary: Float64Array.of(-2 * Math.PI * analysis.from * CAPACITANCE) } : {}),
    });
    return {
      analysis: analysis.kind,
      axis: { name: 'sweep', kind: 'other', values: new Float64Array(points) },
      columns: new Map(save.map((name) => [name, column(name)])),
    };
  };
  const simulator: Simulator = {
    capabilities: { inPlaceParameters: false, progress: false, externalSources: false, parallel: 1 },
    info: () => Promise.resolve({ option: 'fake', name: 'fake', version: '0' }),
    open: (circuit) =>
      Promise.resolve({
        run: (analysis, { save }) => {
          recorded.push({ analysis, circuit });
          return Promise.resolve(answer(analysis, save));
        },
        alter: () => Promise.reject(new Error('a calibration alters nothing')),
        close: () => Promise.resolve(),
      }),
    runDeck: () => Promise.reject(new Error('a calibration runs no deck')),
    dispose: () => Promise.resolve(),
  };
  return { simulator, recorded };
}

async function calibrated(
  trace: string,
  readers: boolean,
): Promise<{ calibration: Calibration; recorded: Recorded[] }> {
  const graph = composition(trace, readers);
  const design: Design = {
    composition: graph,
    sized: new Map(graph.instances.map(({ id, cell }) => [id, sizedAnyhow(cell)])),
    references: [],
  };
  const { simulator, recorded } = recorder();
  const conditions = { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 };
  const calibration = await calibrate(
    { dut: new ComposedDut(design, process), process, conditions, options: {} },
    simulator,
  );
  return { calibration, recorded };
}

describe('calibrate', () => {
  const cases = [
    ['dpi', false],
    ['dpi', true],
    ['ramp', false],
    ['ramp', true],
    ['tau-cell', false],
  ] as const;

  test.each(cases)('never sees a transient of %s (read by mirrors: %s)', async (trace, readers) => {
    const { recorded } = await calibrated(trace, readers);
    expect(recorded.length).toBeGreaterThan(0);
    for (const { analysis, circuit } of recorded) {
      expect(['op', 'dc', 'ac']).toContain(analysis.kind);
      expect(circuit.text).not.toMatch(/\.tran\b|\bpwl\s*\(|\bpulse\s*\(|\bsin\s*\(|\.ic\b/i);
    }
  });

  test.each([
    ['dpi', 2, 0],
    ['ramp', 2, 0],
    ['tau-cell', 3, 1],
  ] as const)('%s takes %i DC sweeps and %i operating points', async (trace, sweeps, points) => {
    const { recorded } = await calibrated(trace, false);
    expect(recorded.filter(({ analysis }) => analysis.kind === 'dc')).toHaveLength(sweeps);
    expect(recorded.filter(({ analysis }) => analysis.kind === 'op')).toHaveLength(points);
  });

  test('two axes are enough for a trace, its mirrors and a weight; a node with two controls needs the third', () => {
    expect(new Set(assignAxes(contacts(composition('dpi', true))).values())).toEqual(new Set(['ua', 'ub']));
    expect(new Set(assignAxes(contacts(composition('tau-cell', false))).values())).toEqual(new Set(['ua', 'ub', 'uc']));
  });

  test('a net with two controls gets one table per control, the second counted from the held control', async () => {
    const { calibration } = await calibrated('tau-cell', false);
    const node = calibration.nodes.find(({ node: { id } }) => id === 'x.n');
    expect(node?.contributions.map(({ control }) => control)).toEqual(['x.a', 'x.c']);
    const control = calibration.nodes.find(({ node: { id } }) => id === 'x.c');
    expect(node?.contributions[1]?.idle.at(node.range[0], control?.range[0])).toBeCloseTo(0, 20);
  });

  test('events add to what switches and to nothing else', async () => {
    const { calibration } = await calibrated('dpi', true);
    const switched = calibration.nodes.flatMap(({ node, contributions }) =>
      contributions.flatMap(({ event, added }) => (added ? [`${node.id} on ${event ?? ''}`] : [])),
    );
    expect(new Set(switched)).toEqual(new Set(['x_syn on pre', 'x.tail on pre', 'w on post']));
  });

  test('capacitances of all cells on a node add up; couplings are those the cell declares', async () => {
    const { calibration } = await calibrated('dpi', true);
    const syn = calibration.nodes.find(({ node: { id } }) => id === 'x_syn');
    expect(syn?.capacitance[0]).toBeCloseTo(3 * CAPACITANCE, 20);
    expect(syn?.couplings).toEqual([]);
    const tau = await calibrated('tau-cell', false);
    expect(
      tau.calibration.nodes.map(({ node, couplings }) => [node.id, couplings.map((coupling) => coupling.node)]),
    ).toEqual([
      ['x.g', []],
      ['x.c', ['x.n']],
      ['x.n', ['x.a', 'x.c']],
      ['x.a', ['x.n']],
    ]);
  });

  test('ranges around the operating point start from the operating point', async () => {
    const { calibration } = await calibrated('tau-cell', false);
    const sweep = findCell('tau-cell').storage.find(({ net }) => net === 'n')?.sweep;
    const range = calibration.nodes.find(({ node: { id } }) => id === 'x.n')?.range;
    if (typeof sweep === 'function' || !sweep) throw new Error('n follows the operating point');
    expect(range?.map((voltage) => Number(voltage.toFixed(9)))).toEqual(
      [0.5 - sweep.below, 0.5 + sweep.above].map((voltage) => Number(voltage.toFixed(9))),
    );
  });
});
