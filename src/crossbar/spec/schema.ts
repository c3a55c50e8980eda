import { z } from 'zod';
import { choice, list, plainNumber, quantity, section, wholeNumber } from '../../spec/fields.js';
import { BIAS_SCHEMES } from '../bias.js';

/*
 * A crossbar document: what a user writes for `rulespice crossbar`. Quantities carry units, as in every spec.
 */

/** Largest array, cells on one side; 4096 x 4096 takes 3 GB. */
export const LARGEST_SIDE = 4096;

const side = (what: string) => wholeNumber(`Number of ${what}.`, 1, LARGEST_SIDE);
const conductance = (description: string) => quantity('conductance', description, { min: 0, max: 1 });
const resistance = (description: string) => quantity('resistance', description, { min: 0, max: 1e12 });
const voltage = (description: string) => quantity('voltage', description, { min: -20, max: 20 });
const seed = wholeNumber('Seed of the random generator.', 0, 0xffffffff).default(1);
const csvFile = (what: string) =>
  z
    .string({ error: 'expected the name of a CSV file such as "weights.csv"' })
    .regex(/^(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))(?![\\/]|[A-Za-z]:)[^\0\r\n\\]{1,500}$/, { error: 'expected a path below the folder of the spec, with "/" and without ".."; copy the file next to the spec' })
    .meta({ description: what });

const ordered = <T extends { low: number; high: number }>(range: T, context: z.core.$RefinementCtx<T>): void => {
  if (range.low > range.high) context.addIssue({ code: 'custom', path: ['high'], message: '"high" must not lie below "low"; swap them' });
};

/** One of several ways to say a thing; exactly one. */
function oneOf<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return section(shape).superRefine((value, context) => {
    const given = Object.keys(value);
    if (given.length !== 1) context.addIssue({ code: 'custom', message: `expected exactly one of ${Object.keys(shape).join(', ')}` });
  });
}

const conductances = oneOf({
  uniform: conductance('The same in every cell.').exactOptional(),
  random: section({ low: conductance('Smallest.'), high: conductance('Largest.'), seed }).superRefine(ordered).meta({ description: 'Log-uniform between two values.' }).exactOptional(),
  csv: csvFile('CSV with one row per word line; the first line names the unit, such as "uS" or "kohm", and nothing else.').exactOptional(),
}).meta({ description: 'Conductances of the cells.' });

const selector = section({
  current: quantity('current', 'Current of the selector at `voltage`.', { above: 0, max: 1 }),
  voltage: quantity('voltage', 'Voltage at which current and nonlinearity are given.', { above: 0, max: 20 }),
  nonlinearity: plainNumber('Current at `voltage` over current at half of it.', { above: 2, max: 1e12 }),
}).meta({ description: 'A sinh selector in series with every cell (1S1R).' });

const transistor = section({
  threshold: voltage('Threshold voltage.'),
  slope: plainNumber('Slope factor n.', { min: 1, max: 3 }).default(1.3),
  beta: plainNumber('mu C_ox W/L, A/V^2.', { above: 0, max: 1 }),
  on: voltage('Gate voltage of selected rows.'),
  off: voltage('Gate voltage of the other rows.').prefault('0 V'),
}).meta({ description: 'An nMOS transistor in series with every cell, gates along the rows (1T1R).' });

const device = section({
  set: z.string({ error: 'expected the name of a parameter set such as "vteam-b"; "rulespice devices" lists them' }).meta({ description: 'Parameter set of `rulespice devices`; it names the device.' }),
  parameters: z
    .record(z.string(), z.union([z.string(), z.number()], { error: 'expected a number with its unit, such as "10 kOhm"' }))
    .meta({ description: 'Parameters of the set to change, in the units of the device.' })
    .exactOptional(),
}).meta({ description: 'Device of cells that are written.' });

const array = section({
  rows: side('word lines'),
  columns: side('bit lines'),
  conductance: conductances.exactOptional(),
  device: device.exactOptional(),
  selector: selector.exactOptional(),
  transistor: transistor.exactOptional(),
  wires: section({
    word: resistance('Word-line resistance per segment.').prefault('0 ohm'),
    bit: resistance('Bit-line resistance per segment.').prefault('0 ohm'),
    driver: resistance('Resistance of a word-line driver.').prefault('0 ohm'),
    sense: resistance('Resistance of a bit-line driver or sense amplifier.').prefault('0 ohm'),
    ends: choice(['one', 'both'], 'Ends of each line that are driven.').default('one'),
    capacitance: quantity('capacitance', 'Line capacitance per segment, to check that the lines settle within a pulse.', { min: 0, max: 1e-9 }).exactOptional(),
  }).prefault({}),
  temperature: quantity('temperature', 'Temperature.', { min: -55, max: 150 }).prefault('27 C'),
}).superRefine((value, context) => {
  if (value.selector && value.transistor) context.addIssue({ code: 'custom', path: ['transistor'], message: 'a cell has a selector or a transistor; keep one of them' });
});

