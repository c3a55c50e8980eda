import { z } from 'zod';
import { FRACTION } from '../../result/verdict.js';
import type { ParameterSet } from '../../devices/parameter-set.js';
import { choice, list, plainNumber, quantity, section, specName, wholeNumber } from '../../spec/fields.js';
import { paragraph } from '../../spec/text-fields.js';
import type { Dimension } from '../../units/dimensions.js';
import { readQuantity } from '../../units/quantity.js';
import { array } from './array.js';
import { cell, csvFile, MOST_CELLS, oneOf, ordered, pulse, scheme, seed, voltage } from './fields.js';
import { classify } from './classify.js';
import { learn, window } from './learning.js';
import type { MeasuredCards } from './cards.js';
import { CROSSBAR_QUANTITIES, quantityInfo, type CrossbarQuantity } from './quantities.js';

/*
 * A crossbar document: what a user writes for `rulespice crossbar`. Quantities carry units, as in every spec.
 */

const read = section({
  inputs: oneOf({
    uniform: voltage('The same voltage on every word line.').exactOptional(),
    random: section({
      low: voltage('Smallest.'),
      high: voltage('Largest.'),
      vectors: wholeNumber('Number of input vectors.', 1, 1000).default(1),
      seed,
    })
      .superRefine(ordered)
      .exactOptional(),
    csv: csvFile(
      'CSV with one row per word line and one column per input vector; the first line names the unit, ' +
        'such as "V" or "mV".',
    ).exactOptional(),
  }).meta({ description: 'Word-line voltages; every bit line is sensed at 0 V.' }),
  errors: section({
    levels: wholeNumber('Conductance levels between the smallest and the largest.', 2, 65536).exactOptional(),
    noise: quantity('ratio', 'Standard deviation of a conductance as a share of it.', {
      min: 0,
      max: 1,
    }).exactOptional(),
    drift: section({
      exponent: plainNumber('nu of g(t) = g (t/t0)^-nu.', { min: 0, max: 1 }),
      time: quantity('duration', 'Time since programming.', { above: 0, max: 1e10 }),
      reference: quantity('duration', 't0.', { above: 0, max: 1e6 }).prefault('1 s'),
    }).exactOptional(),
    nonlinearity: quantity('voltage', 'Cells of I = g V0 sinh(V / V0); this is V0.', {
      above: 0,
      max: 100,
    }).exactOptional(),
    seed,
  })
    .meta({ description: 'Causes of error beside the wires.' })
    .prefault({}),
});

const step = section({ cell, ...pulse });
const write = section({
  scheme: scheme.default('v/2'),
  pulses: list(step, '[{ cell: [3, 5], voltage: 1.4 V, width: 50 ns, edge: 2 ns }]', { min: 1, max: 1000 }),
});
const disturb = section({
  schemes: list(scheme, '[v/2, v/3, floating]', { min: 1, max: 4 }).default(['v/2', 'v/3', 'floating']),
  pulses: list(step, '[{ cell: [3, 5], voltage: 1.4 V, width: 50 ns, edge: 2 ns }]', { min: 1, max: 100 }),
  cycles: wholeNumber('How often the pulses are repeated.', 1, 1_000_000_000),
  level: plainNumber('Change of a normalised state that loses one level.', { above: 0, max: 1 }),
});
const margin = section({
  sizes: list(wholeNumber('Number of lines of a square array.', 1, Math.sqrt(MOST_CELLS)), '[2, 4, 8, 16]', {
    min: 1,
    max: 20,
  }),
  low: quantity('resistance', 'Resistance of the selected cell in LRS and of every other cell.', {
    above: 0,
    max: 1e12,
  }),
  high: quantity('resistance', 'Resistance of the selected cell in HRS.', { above: 0, max: 1e15 }),
  pullup: quantity('resistance', 'Resistance the selected bit line is read across.', { above: 0, max: 1e12 }),
  voltage: quantity('voltage', 'Read voltage.', { above: 0, max: 20 }),
  scheme: scheme.default('floating'),
  required: quantity('ratio', 'Margin that counts as readable.', { above: 0, max: 1 }).prefault('10 %'),
});

