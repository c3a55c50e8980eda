import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CellDefinition, SizedCell } from '../../src/cells/cell.js';
import { allCells } from '../../src/cells/registry.js';
import { cellReadme } from '../../src/generate/cell-readme.js';
import { renderCell } from '../../src/netlist/render.js';
import { loadProcess } from '../../src/process/load.js';
import { preferredDevice } from '../../src/process/process.js';
import { packagePath } from '../../src/node/package-path.js';

/**
 * The cell's name is the join key across folders: every view exists, and what two views say about a cell is the same.
 */

const VIEWS = ['index.ts', 'design.ts', 'behavioural.ts', 'testbench.ts', 'README.md'];
const process = loadProcess('sky130');

function fakeSized(cell: CellDefinition): SizedCell {
  return {
    devices: Object.fromEntries(cell.devices.map(({ name, role }) => [name, preferredDevice(process, role)])),
    parameters: Object.fromEntries(cell.parameters.map(({ name }) => [name, 1e-12])),
    references: {},
    notes: [],
    predictions: [],
    restCurrent: 0,
  };
}

/** Element lines of the rendered subcircuit, split into words. */
function elements(cell: CellDefinition): string[][] {
  return renderCell(cell, fakeSized(cell), cell.name, process)
    .split('\n')
    .filter((line) => /^[a-z]/i.test(line))
    .map((line) => line.trim().split(/\s+/));
}

/** Nets of the rendered subcircuit: nodes of transistors and capacitors. */
function templateNets(cell: CellDefinition): Set<string> {
  return new Set(
    elements(cell).flatMap((words) => (/^c/i.test(words[0] ?? '') ? words.slice(1, 3) : words.slice(1, 5))),
  );
}

describe('registry and folders', () => {
  const names = allCells()
    .map(({ name }) => name)
    .sort();
  const subfolders = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();

  test('every cell folder is registered, every registered cell has a folder', () => {
    expect(subfolders(packagePath('src', 'cells'))).toEqual(names);
  });
  test('every template belongs to a cell, every cell has a template', () => {
    const templates = readdirSync(packagePath('templates', 'cells'))
      .map((file) => file.replace(/\.cir\.hbs$/, ''))
      .sort();
    expect(templates).toEqual(names);
  });
  test('no cell folder holds anything but the five views', () => {
    for (const name of names)
      expect({ name, files: readdirSync(packagePath('src', 'cells', name)).sort() }).toEqual({
        name,
        files: [...VIEWS].sort(),
      });
  });
});

