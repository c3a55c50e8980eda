import { z } from 'zod';
import { UserError } from '../../units/user-error.js';
import type { Progress } from './classifier.js';

/* The state of a training as a file: what was done, run by run, for the same spec and data. */

const progress = z.strictObject({
  presented: z.int().min(0),
  memory: z.string().max(200_000_000),
  history: z.array(z.strictObject({ train: z.number(), test: z.number() })).max(10_000),
  right: z.int().min(0),
  pulses: z.int().min(0),
});
const file = z.strictObject({
  'rulespice-training': z.literal(1),
  of: z.string(),
  runs: z.record(z.string(), progress),
});

/** Progress of every run by name. */
export type RunStates = Map<string, Progress>;

/** @param fingerprint of the spec and its data */
export function stateText(fingerprint: string, runs: RunStates): string {
  return `${JSON.stringify({
    'rulespice-training': 1,
    of: fingerprint,
    runs: Object.fromEntries(
      [...runs].map(([name, { memory, ...rest }]) => [name, { ...rest, memory: bitsOf(memory) }]),
    ),
  })}\n`;
}

/**
 * Reads what `stateText` wrote.
 * @param cells of the array
 * @throws UserError for a text that is none, or that belongs to another spec or other data
 */
export function parseState(text: string, name: string, fingerprint: string, cells: number): RunStates {
  const fail = (message: string): never => {
    throw new UserError([{ file: name, message }]);
  };
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return fail('this is no state of a training; name another file, or remove it to begin anew');
  }
  const result = file.safeParse(written);
  if (!result.success)
    return fail(
      'this is no state of a training that this version wrote; name another file, or remove it to begin anew',
    );
  if (result.data.of !== fingerprint)
    return fail('this state belongs to another spec or other data; name another file, or remove it to begin anew');
  return new Map(
    Object.entries(result.data.runs).map(([run, { memory, ...rest }]) => {
      const numbers = numbersOf(memory);
      if (numbers?.length !== cells || !numbers.every((value) => value >= 0 && value <= 1))
        return fail('the memory of this state is damaged; remove the file to begin anew');
      return [run, { ...rest, memory: numbers }];
    }),
  );
}

/** Every bit of the numbers, as hexadecimal digits, most significant first: the same on every machine. */
function bitsOf(values: Float64Array): string {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(values, (value) => {
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16).padStart(16, '0');
  }).join('');
}

function numbersOf(text: string): Float64Array | undefined {
  if (text.length % 16 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  const view = new DataView(new ArrayBuffer(8));
  return Float64Array.from({ length: text.length / 16 }, (_, at) => {
    view.setBigUint64(0, BigInt(`0x${text.slice(at * 16, (at + 1) * 16)}`));
    return view.getFloat64(0);
  });
}
