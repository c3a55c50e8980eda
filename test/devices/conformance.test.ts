import { readdirSync, readFileSync } from 'node:fs';
import { allDevices, findDevice } from '../../src/devices/registry.js';
import { parameterSets } from '../../src/devices/parameter-set.js';
import { devicePorts, renderDevice } from '../../src/netlist/render-device.js';
import { packagePath } from '../../src/node/package-path.js';

/** The device's name is the join key across src/devices, templates/devices and models/devices. */

const VIEWS = ['README.md', 'behavioural.ts', 'index.ts', 'testbench.ts'];
const names = allDevices()
  .map(({ name }) => name)
  .sort();
const text = (...path: string[]): string => readFileSync(packagePath(...path), 'utf8');

describe('registry and folders', () => {
  test('every device folder is registered, every registered device has a folder', () => {
    const folders = readdirSync(packagePath('src', 'devices'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    expect(folders).toEqual(names);
  });
  test('every template belongs to a device, every device has a template', () => {
    expect(
      readdirSync(packagePath('templates', 'devices'))
        .map((file) => file.replace(/\.cir\.hbs$/, ''))
        .sort(),
    ).toEqual(names);
  });
  test('a parameter set has the name of its file and stands in NOTICE', () => {
    expect(
      readdirSync(packagePath('models', 'devices'))
        .map((file) => file.replace(/\.yaml$/, ''))
        .sort(),
    ).toEqual(
      parameterSets()
        .map(({ name }) => name)
        .sort(),
    );
    for (const { name } of parameterSets()) expect(text('NOTICE')).toContain(`models/devices/${name}.yaml`);
  });
});

describe.each(names)('%s', (name) => {
  const device = findDevice(name);
  const sets = parameterSets(device);
  const template = text('templates', 'devices', `${name}.cir.hbs`);
  const [set] = sets;
  if (!set) throw new Error(`${name} has no parameter set`);

  test('has the four views; what else is in the folder is named in the README', () => {
    const files = readdirSync(packagePath('src', 'devices', name)).sort();
    expect(files).toEqual(expect.arrayContaining(VIEWS));
    for (const file of files.filter((other) => !VIEWS.includes(other)))
      expect(text('src', 'devices', name, 'README.md')).toContain(file);
  });

  test('says what it is for, where it comes from and how far it holds', () => {
    expect(device.summary).toMatch(/\.$/);
    for (const list of [
      device.references,
      device.equations,
      device.states,
      device.parameters,
      device.limits,
      device.benches,
    ])
      expect(list.length).toBeGreaterThan(0);
    for (const limit of device.limits) {
      expect(limit.min ?? limit.max).toBeDefined();
      expect(limit.because).not.toBe('');
    }
    for (const { source, licence, region } of sets)
      for (const word of [source, licence, region]) expect(word.length).toBeGreaterThan(10);
  });

  test('has a README a designer can use', () => {
    const lines = text('src', 'devices', name, 'README.md').trimEnd().split('\n');
    expect(lines[0]).toBe(`# ${device.title}`);
    expect(lines.length).toBeLessThanOrEqual(100);
    for (const heading of [
      'Circuit',
      'Ports',
      'Equations',
      'Parameter sets',
      'Region',
      'Behavioural model',
      'Measured',
      'Traps',
    ])
      expect(lines).toContain(`## ${heading}`);
    const page = lines.join('\n');
    for (const port of device.ports) expect(page).toContain(`\`${port?.name ?? 'p'}\``);
    for (const parameterSet of sets) expect(page).toContain(`\`${parameterSet.name}\``);
    for (const bench of device.benches) expect(page).toContain(bench.name);
  });

  test.each([false, true])('the subcircuit has the declared ports and parameters (modulated: %s)', (modulated) => {
    const header = /^\.subckt (\S+) (.*?) params: (.*)$/m.exec(renderDevice(set, { subckt: 'under_test', modulated }));
    expect(header?.[1]).toBe('under_test');
    expect(header?.[2]?.split(' ')).toEqual(devicePorts(set, modulated));
    const declared = [
      ...device.parameters.map((parameter) => parameter.name),
      ...device.states.map((state) => `${state.name}_start`),
    ];
    expect(header?.[3]?.split(' ').map((pair) => pair.split('=')[0])).toEqual(declared);
  });

  test('the template uses every parameter, brings out every state, and can be modulated', () => {
    const body = template
      .split('\n')
      .filter((line) => !/^[*.]/.test(line))
      .join('\n');
    const used = new Set(body.match(/[a-z]\w*/gi));
    for (const parameter of device.parameters)
      expect({ name: parameter.name, used: used.has(parameter.name) }).toEqual({ name: parameter.name, used: true });
    for (const state of device.states) expect(body).toContain(`${state.name}_start - V(${state.name})`);
    expect(body).toContain('{{{noise}}}');
    if (device.states.some(({ paced }) => paced)) expect(body).toContain('{{{pace}}}');
    // XSPICE models, random sources and files have no place in a template.
    expect(template).not.toMatch(/^a\w|agauss|trnoise|\.include/im);
  });

  test('the behavioural model reads every parameter but the parallel capacitance', () => {
    const read = new Set<string>();
    const model = device.bind((parameter) => {
      read.add(parameter);
      return set.parameters[parameter] ?? NaN;
    });
    expect(model).toBeDefined();
    expect([...read].sort()).toEqual(
      device.parameters
        .filter(({ description }) => !description.includes('not part of the behavioural model'))
        .map((parameter) => parameter.name)
        .sort(),
    );
  });

  test('benches use shipped sets and known states', () => {
    for (const bench of device.benches) {
      expect(sets.map((parameterSet) => parameterSet.name)).toContain(bench.set);
      const known = [...device.parameters, ...device.states].map((entry) => entry.name);
      for (const changed of Object.keys(bench.changes ?? {})) expect(known).toContain(changed);
      expect(bench.gate !== undefined).toBe(device.ports[2] !== undefined);
    }
  });
});