describe.each(allCells().map((cell) => [cell.name, cell] as const))('%s', (name, cell) => {
  const portNames = cell.ports.map((port) => port.name);

  test('index.ts takes its parts from the views beside it', () => {
    const index = readFileSync(packagePath('src', 'cells', name, 'index.ts'), 'utf8');
    for (const view of ['design', 'behavioural', 'testbench']) expect(index).toContain(`from './${view}.js'`);
  });

  test('says what it is for, where it comes from and how far it holds', () => {
    expect(cell.title).not.toBe('');
    expect(cell.summary).toMatch(/\.$/);
    expect(cell.references.length).toBeGreaterThan(0);
    expect(cell.equations.length).toBeGreaterThan(0);
    expect(cell.limits.length).toBeGreaterThan(0);
    for (const limit of cell.limits) {
      expect(limit.min ?? limit.max).toBeDefined();
      expect(limit.because).not.toBe('');
    }
    expect(cell.testbench.measures.length).toBeGreaterThan(0);
  });

  test('has a README a designer can use', () => {
    const path = packagePath('src', 'cells', name, 'README.md');
    expect(existsSync(path)).toBe(true);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe(`# ${cell.title}`);
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(lines.length).toBeLessThanOrEqual(90);
    for (const heading of ['Circuit', 'Ports', 'Design equations', 'Region', 'Behavioural model', 'Measured', 'Traps'])
      expect(lines).toContain(`## ${heading}`);
    const text = lines.join('\n');
    for (const port of portNames) expect(text).toContain(`\`${port}\``);
  });

  test('its README says what the definition says (npm run generate)', () => {
    const readme = readFileSync(packagePath('src', 'cells', name, 'README.md'), 'utf8');
    expect(readme).toBe(cellReadme(cell, readme));
  });

  test('template and definition have the same ports in the same order', () => {
    const header =
      elements(cell).length > 0
        ? /^\.subckt (\S+) (.*)$/m.exec(renderCell(cell, fakeSized(cell), 'under_test', process))
        : null;
    expect(header?.[1]).toBe('under_test');
    expect(header?.[2]?.split(' ')).toEqual(portNames);
  });

  test('every port is connected to something', () => {
    const nets = templateNets(cell);
    for (const port of portNames) {
      // A purely capacitive cell has no use for the supply, a pFET-only one none for ground; all cells carry both.
      if (cell.ports.find((candidate) => candidate.name === port)?.kind !== 'supply')
        expect({ port, connected: nets.has(port) }).toEqual({ port, connected: true });
    }
  });

  test('the template uses each device and parameter once, and no other', () => {
    const declared = [...cell.devices, ...cell.parameters].map((entry) => entry.name);
    expect(new Set(declared).size).toBe(declared.length);
    const printed = elements(cell).map((words) => (words[0] ?? '').toLowerCase());
    expect(printed.filter((element) => element.startsWith('m')).sort()).toEqual(
      cell.devices.map((slot) => slot.name).sort(),
    );
    // By their names too: a tolerance is applied to the element of that name.
    expect(printed.filter((element) => element.startsWith('c')).sort()).toEqual(
      cell.parameters.map(({ name }) => name).sort(),
    );
    const { devices, parameters } = fakeSized(cell);
    for (const gone of declared) {
      const without = { ...fakeSized(cell), devices: omit(devices, gone), parameters: omit(parameters, gone) };
      expect(() => renderCell(cell, without, name, process)).toThrow(gone);
    }
    const idle = {
      ...cell,
      parameters: [...cell.parameters, { name: 'c_idle', unit: 'F' as const, description: 'in no template' }],
    };
    expect(() =>
      renderCell(idle, { ...fakeSized(cell), parameters: { ...parameters, c_idle: 1e-12 } }, name, process),
    ).toThrow('c_idle');
  });

  test('states and channels refer to nets that exist', () => {
    const nets = templateNets(cell);
    const known = (net: string): boolean => portNames.includes(net) || nets.has(net);
    const states = cell.storage.map(({ net }) => net);
    for (const { net, coupledTo = [] } of cell.storage) {
      expect({ net, known: known(net) }).toEqual({ net, known: true });
      for (const other of coupledTo) expect([...states, ...portNames]).toContain(other);
    }
    for (const { into, controls, event } of cell.channels) {
      for (const net of [into, ...controls]) expect({ net, known: known(net) }).toEqual({ net, known: true });
      if (event !== undefined) expect(cell.ports.find((port) => port.name === event)?.kind).toBe('event');
    }
  });

  test('drivers, complements and benches name what exists', () => {
    for (const { driver, complementOf } of cell.ports) {
      if (complementOf !== undefined) expect(portNames).toContain(complementOf);
      for (let link = driver; link; link = link.input) {
        expect(allCells().map((other) => other.name)).toContain(link.cell);
        if (link.reference !== undefined)
          expect(cell.currents.map((current) => current.name)).toContain(link.reference);
      }
    }
    for (const { vector } of cell.testbench.measures) expect(portNames).toContain(/\((.*)\)/.exec(vector)?.[1]);
    const targets = cell.targets.filter(({ optional }) => optional !== true).map((entry) => entry.name);
    expect(Object.keys(cell.testbench.targets)).toEqual(expect.arrayContaining(targets));
  });
});

function omit<V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
