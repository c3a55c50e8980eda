import { readFileSync, readdirSync } from 'node:fs';
import { allCells } from '../../src/cells/registry.js';
import { DesignRefusal, type Device, type Process } from '../../src/process/process.js';
import { loadProcess, processNames, readProcess } from '../../src/process/load.js';
import { packagePath } from '../../src/node/package-path.js';
import { UserError } from '../../src/units/user-error.js';

/** What every process in models has to be, so that every cell can be made in it. */

const notice = readFileSync(packagePath('NOTICE'), 'utf8');
const roles = [...new Set(allCells().flatMap(({ devices }) => devices.map(({ role }) => role)))].sort();

/** Undefined where its PDK is not on this machine. */
function loaded(name: string): Process | undefined {
  try {
    return loadProcess(name);
  } catch (error) {
    if (error instanceof UserError && /PDK/.test(error.message)) return undefined;
    throw error;
  }
}

describe.each(processNames())('%s', (name) => {
  const file = readProcess(name);

  test('has the name of its folder, and says where it comes from', () => {
    expect(file.name).toBe(name);
    for (const text of [file.title, file.source, file.licence]) expect(text).toMatch(/\w/);
    const shipped = readdirSync(packagePath('models', name)).length > 1 || file.devices.style === 'fitted';
    if (shipped) expect(notice).toContain(`models/${name}/`);
  });

  test('its conditions contain the nominal ones', () => {
    expect(Object.keys(file.corners)).toContain(file.nominalCorner);
    const { min, nominal, max } = file.supply;
    expect(min <= nominal && nominal <= max).toBe(true);
    expect(file.temperature.min <= 27 && 27 <= file.temperature.max).toBe(true);
  });

  test('every role that a cell asks for is there, and each name says its polarity', () => {
    expect(Object.keys(file.roles)).toEqual(expect.arrayContaining(roles));
    for (const [role, { polarity }] of Object.entries(file.roles))
      if (/-[np]$/.test(role)) expect({ role, polarity }).toEqual({ role, polarity: `${role.slice(-1)}fet` });
  });

  test('its constants lie within the supply, from small to large', () => {
    const { weightRange, monitorVoltage, smallestCurrent, gateCurrent, unitCurrent, bufferCurrent } = file.constants;
    const order = [0, weightRange[0], weightRange[1], file.supply.max];
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(monitorVoltage > 0 && monitorVoltage < file.supply.min).toBe(true);
    const currents = [0, smallestCurrent, gateCurrent, unitCurrent, bufferCurrent];
    expect([...currents].sort((a, b) => a - b)).toEqual(currents);
  });

  test('every size of every role has cards at every corner', () => {
    const process = loaded(name);
    if (process === undefined) {
      console.warn(`${name}: cards not checked, because its PDK is not on this machine`);
      return;
    }
    const devices = Object.values(file.roles).flatMap(({ polarity, sizes }) =>
      sizes.map((geometry): Device => ({ polarity, geometry })),
    );
    for (const corner of process.corners) {
      const missing = devices.flatMap((device) => {
        try {
          return process.cards(corner, [device]).trim() === '' ? ['no card'] : [];
        } catch (error) {
          if (error instanceof DesignRefusal) return [error.reason];
          throw error;
        }
      });
      expect({ corner, missing }).toEqual({ corner, missing: [] });
    }
    for (const device of devices) expect(process.instance('m1', 'd g s b', device)).toMatch(/^x?m1\S* d g s b \S+/);
  });
});
