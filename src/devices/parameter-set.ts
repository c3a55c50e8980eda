import { z } from 'zod';
import { readDocument, type SpecDocument } from '../spec/document.js';
import { identifier } from '../spec/fields.js';
import { explainIssues } from '../spec/problems.js';
import { lineOfText } from '../spec/text-fields.js';
import { PREFIXES } from '../units/dimensions.js';
import { didYouMean } from '../units/did-you-mean.js';
import { onceForShelves, shipped } from '../shelf/shelves.js';
import { parseQuantity } from '../units/quantity.js';
import { UserError, type Problem } from '../units/user-error.js';
import type { DeviceDefinition, DeviceModel, Values } from './device.js';
import { findDevice } from './registry.js';

/** The numbers of one device, with where they come from; SI. */
export interface ParameterSet {
  readonly name: string;
  readonly device: DeviceDefinition;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  /** Where these numbers hold. */
  readonly region: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** By state, in its unit. */
  readonly initial: Readonly<Record<string, number>>;
  /** Standard deviation of ln(parameter) between devices, by parameter. */
  readonly deviceToDevice: Readonly<Record<string, number>>;
}

const entries = z.record(
  z.string(),
  z.union([z.string(), z.number()], { error: 'expected a number with its unit, such as "10 kOhm"' }),
);
const schema = z.strictObject({
  name: identifier('Name of the set.', 'vteam-b'),
  device: identifier('The device that it describes.', 'vteam'),
  title: lineOfText(200),
  source: lineOfText(2000),
  licence: lineOfText(200),
  region: lineOfText(1000),
  parameters: entries,
  initial: entries,
  'device-to-device': entries.optional(),
});

const FOLDER = 'models/devices';

/** Every parameter set that ships, by name, in alphabetical order. */
const shippedSets = onceForShelves((): ReadonlyMap<string, ParameterSet> => {
  const sets = shipped()
    .list(FOLDER)
    .map((file) => parseParameterSet(shipped().text(`${FOLDER}/${file}`), file));
  return new Map(sets.map((set) => [set.name, set]));
});

/** All shipped parameter sets, in alphabetical order, or those of one device. */
export function parameterSets(device?: DeviceDefinition): readonly ParameterSet[] {
  return [...shippedSets().values()].filter((set) => device === undefined || set.device === device);
}

/** A shipped parameter set; UserError with a suggestion when there is none of that name. */
export function findParameterSet(name: string): ParameterSet {
  const names = parameterSets().map((set) => set.name);
  const set = parameterSets().find((candidate) => candidate.name === name);
  if (!set)
    throw new UserError([
      { message: `unknown parameter set "${name}"${didYouMean(name, names)}; known: ${names.join(', ')}` },
    ]);
  return set;
}

/**
 * Reads a parameter set. Units are checked against the device's definition, values against its bounds.
 * @throws UserError with every problem, each with its line and column
 */
export function parseParameterSet(yaml: string, file: string): ParameterSet {
  const document = readDocument(yaml, file);
  const result = schema.safeParse(document.value);
  if (!result.success) {
    throw new UserError(
      explainIssues(result.error.issues, document.value).map(({ path, key, index, message }) => ({
        file,
        ...document.locate(path, { key: key ?? false, index: index ?? 0 }),
        message,
      })),
    );
  }
  const { parameters, initial, 'device-to-device': spread = {}, device: deviceName, ...about } = result.data;
  const device = findDevice(deviceName);
  const reader = new SetReader(document, device, file);
  const values = reader.section('parameters', parameters, device.parameters);
  const states = device.states.map((state) => {
    const [min, max] = state.range((name) => values[name] ?? NaN);
    return { ...state, min, max };
  });
  const start = reader.section('initial', initial, states);
  const deviceToDevice = reader.spread(spread, values);
  if (reader.problems.length > 0) throw new UserError(reader.problems);
  return { ...about, device, parameters: values, initial: start, deviceToDevice };
}

