import { z } from 'zod';
import { transistorSchema } from '../ekv/transistor.js';
import { identifier } from '../spec/fields.js';
import { readSchema } from '../spec/read-schema.js';
import { lineOfText } from '../spec/text-fields.js';
import { parseQuantity } from '../units/quantity.js';
import { parseGeometry, type Geometry } from './process.js';

/** The shape of `models/<process>/process.yaml`, with quantities as plain SI after parsing. */
const quantity = (dimension: Parameters<typeof parseQuantity>[1]) =>
  z.string().transform((text, context) => {
    try {
      return parseQuantity(text, dimension);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const density = z.number().nonnegative();
const perAreaAndEdge = (unit: string) =>
  z.strictObject(
    { /** F/m2 or A/m2 */ area: density, /** F/m or A/m */ edge: density },
    { error: `expected { area: NUMBER, edge: NUMBER } in ${unit}/m2 and ${unit}/m` },
  );

const size = z.string().transform((text, context): Geometry => {
  const geometry = parseGeometry(text);
  if (geometry) return geometry;
  context.addIssue({ code: 'custom', message: `"${text}" is no size: write W/L in micrometres, like 5/2 or 1/8 x4` });
  return z.NEVER;
});

/** A word of SPICE, such as the name of a model, or a pattern for one (`skyn_{w}_{l}`). */
const word = z
  .string({ error: 'expected a name of a SPICE netlist such as "nmos_3p3"' })
  .regex(/^[A-Za-z][A-Za-z0-9_.{}-]{0,99}$/, { error: 'expected a name of a SPICE netlist such as "nmos_3p3"' });

/** A file of model cards, named from a folder. */
const path = z
  .string({ error: 'expected a path such as "tt.lib"' })
  .regex(/^(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/, {
    error: 'expected a path of letters, digits, "_", "-", "." and "/" such as "tt.lib"',
  });

/** A line that takes something from a library of a PDK; `{corner}` stands for the corner's name. */
const libraryLine = z
  .string({ error: 'expected a line such as .lib "my.lib.spice" {corner}' })
  .regex(/^\.(?:lib|include) "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"(?: (?:\{corner\}|[A-Za-z0-9_]{1,99}))?$/, {
    error: 'expected a line such as .lib "my.lib.spice" {corner}',
  });

/** Corners name folders of kept runs, and stand in commands. */
const corner = identifier('Process corner.', 'tt');

const volts = quantity('voltage');
const amperes = quantity('current');
const metres = quantity('length');

/**
 * Transistors that `rulespice fit mosfet` wrote, and the layers around them (src/ekv/parasitics.ts); other sizes are
 * scaled.
 */
const fittedDevices = z.strictObject({
  style: z.literal('fitted'),
  width: z.tuple([metres, metres]),
  length: z.tuple([metres, metres]),
  oxide: density,
  overlap: density,
  junction: perAreaAndEdge('F'),
  leakage: perAreaAndEdge('A'),
  transistors: z.array(transistorSchema).min(1).max(50),
});

/** Subcircuits of a PDK that is installed as open_pdks does it, read from its own library. */
const installedDevices = z.strictObject({
  style: z.literal('installed'),
  pdk: word,
  nfet: word,
  pfet: word,
  width: z.tuple([metres, metres]),
  length: z.tuple([metres, metres]),
  /** Names of the transistors inside the subcircuits. */
  transistors: z.strictObject({ nfet: word, pfet: word }),
  /** Metres per unit of length there. */
  scale: z.number().positive(),
  library: z.array(libraryLine).min(1),
  /** Lines for capacitors, resistors, diodes and bipolar transistors, which no circuit of ours needs. */
  passives: z.array(libraryLine).default([]),
});

/**
 * How transistors of a corner differ from the measured ones: V added to the threshold's magnitude, and a factor on the
 * current.
 */
const shift = z.strictObject({ threshold: volts.optional(), current: z.number().positive().optional() }).optional();

/** Kelvin that a measurement may be away from where it is used: 300 K is 26.85 C. */
const NEAR = 1;

export const processFileSchema = z
  .strictObject({
    name: identifier('Name of the process.', 'my-process'),
    title: lineOfText(200),
    licence: lineOfText(200),
    source: lineOfText(4000),
    supply: z.strictObject({ nominal: volts, min: volts, max: volts }),
    temperature: z.strictObject({ min: quantity('temperature'), max: quantity('temperature') }),
    nominalCorner: corner,
    devices: z.discriminatedUnion('style', [
      z.strictObject({ style: z.literal('model'), nfet: word, pfet: word }),
      z.strictObject({
        style: z.literal('subcircuit'),
        nfet: word,
        pfet: word,
        width: z.tuple([metres, metres]),
        length: z.tuple([metres, metres]),
        /** Name of the transistor inside the wrapper. */
        transistor: word,
      }),
      installedDevices,
      fittedDevices,
    ]),
    /**
     * Names in the foundry's own library, where `devices` are cards made from it: for netlists that are used with that
     * library.
     */
    foundry: z
      .strictObject({
        nfet: word,
        pfet: word,
        library: path,
        /** Metres per unit of length there. */ scale: z.number().positive(),
      })
      .optional(),
    diffusion: metres,
    capacitorDensity: z.number().positive(),
    cards: z
      .strictObject({
        environment: word,
        candidates: z.array(path).min(1),
        subcircuits: word,
        /** Section whose `.param` lines the cards need. */
        parameterSection: word,
        parameters: z.record(word, z.number()),
      })
      .optional(),
    corners: z.record(
      corner,
      z.union([
        z.strictObject({ file: path }),
        z.strictObject({ sections: z.array(word) }),
        z.strictObject({ nfet: shift, pfet: shift }),
      ]),
    ),
    roles: z.record(
      identifier('Device role.', 'trace-p'),
      z.strictObject({ polarity: z.enum(['nfet', 'pfet']), sizes: z.array(size).min(1), description: lineOfText(500) }),
    ),
    constants: z.strictObject({
      weightRange: z.tuple([volts, volts]),
      monitorVoltage: volts,
      unitCurrent: amperes,
      gateCurrent: amperes,
      bufferCurrent: amperes,
      smallestCurrent: amperes,
    }),
  })
  .superRefine((file, context) => {
    const complain = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (!Object.hasOwn(file.corners, file.nominalCorner))
      complain(
        ['nominalCorner'],
        `found "${file.nominalCorner}", expected one of the corners: ${Object.keys(file.corners).join(', ')}`,
      );
    if (file.devices.style !== 'fitted') return;
    for (const [name, corner] of Object.entries(file.corners))
      if ('file' in corner || 'sections' in corner)
        complain(
          ['corners', name],
          'expected how the transistors of the corner differ from the measured ones, such as { nfet: { ' +
            'threshold: 20 mV, current: 0.9 } }, or {}',
        );
    const { width, length } = file.devices;
    for (const [role, { sizes }] of Object.entries(file.roles)) {
      sizes.forEach(({ w, l }, index) => {
        if (w < width[0] || w > width[1] || l < length[0] || l > length[1])
          complain(['roles', role, 'sizes', index], 'the size is outside the width and length of the devices');
      });
    }
    file.devices.transistors.forEach(({ device, temperature: { min, max } }, index) => {
      if (file.temperature.min < min - NEAR || file.temperature.max > max + NEAR)
        complain(
          ['devices', 'transistors', index],
          `${device} was measured from ${min} to ${max} C, but the process is said to hold from ` +
            `${file.temperature.min} to ${file.temperature.max} C; measure it there, or narrow temperature`,
        );
    });
  });

export type ProcessFile = z.output<typeof processFileSchema>;
export type InstalledDevices = z.output<typeof installedDevices>;
export type FittedDevices = Extract<ProcessFile['devices'], { readonly style: 'fitted' }>;
/** A corner of fitted transistors. */
export type Shifts = Partial<Record<'nfet' | 'pfet', z.output<typeof shift>>>;

/**
 * Reads a process file; `file` is only named in messages. @throws UserError with every problem, each with its line and
 * column
 */
export function parseProcess(yaml: string, file: string): ProcessFile {
  return readSchema(processFileSchema, yaml, file);
}