const names = Object.keys(CROSSBAR_QUANTITIES) as [CrossbarQuantity, ...CrossbarQuantity[]];
const limit = z
  .union([z.string(), z.number()], { error: 'expected a limit such as "5 %", "1 pJ" or 0.01' })
  .meta({ description: 'A limit in the unit of the quantity.' })
  .exactOptional();
const DIMENSION_OF: Readonly<Record<typeof FRACTION | 'J' | 'W', Dimension>> = {
  [FRACTION]: 'ratio',
  J: 'energy',
  W: 'power',
};

const check = section({ quantity: choice(names, 'What is checked.'), max: limit, min: limit }).transform(
  ({ quantity: name, ...written }, context) => {
    const { bound, unit } = quantityInfo(name);
    const other = bound === 'max' ? 'min' : 'max';
    const text = written[bound];
    const refuse = (message: string, path: PropertyKey[] = []) => {
      context.addIssue({ code: 'custom', path, message });
      return z.NEVER;
    };
    if (written[other] !== undefined) return refuse(`${name} has a "${bound}", not a "${other}"; rename it`, [other]);
    const example = { [FRACTION]: '5 %', J: '1 pJ', W: '1 mW', 1: '0.05, a plain number' }[unit];
    if (text === undefined) return refuse(`${name} needs a "${bound}" such as ${example}; add it`);
    // A share of a range may be written as a percentage too.
    const reading =
      typeof text === 'number'
        ? unit === '1'
          ? { value: text }
          : { fault: '' }
        : readQuantity(text, unit === '1' ? 'ratio' : DIMENSION_OF[unit]);
    if (!('value' in reading) || !(reading.value >= 0))
      return refuse(`expected a limit of at least 0 such as ${example}`, [bound]);
    return { quantity: name, bound, limit: reading.value };
  },
);

export const crossbarSections = {
  rulespice: z
    .literal(1, { error: 'expected 1, the version of the format' })
    .meta({ description: 'Version of the format.' }),
  name: specName('read-64').meta({ description: 'Names the report.' }),
  description: paragraph(2000).meta({ description: 'One or two sentences for the report.' }).exactOptional(),
  crossbar: array.meta({ description: 'The array.' }),
  read: read.meta({ description: 'A read of the whole array: vector-matrix products.' }).exactOptional(),
  write: write.meta({ description: 'Write pulses, one after the other.' }).exactOptional(),
  disturb: disturb.meta({ description: 'The same pulses many times, under several schemes.' }).exactOptional(),
  margin: margin.meta({ description: 'Read margin of one cell against the size of the array.' }).exactOptional(),
  window: window
    .meta({ description: 'STDP by overlapping pulses: the device between two neurons is the rule.' })
    .exactOptional(),
  learn: learn
    .meta({ description: 'An outer product of word lines and bit lines learns pattern pairs.' })
    .exactOptional(),
  classify: classify
    .meta({ description: 'One layer of weights learns classes from data, and what each imperfection costs.' })
    .exactOptional(),
  verify: list(check, '[{ quantity: current-loss, max: 5 % }]', { min: 1, max: 100 }).default([]),
};

export const crossbarSchema = section(crossbarSections);
type Written = z.output<typeof crossbarSchema>;
/** `own` is the parameter set of `file`, once read. */
export type DeviceSpec = NonNullable<Written['crossbar']['device']> & { readonly own?: ParameterSet };
export type CrossbarCheck = CrossbarSpec['verify'][number] & { readonly line?: number };
/** `cards` are those of the files, once read. */
export type MeasuredSpec = NonNullable<Written['crossbar']['measured']> & { readonly cards?: MeasuredCards };
/** `rows` and `columns` are those of the matrix where the document does not say them. */
export type ArraySpec = Omit<Written['crossbar'], 'device' | 'measured' | 'rows' | 'columns'> & {
  rows: number;
  columns: number;
  device?: DeviceSpec;
  measured?: MeasuredSpec;
};
export type CrossbarSpec = Omit<Written, 'crossbar'> & { crossbar: ArraySpec };
export type PulseSpec = NonNullable<CrossbarSpec['write']>['pulses'][number];
export type WindowSpec = NonNullable<CrossbarSpec['window']>;
export type LearnSpec = NonNullable<CrossbarSpec['learn']>;
export type ReadSpec = NonNullable<CrossbarSpec['read']>;
