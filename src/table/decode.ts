import { UserError } from '../units/user-error.js';

/** How the characters of a table are written. */
export type Encoding = 'UTF-8' | 'UTF-16' | 'Latin-1';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/** Beginnings of files that people take for tables, and what to do about them. */
const OTHERS: readonly (readonly [start: readonly number[], what: string, advice: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel or zip file', 'open it and save the sheet as "CSV UTF-8"'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an Excel file of the old kind', 'open it and save the sheet as "CSV UTF-8"'],
  [[0x1f, 0x8b], 'compressed by gzip', 'unpack it first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'export the numbers as CSV'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', 'export the columns as CSV'],
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32 text', 'save it as UTF-8'],
];

/** Share of zero bytes on one side of each pair from which text is UTF-16 without a mark. */
const HALF_ZERO = 0.4;

/**
 * Text of a table: UTF-8, UTF-16 with or without a byte order mark, else Latin-1 as Windows writes it. A wrong guess of
 * the last can only spoil names and units, which are then unknown: digits are the same in all of them.
 * @throws UserError for a workbook, an archive, or anything else that is no text
 */
export function decodeTable(bytes: Uint8Array, file: string): Decoded {
  for (const [start, what, advice] of OTHERS)
    if (start.every((byte, index) => bytes[index] === byte))
      throw new UserError([{ file, message: `is ${what}, expected text of columns; ${advice}` }]);
  const wide = wideOf(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), encoding: 'UTF-16' };
  if (bytes.includes(0))
    throw new UserError([{ file, message: 'is no text: it holds zero bytes; export the numbers as CSV' }]);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Latin-1' };
  }
}

/** Order of the bytes of UTF-16, by its mark or by the zeros beside ASCII; undefined for other text. */
function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros.map((count) => count / (sample.length / 2));
  if (odd > HALF_ZERO && even < 0.1) return 'utf-16le';
  return even > HALF_ZERO && odd < 0.1 ? 'utf-16be' : undefined;
}
