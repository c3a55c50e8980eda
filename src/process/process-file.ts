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
const width = z.tuple([metres, metres]).describe('Smallest and largest width, such as [0.42 um, 100 um].');
const length = z.tuple([metres, metres]).describe('Smallest and largest length.');

/**
 * Transistors that `rulespice fit mosfet` wrote, and the layers around them (src/ekv/parasitics.ts); other sizes are
 * scaled.
 */
const fittedDevices = z.strictObject({
  style: z.literal('fitted').describe('Transistors that `rulespice fit mosfet` wrote; other sizes are scaled.'),
  width,
  length,
  oxide: density.describe('Capacitance of the gate oxide, F/m2.'),
  overlap: density.describe('Capacitance of gate and drain, and of gate and source, F/m of width.'),
  junction: perAreaAndEdge('F').describe('Capacitance of drain and source to bulk, F/m2 and F/m.'),
  leakage: perAreaAndEdge('A').describe('Leakage of drain and source to bulk, A/m2 and A/m.'),
  transistors: z.array(transistorSchema).min(1).max(50).describe('Cards of `rulespice fit mosfet`.'),
});

/** A foundry's capacitor, drawn as a square: C = area s^2 + edge 4 s for a drawn side of s + shrink. */
const capacitor = z
  .strictObject({
    subcircuit: word.describe('Its subcircuit.'),
    element: word.describe('Name of the capacitor inside it.'),
    parameters: z.array(word).min(1).max(2).describe('Its parameters for width and length.'),
    sides: z.tuple([metres, metres]).describe('Smallest and largest side; more of them stand in parallel.'),
    area: density.describe('F/m2.'),
    edge: density.describe('F/m.'),
    shrink: z.number().default(0).describe('What the process takes from a side, m.'),
    library: z
      .array(libraryLine)
      .default([])
      .describe('Lines that take it from the library, after those of `library`.'),
  })
  .describe('Capacitor of the circuits that rulespice draws; ideal ones when absent.');

/** Subcircuits of a PDK that is installed as open_pdks does it, read from its own library. */
const installedDevices = z.strictObject({
  style: z.literal('installed').describe('Subcircuits of a PDK that is installed as open_pdks does it.'),
  pdk: word.describe('Name of the PDK, such as sky130A.'),
  nfet: word.describe('Subcircuit of an nFET.'),
  pfet: word.describe('Subcircuit of a pFET.'),
  width,
  length,
  transistors: z.strictObject({ nfet: word, pfet: word }).describe('Names of the transistors inside the subcircuits.'),
  scale: z.number().positive().describe('Metres per unit of length there.'),
  library: z.array(libraryLine).min(1).describe('Lines that take from its library; `{corner}` is the corner.'),
  capacitor: capacitor.exactOptional(),
  passives: z
    .array(libraryLine)
    .default([])
    .describe('Lines for capacitors, resistors, diodes and bipolar transistors of netlists that were drawn elsewhere.'),
});

/**
 * How transistors of a corner differ from the measured ones: V added to the threshold's magnitude, and a factor on the
 * current.
 */
const shift = z
  .strictObject({
    threshold: volts.optional().describe('Added to the magnitude of the threshold voltage.'),
    current: z.number().positive().optional().describe('Factor on the current.'),
  })
  .optional()
  .describe('How fitted transistors of this polarity differ from the measured ones.');

/** Kelvin that a measurement may be away from where it is used: 300 K is 26.85 C. */
const NEAR = 1;

export const processFileSchema = z
  .strictObject({
    name: identifier('Name of the process.', 'my-process'),
    title: lineOfText(200).describe('One line for reports and netlists.'),
    licence: lineOfText(200).describe('Of the cards.'),
    source: lineOfText(4000).describe('Where the numbers come from.'),
    supply: z.strictObject({ nominal: volts, min: volts, max: volts }).describe('Supply voltage.'),
    temperature: z
      .strictObject({ min: quantity('temperature'), max: quantity('temperature') })
      .describe('Where the cards hold, C.'),
    nominalCorner: corner.describe('The corner that circuits are designed at.'),
    devices: z.discriminatedUnion('style', [
      z.strictObject({
        style: z.literal('model').describe('A model card for each size.'),
        nfet: word.describe('Name of the model of an nFET, such as skyn_{w}_{l}.'),
        pfet: word.describe('Name of the model of a pFET.'),
      }),
      z.strictObject({
        style: z.literal('subcircuit').describe('Subcircuits around binned cards, of a PDK that `cards` finds.'),
        nfet: word.describe('Subcircuit of an nFET.'),
        pfet: word.describe('Subcircuit of a pFET.'),
        width,
        length,
        transistor: word.describe('Name of the transistor inside the wrapper.'),
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
        nfet: word.describe('Subcircuit of an nFET.'),
        pfet: word.describe('Subcircuit of a pFET.'),
        library: path.describe('File to include.'),
        scale: z.number().positive().describe('Metres per unit of length there.'),
      })
      .optional()
      .describe("Names in the foundry's own library, where `devices` are cards made from it."),
    diffusion: metres.describe('Length of a source or drain region, for AD, AS, PD and PS.'),
    capacitorDensity: z.number().positive().describe('Of the capacitors, F/m2.'),
    cards: z
      .strictObject({
        environment: word.describe('Environment variable that names the folder.'),
        candidates: z.array(path).min(1).describe('Where in it the cards may be; the first that is there counts.'),
        subcircuits: word.describe('Section of the subcircuits.'),
        parameterSection: word.describe('Section whose `.param` lines the cards need.'),
        parameters: z.record(word, z.number()).describe('Values for parameters that the cards leave open.'),
      })
      .optional()
      .describe('Where the cards of a PDK are that is not part of rulespice.'),
    corners: z
      .record(
        corner,
        z.union([
          z.strictObject({ file: path.describe('Of the cards of this corner, beside the process file.') }),
          z.strictObject({ sections: z.array(word).describe('Of the library.') }),
          z.strictObject({ nfet: shift, pfet: shift }),
        ]),
      )
      .describe('Process corners by name.'),
    roles: z
      .record(
        identifier('Device role.', 'trace-p'),
        z.strictObject({
          polarity: z.enum(['nfet', 'pfet']),
          sizes: z.array(size).min(1).describe('W/L in micrometres, such as 5/2 or 1/8 x4; the preferred one first.'),
          description: lineOfText(500).describe('What it is used for.'),
        }),
      )
      .describe('The transistors that cells are made of, by what they do.'),
    constants: z.strictObject({
      weightRange: z.tuple([volts, volts]).describe('Voltages that stand for weight 0 and 1.'),
      monitorVoltage: volts.describe('Where a bench holds an output current.'),
      unitCurrent: amperes.describe('Trace current that stands for 1.'),
      gateCurrent: amperes.describe('Output current at which the gain of a DPI starts to saturate.'),
      bufferCurrent: amperes.describe('Tail of a dump buffer.'),
      smallestCurrent: amperes.describe('Below it card and solver are extrapolation.'),
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
export type CapacitorFile = z.output<typeof capacitor>;
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
