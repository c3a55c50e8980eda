import { z } from 'zod';
import { DIMENSIONS, type Dimension } from '../units/dimensions.js';
import { didYouMean } from '../units/did-you-mean.js';
import { formatQuantity } from '../units/format.js';
import { readQuantity } from '../units/quantity.js';

/*
 * Building blocks of the schema. Every message starts with `expected`; src/spec/problems.ts puts the path and what was
 * found before it.
 */

interface Range {
  /** Exclusive lower bound, SI. */
  readonly above?: number;
  /** Inclusive bounds, SI. */
  readonly min?: number;
  readonly max?: number;
}

/** A quantity with its unit, converted to plain SI. */
export function quantity(dimension: Dimension, description: string, range: Range = {}) {
  const info = DIMENSIONS[dimension];
  return z
    .string({ error: ({ input }) => faultOf(input, dimension) })
    .meta({ description, pattern: pattern(dimension), examples: [info.example] })
    .transform((text, context) => {
      const reading = readQuantity(text, dimension);
      const fault = 'fault' in reading ? reading.fault : rangeFault(reading.value, dimension, range);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
      return 'value' in reading ? reading.value : z.NEVER;
    });
}

/** Temperature of a circuit. */
export const temperature = (description: string) => quantity('temperature', description, { min: -55, max: 150 });

/** Supply voltage of a circuit. */
export const supply = (description: string) => quantity('voltage', description, { above: 0, max: 20 });

/** A plain number without unit. @param because says why a number is out of its bounds, after what is expected */
export function plainNumber(description: string, { above, min, max }: Range, because = '') {
  const bounds = [
    above === undefined ? '' : `above ${above}`,
    min === undefined ? '' : `of at least ${min}`,
    max === undefined ? '' : `at most ${max}`,
  ];
  const expected = `expected a number ${bounds.filter((part) => part !== '').join(' and ')} without unit`;
  const error = withReason(expected, because);
  const below = ({ input }: { readonly input?: unknown }): string =>
    isMagnitude({ above, min }) && typeof input === 'number' && input < 0
      ? `${expected}; it is a magnitude, and its name says the direction: write ${-input}`
      : error;
  let schema = z.number({ error: ({ input }) => `${expected}${adviceFor(input)}` });
  if (above !== undefined) schema = schema.gt(above, { error: below });
  if (min !== undefined) schema = schema.gte(min, { error: below });
  if (max !== undefined) schema = schema.lte(max, { error });
  return schema.meta({ description });
}

/** Nothing negative is meant. */
function isMagnitude({
  above,
  min,
}: {
  readonly above?: number | undefined;
  readonly min?: number | undefined;
}): boolean {
  return above === 0 || min === 0;
}

/** How a text that stands for a number is written as one. */
function adviceFor(input: unknown): string {
  if (typeof input !== 'string') return '';
  const [, whole, fraction] = /^([+-]?\d*),(\d+)$/.exec(input.trim()) ?? [];
  if (fraction !== undefined) return `; write ${Number(`${whole ?? ''}.${fraction}`)}, with a decimal point`;
  const percent = /^([+-]?[\d.]+)\s*%$/.exec(input.trim())?.[1];
  return percent === undefined || !Number.isFinite(Number(percent))
    ? ''
    : `; write ${Number((Number(percent) / 100).toPrecision(12))}`;
}

/** One of a few words. */
export function choice<const Values extends readonly [string, ...string[]]>(values: Values, description: string) {
  const listed = values
    .map((value) => `"${value}"`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  return z
    .enum(values, {
      error: ({ input }) => `expected ${listed}${typeof input === 'string' ? didYouMean(input, values) : ''}`,
    })
    .meta({ description });
}

/** A whole number without unit. @param because says why a number is out of its bounds, after what is expected */
export function wholeNumber(description: string, min: number, max: number, because = '') {
  const expected = min === max ? `expected ${min}` : `expected a whole number from ${min} to ${max}`;
  const error = withReason(expected, because);
  return z.int({ error: expected }).min(min, { error }).max(max, { error }).meta({ description });
}

/** `true` or `false`. */
export function yesOrNo(description: string) {
  return z.boolean({ error: 'expected true or false' }).meta({ description });
}

/** A plain identifier; whether it exists is checked where the names are known. */
export function identifier(description: string, example: string) {
  const error = `expected a name of letters, digits, "_" and "-" that starts with a letter, such as "${example}"`;
  return z
    .string({ error })
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, { error })
    .meta({ description, examples: [example] });
}

/** What a spec is called: it names folders and the netlist. */
export function specName(example: string) {
  const error = `expected a name of small letters, digits and "-" such as "${example}"`;
  return z.string({ error }).regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error });
}

/**
 * A mapping with exactly these keys. An unknown key's message is the list of known keys, for problems.ts to finish.
 * @param keys those that are worth naming in messages
 */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape, keys = Object.keys(shape)) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? keys.join(' ') : `expected a section with ${keys.join(', ')}`),
  });
}

/** A list with a bounded number of items. */
export function list<Item extends z.ZodType>(
  item: Item,
  example: string,
  { min = 0, max }: { min?: number; max: number },
) {
  const error = `expected a list such as ${example}${min > 0 ? ` with at least ${min} item` : ''}`;
  return z
    .array(item, { error })
    .min(min, { error })
    .max(max, { error: `expected at most ${max} items` });
}

function withReason(expected: string, because: string): string {
  return because === '' ? expected : `${expected}: ${because}`;
}

function faultOf(input: unknown, dimension: Dimension): string {
  const reading = readQuantity(input, dimension);
  return 'fault' in reading ? reading.fault : `expected ${DIMENSIONS[dimension].noun}`;
}

function rangeFault(value: number, dimension: Dimension, { above, min, max }: Range): string | undefined {
  const { noun, signature } = DIMENSIONS[dimension];
  const print = (bound: number): string =>
    dimension === 'ratio' ? `${bound * 100} %` : formatQuantity(bound, signature);
  // A time that may be 0 is a point of time, of which the sign may be meant.
  const sign = value < 0 && above === 0 ? '; write it without the sign' : '';
  if (above !== undefined && value <= above) return `expected ${noun} above ${print(above)}${sign}`;
  if (min !== undefined && value < min) return `expected ${noun} of at least ${print(min)}`;
  if (max !== undefined && value > max) return `expected ${noun} of at most ${print(max)}`;
  return undefined;
}

/** What editors accept while typing; loading checks in full. */
function pattern(dimension: Dimension): string {
  const prefix = '([afpnu\u00b5\u03bcmkG]|[mM][eE][gG])?';
  const units: Partial<Record<Dimension, string>> = {
    temperature: '(\u00b0C|degC|C|K)',
    'temperature-difference': '(\u00b0C|degC|C|K)',
    ratio: '%',
    frequency: '([afpnu\u00b5\u03bcmkMG]|[mM][eE][gG])?Hz',
    area: `${prefix}m(\\^?2|\u00b2)`,
    resistance: `${prefix}[oO]hm`,
    'relative-mismatch': `% *[*\u00b7] *${prefix}m`,
    mismatch: `${prefix}[Vm] *[*\u00b7] *${prefix}[Vm]`,
  };
  return (
    `^ *[+\u2212-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)? ` +
    `*${units[dimension] ?? prefix + DIMENSIONS[dimension].signature} *$`
  );
}
