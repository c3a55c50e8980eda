import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * What breaks readers of text: syntax of all formats here, numbers at the edges, names of prototypes, characters that
 * are none.
 */
const PIECES = [
  '',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  ',',
  ';',
  ':',
  ': ',
  '- ',
  '"',
  "'",
  '""',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '#',
  '*',
  '+',
  '=',
  '<',
  '>',
  '|',
  '&a ',
  '*a',
  '\\',
  '/',
  '..',
  '../',
  '%',
  '~',
  '$',
  '`',
  '!',
  '@',
  'null',
  'true',
  '[]',
  '{}',
  'NaN',
  'nan',
  'inf',
  '-inf',
  '.nan',
  '0',
  '-0',
  '-1',
  '1',
  '2.5',
  '1e5',
  '1e308',
  '1e999',
  '-1e999',
  '1e-320',
  '0x10',
  '1_000',
  '99999999999999999999',
  '1,5',
  '5 %',
  '20 ms',
  '1 uA',
  '3 banana',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u00b5',
  '\u2212',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '\u{1f600}',
  '.end\n',
  '.ends\n',
  '.subckt a b\n',
  '.tran 1u 1m\n',
  '.param a={b}\n',
  '.control\n',
  'Binary:\n',
  'Values:\n',
  'No. Points: ',
];

export type Pick = (count: number) => number;

/** Whole numbers from 0, below a count; the same for the same seed. */
export function picker(seed: number): Pick {
  const random = xoroshiro128plus(seed);
  return (count) => uniformInt(random, 0, count - 1);
}

/**
 * A text made from one of these by one to four edits: a piece put in, a stretch taken out, doubled, or moved. Every
 * tenth is random characters.
 */
export function mutatedText(texts: readonly string[], pick: Pick): string {
  if (pick(10) === 0)
    return Array.from({ length: pick(60) }, () =>
      pick(2) === 0 ? String.fromCharCode(pick(0x250)) : (PIECES[pick(PIECES.length)] ?? ''),
    ).join('');
  let text = texts[pick(texts.length)] ?? '';
  for (let edit = pick(4); edit >= 0; edit--) {
    const start = pick(text.length + 1);
    const end = Math.min(text.length, start + (pick(5) === 0 ? pick(text.length + 1) : pick(12)));
    const other = pick(text.length + 1);
    const put =
      [PIECES[pick(PIECES.length)] ?? '', text.slice(start, end).repeat(2), text.slice(other, other + pick(60)), ''][
        pick(4)
      ] ?? '';
    text = text.slice(0, start) + put + text.slice(end);
  }
  return text;
}

/** Bytes made from one of these: changed, cut off, doubled. */
export function mutatedBytes(files: readonly Uint8Array[], pick: Pick): Uint8Array {
  const bytes = Uint8Array.from(files[pick(files.length)] ?? []);
  for (let edit = pick(6); edit >= 0; edit--)
    bytes[pick(bytes.length)] = [0, 255, 10, 48 + pick(10), pick(256)][pick(5)] ?? 0;
  const kind = pick(4);
  if (kind === 0) return bytes.slice(0, pick(bytes.length + 1));
  return kind === 1 ? Uint8Array.from([...bytes, ...bytes.slice(0, pick(200))]) : bytes;
}

export interface FuzzCounts {
  readonly read: number;
  readonly refused: number;
}

/** Longest time for one input, ms: far above what the largest takes on a slow machine, far below a hang. */
const LONGEST = 5000;
/** Longest message about one input: a screen, not the input. */
const LONGEST_MESSAGE = 8000;

/**
 * Reads many inputs: each must be accepted or refused by an error that `isRefusal` knows, soon, and with a message of
 * bounded length; anything else fails with the run and the input.
 */
export function fuzz<Input extends string | Uint8Array>(
  runs: number,
  seed: number,
  next: (pick: Pick) => Input,
  read: (input: Input) => unknown,
  isRefusal: (error: unknown) => boolean,
): FuzzCounts {
  const pick = picker(seed);
  const counts = { read: 0, refused: 0 };
  for (let run = 0; run < runs; run++) {
    const input = next(pick);
    const shown = typeof input === 'string' ? JSON.stringify(input) : Buffer.from(input).toString('base64');
    const started = performance.now();
    try {
      read(input);
      counts.read += 1;
    } catch (error) {
      if (!isRefusal(error))
        throw new Error(
          `run ${run} threw ` +
            `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\non ` +
            `${shown.slice(0, 4000)}`,
          { cause: error },
        );
      const { message } = error as Error;
      if (message.length === 0 || message.length > LONGEST_MESSAGE)
        throw new Error(
          `run ${run} was refused in ${message.length} characters: ${message.slice(0, 200)}\non ` +
            `${shown.slice(0, 4000)}`,
          { cause: error },
        );
      counts.refused += 1;
    }
    const took = performance.now() - started;
    if (took > LONGEST) throw new Error(`run ${run} took ${took.toFixed(0)} ms on ${shown.slice(0, 4000)}`);
  }
  return counts;
}