/** Reads the sections of a set against what its device declares, and notes what is wrong with them. */
class SetReader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly document: SpecDocument,
    private readonly device: DeviceDefinition,
    private readonly file: string,
  ) {}

  section(
    name: string,
    given: Readonly<Record<string, string | number>>,
    declared: readonly Declared[],
  ): Record<string, number> {
    this.noteUnknown(
      name,
      given,
      declared.map((entry) => entry.name),
    );
    return Object.fromEntries(
      declared.map((entry) => {
        const written = given[entry.name];
        const reading =
          written === undefined
            ? `${name}.${entry.name} is missing; add it (${entry.description}, in ${entry.unit})`
            : readValue(written, entry);
        if (typeof reading === 'string') this.note([name, entry.name], false, reading);
        return [entry.name, typeof reading === 'number' ? reading : NaN];
      }),
    );
  }

  /** Relative standard deviations of parameters. @param values of all parameters */
  spread(
    given: Readonly<Record<string, string | number>>,
    values: Readonly<Record<string, number>>,
  ): Record<string, number> {
    return Object.fromEntries(
      Object.entries(given).map(([name, sigma]) => {
        if (!Object.hasOwn(values, name))
          this.note(
            ['device-to-device', name],
            true,
            `${this.device.name} has no parameter "${name}"${didYouMean(name, Object.keys(values))}`,
          );
        return [name, parseQuantity(sigma, 'ratio')];
      }),
    );
  }

  private noteUnknown(section: string, given: Readonly<Record<string, unknown>>, known: readonly string[]): void {
    for (const name of Object.keys(given)) {
      if (!known.includes(name))
        this.note(
          [section, name],
          true,
          `${this.device.name} has no ${section} "${name}"${didYouMean(name, known)}; known: ${known.join(', ')}`,
        );
    }
  }

  private note(path: readonly string[], key: boolean, message: string): void {
    this.problems.push({ file: this.file, ...this.document.locate(path, { key }), message });
  }
}

/** The model of a set, with changes of parameters where given. */
export function bindSet(set: ParameterSet, changes: Readonly<Record<string, number>> = {}): DeviceModel {
  return set.device.bind(valuesOf(set, changes));
}

/**
 * A set with some parameters written anew, with their units, as in a spec.
 * @throws UserError naming each parameter that the device does not have or that does not fit it
 */
export function changedSet(set: ParameterSet, written: Readonly<Record<string, string | number>>): ParameterSet {
  const known = set.device.parameters.map(({ name }) => name);
  const problems: Problem[] = [];
  const changes = Object.entries(written).map(([name, text]): [string, number] => {
    const declared = set.device.parameters.find((parameter) => parameter.name === name);
    const reading = declared
      ? readValue(text, declared)
      : `${set.device.name} has no parameter "${name}"${didYouMean(name, known)}; known: ${known.join(', ')}`;
    if (typeof reading === 'string') problems.push({ message: reading });
    return [name, Number(reading)];
  });
  if (problems.length > 0) throw new UserError(problems);
  return { ...set, parameters: { ...set.parameters, ...Object.fromEntries(changes) } };
}

/** Parameter values of a set as a function of the name. */
export function valuesOf(set: ParameterSet, changes: Readonly<Record<string, number>> = {}): Values {
  const all = { ...set.parameters, ...changes };
  return (name) => {
    const value = all[name];
    if (value === undefined) throw new Error(`${set.device.name} has no parameter "${name}"`);
    return value;
  };
}

/** The states a device of this set starts in, in the order of the definition. */
export function initialState(set: ParameterSet, changes: Readonly<Record<string, number>> = {}): Float64Array {
  return Float64Array.from(set.device.states, ({ name }) => changes[name] ?? set.initial[name] ?? NaN);
}

interface Declared {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly min?: number;
  readonly max?: number;
}

/** A value in the declared unit, which may carry a prefix; or what is wrong with it. */
function readValue(
  written: string | number,
  { name, unit, min = -Infinity, max = Infinity }: Declared,
): number | string {
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(.*)$/s.exec(String(written).trim());
  const found = JSON.stringify(written);
  const suffix = match?.[2]?.trim() ?? '';
  const plain = unit === '1' ? suffix === '' : suffix === unit;
  const power = plain
    ? 0
    : unit !== '1' && suffix.endsWith(unit)
      ? PREFIXES.get(suffix.slice(0, -unit.length))
      : undefined;
  if (!match || power === undefined)
    return (
      `${name}: found ${found}, expected ` +
      `${unit === '1' ? 'a plain number' : `a number in ${unit}, such as "1 ${unit}"`}`
    );
  const [mantissa = '', exponent = '0'] = (match[1] ?? '').toLowerCase().split('e');
  const value = Number(`${mantissa}e${Number(exponent) + power}`);
  return value >= min && value <= max
    ? value
    : `${name}: found ${found}, expected ${min} to ${max}${unit === '1' ? '' : ` ${unit}`}`;
}
