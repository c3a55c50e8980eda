import type { CharacterisedDevice } from '../../process/characterisation.js';
import type { Conditions } from '../../process/conditions.js';
import type { Process, Role } from '../../process/process.js';
import { UserError } from '../../units/user-error.js';
import type { Session } from '../io.js';
import { supply, temperature } from '../options.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { CharacteriseResult } from '../schema/schemas.js';
import { textTable } from '../terminal/table.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { EXIT } from '../exit.js';

interface CharacteriseArguments extends EngineArguments {
  readonly process: string;
  readonly corner: string | undefined;
  readonly temperature: string | undefined;
  readonly supply: string | undefined;
  readonly json: string | undefined;
}

const ROOM_TEMPERATURE = 27;

/** Measures the devices of a process and prints their constants. */
export async function runCharacterise(args: CharacteriseArguments, session: Session): Promise<number> {
  assertWritable('--json', args.json);
  const { characterise } = await import('../../characterise/characterise.js');
  const process = await processNamed(args.process);
  const conditions = await conditionsOf(process, args);
  const result = await withToolchain(args, session, async ({ simulator, cache, signal }) =>
    characteriseResult(
      process,
      conditions,
      await simulator.info(),
      await characterise(process, conditions, simulator, cache, signal),
    ),
  );
  if (args.json === undefined) session.io.out(await characteriseText(result));
  else await writeOutput(args.json, [jsonText(result)], session);
  announce(session.io, args.json);
  return EXIT.pass;
}

/** A process that ships, or a process file of the user's own. */
async function processNamed(name: string): Promise<Process> {
  const [{ loadProcess }, { readTextFile }, { LARGEST_SPEC }] = await Promise.all([
    import('../../process/load.js'),
    import('../../node/files/read-text-file.js'),
    import('../../spec/limits.js'),
  ]);
  if (!/\.ya?ml$/.test(name)) return loadProcess(name);
  return loadProcess({
    name,
    own: {
      file: name,
      text: readTextFile(name, LARGEST_SPEC, 'a process file with its transistors is a few hundred lines'),
    },
  });
}

async function conditionsOf(process: Process, args: CharacteriseArguments): Promise<Conditions> {
  const corner = args.corner ?? process.nominalCorner;
  if (!process.corners.includes(corner)) {
    const { didYouMean } = await import('../../units/did-you-mean.js');
    throw new UserError([
      {
        message:
          `--corner: process ${process.name} has no corner ` +
          `"${corner}"${didYouMean(corner, process.corners)}; it has ${process.corners.join(', ')}`,
      },
    ]);
  }
  return {
    process: process.name,
    corner,
    temperature: args.temperature === undefined ? ROOM_TEMPERATURE : temperature(args.temperature),
    supply: args.supply === undefined ? process.supply.nominal : supply(args.supply),
  };
}

/** The constants as plain data; kappa and V_A at the reference current of each device. */
export async function characteriseResult(
  process: Process,
  conditions: Conditions,
  engine: { readonly name: string; readonly version: string },
  devices: ReadonlyMap<Role, CharacterisedDevice>,
): Promise<CharacteriseResult> {
  const { referenceCurrent } = await import('../../characterise/measure.js');
  const { geometryLabel } = await import('../../process/process.js');
  return {
    process: { name: process.name, source: process.source },
    conditions,
    engine: { name: engine.name, version: engine.version },
    devices: [...devices].map(([role, device]) => {
      const reference = referenceCurrent([device.offCurrent]);
      return {
        role,
        polarity: device.device.polarity,
        size: geometryLabel(device.device.geometry),
        description: process.roles.get(role)?.description ?? '',
        referenceCurrent: reference,
        kappa: device.kappa(reference),
        i0: device.i0,
        earlyVoltage: device.earlyVoltage(reference),
        offCurrent: device.offCurrent,
        junctionLeakage: device.junctionLeakage,
        smallestCurrent: device.smallestCurrent,
        cleanLimit: device.cleanLimit,
        weakInversionLimit: device.weakInversionLimit,
        gateCapacitance: device.gateCapacitance,
        drainCapacitance: device.drainCapacitance,
      };
    }),
  };
}

async function characteriseText({ process, conditions, engine, devices }: CharacteriseResult): Promise<string> {
  const { formatQuantity } = await import('../../units/format.js');
  const { conditionsLabel } = await import('../../process/conditions.js');
  const rows = devices.map((device) => [
    device.role,
    `${device.polarity} ${device.size}`,
    device.kappa.toFixed(3),
    formatQuantity(device.i0, 'A'),
    formatQuantity(device.earlyVoltage, 'V'),
    formatQuantity(device.offCurrent, 'A'),
    `${formatQuantity(device.smallestCurrent, 'A')} to ${formatQuantity(device.weakInversionLimit, 'A')}`,
    formatQuantity(device.cleanLimit, 'A'),
    device.description,
  ]);
  return [
    `${conditionsLabel(conditions)} (${process.source}), ${engine.name} ${engine.version}`,
    '',
    textTable(['role', 'device, um', 'kappa', 'I0', 'V_A', 'I_off', 'usable range', 'kappa -3 % at', 'used for'], rows),
    'I = I0 exp(kappa V_gs / U_T). The usable range goes from ten times the off current to the end of ' +
      'weak inversion (kappa -15 %).',
    '',
  ].join('\n');
}
