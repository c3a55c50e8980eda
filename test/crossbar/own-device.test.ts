import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { parameterSetOf } from '../../src/crossbar/spec/device-set.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { packagePath } from '../../src/node/package-path.js';
import { fakeIo } from '../cli/fixtures.js';

let folder = '';
const shipped = readFileSync(packagePath('models', 'devices', 'vteam-b.yaml'), 'utf8');
beforeAll(() => {
  const outer = mkdtempSync(join(tmpdir(), 'rulespice-own-'));
  folder = join(outer, 'project');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'mine.yaml'),
    shipped.replace('name: vteam-b', 'name: mine').replace('r_on: 10 kOhm', 'r_on: 12 kOhm'),
  );
  writeFileSync(join(folder, 'broken.yaml'), shipped.replace('r_on: 10 kOhm', 'r_on: 10 kV'));
  writeFileSync(join(outer, 'outside.yaml'), shipped);
  symlinkSync(join(outer, 'outside.yaml'), join(folder, 'link.yaml'));
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

const spec = (device: string) =>
  parseCrossbar(
    `rulespice: 1
name: own
crossbar:
  rows: 2
  columns: 2
  device: ${device}
write:
  scheme: v/2
  pulses: [{ cell: [1, 1], voltage: 1.2 V, width: 50 ns, edge: 1 ns }]
verify:
  - { quantity: selected-change, min: 0.1 }
`,
    join(folder, 'spec.yaml'),
  );

test('a spec names a parameter set of its own beside it', () => {
  const { crossbar } = spec('{ file: mine.yaml, parameters: { r_off: 2 megOhm } }');
  const set = parameterSetOf(crossbar.device!);
  expect([set.name, set.parameters['r_on'], set.parameters['r_off']]).toEqual(['mine', 12e3, 2e6]);
});

test.each([
  [
    '{ file: ../outside.yaml }',
    'expected a path below the folder of the spec, with "/" and without ".."; copy the file next to the spec',
  ],
  ['{ file: /etc/passwd }', 'expected a path below the folder of the spec'],
  ['{ file: link.yaml }', /lies outside the project .*, where a link leads to; copy the file next to the spec/],
  ['{ file: none.yaml }', 'there is no file'],
  ['{ file: broken.yaml }', 'broken.yaml:8:9: r_on: found "10 kV", expected a number in Ohm, such as "1 Ohm"'],
  [
    '{ file: mine.yaml, set: vteam-b }',
    'expected either "set", a name that "rulespice devices" lists, or "file", a parameter set beside the spec',
  ],
  ['{ parameters: { r_on: 1 kOhm } }', 'expected either "set"'],
])('%s is bad input', (device, message) => {
  expect(() => spec(device)).toThrow(message);
});

test('rulespice devices shows a parameter set in a file', async () => {
  const io = fakeIo();
  expect(await main(['devices', join(folder, 'mine.yaml')], io)).toBe(0);
  expect(io.printed.join('')).toMatch(/r_on +12 kOhm +1 Ohm/);
  expect(io.printed.join('')).not.toContain('vteam-a:');
});
