import { readFileSync } from 'node:fs';
import { createNgspiceWasm } from '../../src/node/engine/ngspice-wasm.js';
import type { Alteration, Analysis, Circuit, Session, Simulator } from '../../src/engine/simulator.js';
import { packagePath } from '../../src/node/package-path.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';
import { describeWithNgspiceWasm, failureOf } from '../support/engines.js';

/** A sky130 amplifier in a subcircuit, so that hierarchical names and binned models take part. */
const OPTIONS = '.options gmin=1e-18 abstol=1e-16 vntol=1e-6 reltol=1e-4 chgtol=1e-19 trtol=1 method=trap';
const circuit = ({ w = '1e-6', dc = '0.6', c = '1e-12', delvto = '0' } = {}): Circuit => ({
  title: 'amplifier',
  text: [
    readFileSync(packagePath('models', 'sky130', 'tt.lib'), 'utf8'),
    OPTIONS,
    '.subckt stage in out vdd params: scale=1',
    `m1 out in 0 0 skyn_1_4 w=${w} l=4e-6 delvto=${delvto}`,
    'm2 out out vdd vdd skyp_5_2 w={5e-6*scale} l=2e-6',
    '.ends',
    'vdd vdd 0 dc 1.8',
    `vin in 0 dc ${dc} ac 1`,
    'x1 in out vdd stage',
    `c1 out 0 ${c}`,
    'vstep s 0 pulse(0 1 1e-6 1e-9 1e-9 1 2)',
    'rs s 0 1e6',
    '',
  ].join('\n'),
});

const SAVE = ['v(out)', 'i(vdd)'];
const ANALYSES: readonly Analysis[] = [
  { kind: 'op' },
  { kind: 'dc', sweeps: [{ source: 'vin', from: 0.2, to: 1.6, step: 0.1 }] },
  { kind: 'ac', scale: 'dec', points: 5, from: 1, to: 1e6 },
  { kind: 'tran', step: 1e-7, stop: 1e-5, maxStep: 1e-7 },
];

async function all(session: Session): Promise<Waveforms[]> {
  const results: Waveforms[] = [];
  for (const analysis of ANALYSES) results.push(await session.run(analysis, { save: SAVE }));
  return results;
}

describeWithNgspiceWasm('parameters in place', () => {
  let simulator: Simulator;
  let fresh: (circuit: Circuit) => Promise<Waveforms[]>;
  beforeAll(() => {
    simulator = createNgspiceWasm({ jobs: 1 });
    fresh = async (text) => {
      const other = createNgspiceWasm({ jobs: 1 });
      try {
        return await all(await other.open(text));
      } finally {
        await other.dispose();
      }
    };
  });
  afterAll(() => simulator.dispose());

  test.each<[string, readonly Alteration[], Circuit]>([
    ['a width inside a subcircuit', [{ instance: 'x1.m1', parameter: 'w', value: 2e-6 }], circuit({ w: '2e-6' })],
    [
      'a threshold, as Monte Carlo does',
      [{ instance: 'x1.m1', parameter: 'delvto', value: 3e-3 }],
      circuit({ delvto: '3e-3' }),
    ],
    ['a source', [{ instance: 'vin', parameter: 'dc', value: 0.7 }], circuit({ dc: '0.7' })],
    [
      'a capacitor and back',
      [
        { instance: 'c1', parameter: 'capacitance', value: 5e-12 },
        { instance: 'c1', parameter: 'capacitance', value: 1e-12 },
      ],
      circuit(),
    ],
    [
      'several at once',
      [
        { instance: 'c1', parameter: 'capacitance', value: 2e-12 },
        { instance: 'X1.M1', parameter: 'W', value: 2e-6 },
      ],
      circuit({ c: '2e-12', w: '2e-6' }),
    ],
    ['a parameter of a subcircuit instance', [{ instance: 'x1', parameter: 'scale', value: 1 }], circuit()],
  ])('%s: bit by bit what a fresh parse gives, also after a failed run', async (_name, changes, expected) => {
    const reference = await fresh(expected);
    const session = await simulator.open(circuit());
    await all(session);
    await session.alter(changes);
    expect(await all(session)).toEqual(reference);
    expect((await failureOf(session.run({ kind: 'op' }, { save: ['v(nowhere)'] }))).kind).toBe('missing-vector');
    expect(await all(session)).toEqual(reference);
  });

  test('another session in the same worker does not disturb it', async () => {
    const reference = await fresh(circuit({ w: '2e-6' }));
    const [one, two] = [await simulator.open(circuit()), await simulator.open(circuit({ c: '3e-12' }))];
    await one.alter([{ instance: 'x1.m1', parameter: 'w', value: 2e-6 }]);
    const untouched = await all(two);
    expect(await all(one)).toEqual(reference);
    expect(await all(two)).toEqual(untouched);
  });

  test('a failed alteration changes nothing', async () => {
    const session = await simulator.open(circuit());
    const before = await all(session);
    const changes = [
      { instance: 'c1', parameter: 'capacitance', value: 1e-9 },
      { instance: 'c9', parameter: 'capacitance', value: 1 },
    ];
    expect((await failureOf(session.alter(changes))).kind).toBe('unknown-instance');
    expect((await failureOf(session.alter([{ instance: 'x1.m1', parameter: 'nosuch', value: 1 }]))).kind).toBe(
      'unknown-instance',
    );
    expect(await all(session)).toEqual(before);
  });

  test('more sessions than workers, all open, none waits for ever', async () => {
    const sessions = await Promise.all(Array.from({ length: 8 }, () => simulator.open(circuit())));
    await Promise.all(
      sessions.map((session, index) => session.alter([{ instance: 'vin', parameter: 'dc', value: 0.5 + index / 20 }])),
    );
    const values = await Promise.all(
      sessions.map(
        async (session) => (await session.run({ kind: 'op' }, { save: ['v(in)'] })).columns.get('v(in)')!.values[0]!,
      ),
    );
    values.forEach((value, index) => expect(value).toBeCloseTo(0.5 + index / 20, 12));
  });

  test('a worker that was killed is replaced, with the alterations', async () => {
    const reference = await fresh(circuit({ dc: '0.7' }));
    const session = await simulator.open(circuit());
    await session.alter([{ instance: 'vin', parameter: 'dc', value: 0.7 }]);
    const endless: Analysis = { kind: 'tran', step: 1e-9, stop: 1e3, maxStep: 1e-9 };
    expect((await failureOf(session.run(endless, { save: SAVE, timeoutSeconds: 0.5 }))).kind).toBe('timeout');
    expect(await all(session)).toEqual(reference);
  });
});