const scheme = choice(BIAS_SCHEMES, 'What the lines that are not selected do.');
const cell = z
  .tuple([wholeNumber('Row.', 1, LARGEST_SIDE), wholeNumber('Column.', 1, LARGEST_SIDE)], { error: 'expected a row and a column, from 1, such as [3, 5]' })
  .meta({ description: 'Row and column, from 1.' });

const read = section({
  inputs: oneOf({
    uniform: voltage('The same voltage on every word line.').exactOptional(),
    random: section({ low: voltage('Smallest.'), high: voltage('Largest.'), vectors: wholeNumber('Number of input vectors.', 1, 1000).default(1), seed }).superRefine(ordered).exactOptional(),
    csv: csvFile('CSV with one row per word line and one column per input vector; the first line names the unit, such as "V" or "mV".').exactOptional(),
  }).meta({ description: 'Word-line voltages; every bit line is sensed at 0 V.' }),
  errors: section({
    levels: wholeNumber('Conductance levels between the smallest and the largest.', 2, 65536).exactOptional(),
    noise: quantity('ratio', 'Standard deviation of a conductance as a share of it.', { min: 0, max: 1 }).exactOptional(),
    drift: section({
      exponent: plainNumber('nu of g(t) = g (t/t0)^-nu.', { min: 0, max: 1 }),
      time: quantity('duration', 'Time since programming.', { above: 0, max: 1e10 }),
      reference: quantity('duration', 't0.', { above: 0, max: 1e6 }).prefault('1 s'),
    }).exactOptional(),
    nonlinearity: quantity('voltage', 'Cells of I = g V0 sinh(V / V0); this is V0.', { above: 0, max: 100 }).exactOptional(),
    seed,
  }).meta({ description: 'Causes of error beside the wires.' }).prefault({}),
});

const pulse = {
  voltage: voltage('Word line against bit line of the selected cell; negative raises the bit line.'),
  width: quantity('duration', 'Plateau of the pulse.', { above: 0, max: 1 }),
  edge: quantity('duration', 'Rise and fall time.', { above: 0, max: 1 }),
};
const step = section({ cell, ...pulse });
const write = section({ scheme: scheme.default('v/2'), pulses: list(step, '[{ cell: [3, 5], voltage: 1.4 V, width: 50 ns, edge: 2 ns }]', { min: 1, max: 1000 }) });
const disturb = section({
  schemes: list(scheme, '[v/2, v/3, floating]', { min: 1, max: 4 }).default(['v/2', 'v/3', 'floating']),
  pulses: list(step, '[{ cell: [3, 5], voltage: 1.4 V, width: 50 ns, edge: 2 ns }]', { min: 1, max: 100 }),
  cycles: wholeNumber('How often the pulses are repeated.', 1, 1_000_000_000),
  level: plainNumber('Change of a normalised state that loses one level.', { above: 0, max: 1 }),
});
const margin = section({
  sizes: list(side('lines of a square array'), '[2, 4, 8, 16]', { min: 1, max: 20 }),
  low: quantity('resistance', 'Resistance of the selected cell in LRS and of every other cell.', { above: 0, max: 1e12 }),
  high: quantity('resistance', 'Resistance of the selected cell in HRS.', { above: 0, max: 1e15 }),
  pullup: quantity('resistance', 'Resistance the selected bit line is read across.', { above: 0, max: 1e12 }),
  voltage: quantity('voltage', 'Read voltage.', { above: 0, max: 20 }),
  scheme: scheme.default('floating'),
  required: quantity('ratio', 'Margin that counts as readable.', { above: 0, max: 1 }).prefault('10 %'),
});

