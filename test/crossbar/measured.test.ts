import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { runCrossbar } from '../../src/crossbar/run.js';
import { fitTexts } from '../../src/fit/fit-files.js';
import { fitTargets } from '../../src/fit/registry.js';
import { projectOf } from '../../src/shelf/in-memory.js';
import { setShelves, shipped, installedPdks } from '../../src/shelf/shelves.js';

/* What `rulespice fit` writes is what an array takes: every card here is one that a fit wrote. */

async function cardOf(name: string): Promise<string> {
  const target = fitTargets.find((one) => one.name === name)!;
  const { csv, map = [] } = target.synthetic(1);
  const fit = await fitTexts({ 'data.csv': csv }, { target: name, map });
  expect(fit.faults).toEqual([]);
  return fit.cards.find(({ format }) => format === 'yaml')!.text;
}

const UPDATE = `update:
  lowest: 2 uS
  highest: 20 uS
  pulses: 50
  nonlinearity: { potentiation: 1, depression: -1 }
  update-noise: { potentiation: 0.2 uS, depression: 0.3 uS }
  read-noise: { potentiation: 0.1 uS, depression: 0.1 uS }
`;
const files: Record<string, string> = { 'update.yaml': UPDATE };
let before: ReturnType<typeof setShelves>;

beforeAll(async () => {
  files['noise.yaml'] = await cardOf('read-noise');
  files['retention.yaml'] = await cardOf('retention');
  files['pulses.yaml'] = await cardOf('pulses');
  const shelves = { shipped: shipped(), pdks: installedPdks() };
  before = setShelves({ ...shelves, project: projectOf(files) });
}, 120_000);
afterAll(() => void setShelves(before));

const spec = (measured: string, sections: string, cells = 'conductance: { uniform: 20 uS }'): string => `rulespice: 1
name: t
crossbar: { rows: 4, columns: 4, ${cells}, measured: ${measured} }
${sections}`;
const READ = `read: { inputs: { uniform: 0.1 V } }
verify: [{ quantity: product-error, max: 50 % }]
`;
const run = async (text: string, action: 'read' | 'write' | 'disturb' | 'learn') =>
  runCrossbar(parseCrossbar(text, 't.yaml'), action, {
    folder: '.',
    file: 't.yaml',
    simulator: () => {
      throw new Error('no simulator is asked for');
    },
  });

test('a read relaxes and scatters as measured, the same for the same seed', async () => {
  const read = async (seed: number) =>
    run(spec(`{ noise: noise.yaml, retention: retention.yaml, after: 100 s, seed: ${seed} }`, READ), 'read');
  const [one, again, other] = [await read(1), await read(1), await read(2)];
  expect(one.report.verdicts[0]!.status).toBe('pass');
  const { rows } = one.report.tables[0]!;
  expect(rows.map(([name]) => name)).toEqual(
    expect.arrayContaining(['relaxation over 100 s, as measured', 'noise of a read, as measured']),
  );
  expect(rows.every(([name, error]) => !String(name).includes('measured') || Number(error) > 0)).toBe(true);
  expect(again.report.tables).toEqual(one.report.tables);
  expect(other.report.tables).not.toEqual(one.report.tables);
  expect(one.report.notes.join('\n')).toContain('cells are read 100 s after programming, relaxed as in retention.yaml');
});

const DEVICE = 'device: { set: vteam-b }';

test('written cells scatter by the noise of the pulses', async () => {
  const text = (measured: boolean): string =>
    spec(
      '{ update: update.yaml }',
      `write: { pulses: [{ cell: [1, 1], voltage: 1.4 V, width: 50 ns, edge: 2 ns }] }
verify: [{ quantity: selected-change, min: 0 % }]
`,
      DEVICE,
    ).replace(measured ? 'no' : ', measured: { update: update.yaml }', measured ? 'no' : '');
  const [plain, noisy] = [await run(text(false), 'write'), await run(text(true), 'write')];
  const values = (result: typeof plain) => (result.result!.output as { values: Float64Array }).values;
  expect(values(noisy)[0]).not.toBe(values(plain)[0]);
  expect(noisy.report.notes).toContain('pulses have the noise of update.yaml');
});

test('the relaxation of a card stands beside the disturbance', async () => {
  const { report } = await run(
    spec(
      '{ update: update.yaml }',
      `disturb: { schemes: [v/2], cycles: 10, level: 0.1,
  pulses: [{ cell: [1, 1], voltage: 1.4 V, width: 50 ns, edge: 2 ns }] }
verify: [{ quantity: disturbed-change-after, max: 100 % }]
`,
      DEVICE,
    ),
    'disturb',
  );
  expect(report.notes).toEqual(['pulses have the noise of update.yaml']);
});

test.each([
  [
    '{ noise: update.yaml }',
    'found the card of "fit pulses", expected that of "fit read-noise"; name it under "update"',
  ],
  [
    '{ noise: none.yaml }',
    'there is no file "none.yaml"; write one with "rulespice fit read-noise ... --card none.yaml"',
  ],
  ['{ seed: 1 }', 'names no card; add "noise", "update" or "retention", or remove it'],
  ['{ retention: retention.yaml }', 'needs the time of the read; add "after"'],
  ['{ update: update.yaml, after: 1 s }', 'is the time of a relaxation, and there is none'],
])('%s', (measured, message) => {
  expect(() => parseCrossbar(spec(measured, READ), 't.yaml')).toThrow(message);
});

test('a card of data without unit is refused', () => {
  files['bare.yaml'] = UPDATE.replaceAll(' uS', '');
  setShelves({ shipped: shipped(), pdks: installedPdks(), project: projectOf(files) });
  expect(() => parseCrossbar(spec('{ update: bare.yaml }', READ), 't.yaml')).toThrow(
    'the data of this card had no unit',
  );
});

test('a cell at which nothing relaxed is named', async () => {
  const text = spec('{ retention: retention.yaml, after: 100 s }', READ, 'conductance: { uniform: 900 mS }');
  await expect(run(text, 'read')).rejects.toThrow('crossbar.measured.retention, row 1, column 1: no relaxation was');
});
