import { Ajv } from 'ajv';
import { main } from '../../../src/cli/main.js';
import { textPlot } from '../../../src/cli/terminal/text-plot.js';
import type { DevicesResult } from '../../../src/cli/schema/schemas.js';
import { parameterSets } from '../../../src/devices/parameter-set.js';
import { allDevices } from '../../../src/devices/registry.js';
import { schemaFiles } from '../../../src/cli/schema/files.js';
import { fakeIo } from '../fixtures.js';

async function run(...argv: string[]): Promise<string> {
  const io = fakeIo();
  expect(await main(argv, io)).toBe(0);
  return io.printed.join('');
}

test('the list names every device and parameter set with its licence', async () => {
  const text = await run('devices');
  for (const device of allDevices()) expect(text).toContain(device.summary);
  for (const set of parameterSets()) for (const word of [set.name, set.licence]) expect(text).toContain(word);
});

test.each(allDevices().map(({ name }) => name))('%s on a page: equations, bounds, sources, figure', async (name) => {
  const text = await run('devices', name);
  const device = allDevices().find((candidate) => candidate.name === name);
  for (const equation of device?.equations ?? []) expect(text).toContain(equation);
  for (const parameter of device?.parameters ?? []) expect(text).toContain(parameter.description);
  for (const set of parameterSets(device)) expect(text).toContain(set.source);
  expect(text.split('\n').filter((line) => /\|.*\*/.test(line)).length).toBeGreaterThan(8);
});

test('--json follows its schema and carries the figure', async () => {
  const result = JSON.parse(await run('devices', '--json')) as DevicesResult;
  const schema = schemaFiles().find(({ name }) => name === 'devices');
  const validate = new Ajv({ strict: false }).compile(JSON.parse(schema?.text() ?? '{}') as object);
  expect(validate(result)).toBe(true);
  for (const { figure } of result.devices) {
    expect(figure.x.length).toBe(figure.y.length);
    expect(Math.max(...figure.y)).toBeGreaterThan(Math.min(...figure.y));
  }
});

test('a plot joins its points and writes the ends of the axes', () => {
  const lines = textPlot({ x: [0, 1], y: [0, 2e-3], xTitle: 'time, s', yTitle: 'current, A' }).split('\n');
  expect(lines[0]).toMatch(/^ +2 mA \|.*\*$/);
  expect(lines[15]).toMatch(/^ +0 A \|\*/);
  expect(lines.slice(0, 16).every((line) => line.includes('*'))).toBe(true);
  expect(lines[17]).toMatch(/0 s.*time.*1 s/);
});