/** What can be checked: the command it belongs to, its unit, and whether small or large is good. */
export const CROSSBAR_QUANTITIES = {
  'current-loss': { action: 'read', unit: '%', bound: 'max', meaning: 'mean loss of bit-line current against ideal wires' },
  'product-error': { action: 'read', unit: '%', bound: 'max', meaning: 'RMS error of the vector-matrix product, all causes' },
  'read-power': { action: 'read', unit: 'W', bound: 'max', meaning: 'power of the read, mean of the vectors' },
  'read-agreement': { action: 'read', unit: '%', bound: 'max', meaning: 'largest relative difference of a bit-line current between twin and SPICE' },
  'selected-change': { action: 'write', unit: '1', bound: 'min', meaning: 'smallest change of state of a selected cell' },
  'disturbed-change': { action: 'write', unit: '1', bound: 'max', meaning: 'largest change of state of any other cell' },
  'write-energy': { action: 'write', unit: 'J', bound: 'max', meaning: 'energy the sources deliver per pulse, mean' },
  'write-agreement': { action: 'write', unit: '1', bound: 'max', meaning: 'largest difference of a state between twin and SPICE' },
  'cycles-to-level': { action: 'disturb', unit: '1', bound: 'min', meaning: 'cycles until the worst cell has lost one level, worst scheme' },
  'disturbed-change-after': { action: 'disturb', unit: '1', bound: 'max', meaning: 'largest change of a cell that is not selected after all cycles, worst scheme' },
  'read-margin': { action: 'margin', unit: '%', bound: 'min', meaning: 'read margin of the largest array' },
  'largest-array': { action: 'margin', unit: '1', bound: 'min', meaning: 'largest of the sizes whose margin is the required one' },
} as const satisfies Record<string, { action: CrossbarAction; unit: '%' | '1' | 'J' | 'W'; bound: 'max' | 'min'; meaning: string }>;

export const CROSSBAR_ACTIONS = ['read', 'write', 'disturb', 'margin'] as const;
export type CrossbarAction = (typeof CROSSBAR_ACTIONS)[number];
export type CrossbarQuantity = keyof typeof CROSSBAR_QUANTITIES;

const names = Object.keys(CROSSBAR_QUANTITIES) as [CrossbarQuantity, ...CrossbarQuantity[]];
const limit = z
  .union([quantity('ratio', 'Limit of a share.', { min: 0, max: 100 }), quantity('energy', 'Limit of an energy.', { min: 0, max: 1 }), plainNumber('Limit of a plain number (watts for a power).', { min: 0 })], { error: 'expected a limit such as "5 %", "1 pJ" or 0.01' })
  .exactOptional();

const check = section({ quantity: choice(names, 'What is checked.'), max: limit, min: limit }).superRefine((value, context) => {
  const { bound, unit } = CROSSBAR_QUANTITIES[value.quantity];
  const other = bound === 'max' ? 'min' : 'max';
  if (value[other] !== undefined) context.addIssue({ code: 'custom', path: [other], message: `${value.quantity} has a "${bound}", not a "${other}"; rename it` });
  else if (value[bound] === undefined) context.addIssue({ code: 'custom', message: `${value.quantity} needs a "${bound}" ${unit === '%' ? 'such as 5 %' : unit === 'J' ? 'such as 1 pJ' : 'that is a plain number'}; add it` });
});

export const crossbarSections = {
  rulespice: z.literal(1, { error: 'expected 1, the version of the format' }).meta({ description: 'Version of the format.' }),
  name: z
    .string({ error: 'expected a name of small letters, digits and "-" such as "read-64"' })
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'expected a name of small letters, digits and "-" such as "read-64"' })
    .meta({ description: 'Names the report.' }),
  description: z.string({ error: 'expected text' }).max(2000, { error: 'expected at most 2000 characters' }).meta({ description: 'One or two sentences for the report.' }).exactOptional(),
  crossbar: array.meta({ description: 'The array.' }),
  read: read.meta({ description: 'A read of the whole array: vector-matrix products.' }).exactOptional(),
  write: write.meta({ description: 'Write pulses, one after the other.' }).exactOptional(),
  disturb: disturb.meta({ description: 'The same pulses many times, under several schemes.' }).exactOptional(),
  margin: margin.meta({ description: 'Read margin of one cell against the size of the array.' }).exactOptional(),
  verify: list(check, '[{ quantity: current-loss, max: 5 % }]', { min: 1, max: 100 }),
};

export const crossbarSchema = section(crossbarSections);
export type CrossbarSpec = z.output<typeof crossbarSchema>;
export type CrossbarCheck = CrossbarSpec['verify'][number] & { readonly line?: number };
export type ArraySpec = CrossbarSpec['crossbar'];
export type PulseSpec = NonNullable<CrossbarSpec['write']>['pulses'][number];
export type ReadSpec = NonNullable<CrossbarSpec['read']>;
