import type { Simulator } from '../engine/simulator.js';
import type { DesignContext } from '../cells/cell.js';
import type { CharacterisedDevice } from '../process/characterisation.js';
import type { Conditions } from '../process/conditions.js';
import { DesignRefusal, type Process, type Role } from '../process/process.js';
import { thermalVoltage } from '../units/constants.js';
import { contentKey, type ContentCache } from './content-cache.js';
import { characterisedDevice } from './device.js';
import { keptSweeps } from './kept-sweeps.js';
import { measureDevices } from './measure.js';

/** Change when the sweeps or their meaning change, so that old cache entries are not read. */
const FORMAT = 'characterisation-2';

/**
 * Extracts the constants of every device role of a process at given conditions by DC and AC sweeps, or reads them from
 * the cache when process cards, conditions and engine are unchanged.
 *
 * @throws DesignRefusal outside the temperature or supply range in which the process's cards are trusted
 * @throws SimulationError when a sweep fails
 */
export async function characterise(
  process: Process,
  conditions: Conditions,
  simulator: Simulator,
  cache: ContentCache,
  signal?: AbortSignal,
): Promise<ReadonlyMap<Role, CharacterisedDevice>> {
  requireTrusted(process, conditions);
  const engine = await simulator.info();
  const { name, version, build = '' } = engine;
  const key = contentKey(FORMAT, process.contentHash, JSON.stringify(conditions), name, version, build);
  let sweeps = keptSweeps(cache.get(key), process);
  if (!sweeps) {
    sweeps = await measureDevices(process, conditions, simulator, signal);
    cache.set(key, sweeps);
  }
  const voltage = thermalVoltage(conditions.temperature);
  return new Map(sweeps.map((sweep) => [sweep.role, characterisedDevice(sweep, voltage)]));
}

/** What a design may look at, at given conditions. */
export async function designContext(
  process: Process,
  conditions: Conditions,
  simulator: Simulator,
  cache: ContentCache,
  signal?: AbortSignal,
): Promise<DesignContext> {
  const devices = await characterise(process, conditions, simulator, cache, signal);
  return {
    process,
    corner: conditions.corner,
    temperature: conditions.temperature,
    supply: conditions.supply,
    thermalVoltage: thermalVoltage(conditions.temperature),
    characterised: (role) => {
      const device = devices.get(role);
      if (!device)
        throw new DesignRefusal(
          `process ${process.name} names no sizes for the role "${role}"`,
          'add it to the roles of its process file',
        );
      return device;
    },
  };
}

function requireTrusted(process: Process, { temperature, supply }: Conditions): void {
  if (temperature < process.temperature.min || temperature > process.temperature.max) {
    throw new DesignRefusal(
      `${temperature} C is outside the ${process.temperature.min} to ${process.temperature.max} C in ` +
        `which the cards of ${process.name} are trusted`,
      'choose a temperature inside that range',
    );
  }
  if (supply < process.supply.min - 1e-9 || supply > process.supply.max + 1e-9) {
    throw new DesignRefusal(
      `a supply of ${supply} V is outside the ${process.supply.min} to ${process.supply.max} V of ${process.name}`,
      'choose a supply inside that range',
    );
  }
}
