import { z } from 'zod';
import { isLineOfText, LINE_CHARACTER, LINE_OF_TEXT, PARAGRAPH, shown } from '../units/line-of-text.js';

/*
 * Free text in anything that a user writes. It enters through one of these, so that no netlist, report, message or
 * command it becomes part of can be changed by it; what must be a name, because it becomes a net or a folder, is an
 * `identifier` (fields.ts).
 */

const PLAIN = 'one line of text without control or invisible characters';
const line = new RegExp(LINE_OF_TEXT, 'u');
const lines = new RegExp(PARAGRAPH, 'u');

/** Titles, sources, licences, names of devices: one line, blanks around it cut off. */
export function lineOfText(max: number, { min = 1, expected = 'text' }: { min?: number; expected?: string } = {}) {
  return z
    .string({ error: `expected ${expected}` })
    .trim()
    .min(min, { error: `expected ${expected}` })
    .max(max, { error: `expected at most ${max} characters` })
    .regex(line, { error: ({ input }) => foreignFault(input, `expected ${PLAIN}`) });
}

/** A description: its line breaks, as YAML's `|` leaves them, are blanks. */
export function paragraph(max: number) {
  return z
    .string({ error: 'expected text' })
    .max(max, { error: `expected at most ${max} characters` })
    .regex(lines, {
      error: ({ input }) => foreignFault(input, 'expected text without control or invisible characters'),
    })
    .transform((text) => text.replace(/\s+/g, ' ').trim());
}

/** A file in the folder of what names it. `what` is the kind of file in messages, such as "CSV file". */
export function fileBeside(what: string, example: string) {
  return z
    .string({ error: `expected the name of a ${what} such as "${example}"` })
    .regex(
      new RegExp(
        `^(?!.*(?:^|[\\\\/])\\.\\.(?:[\\\\/]|$))(?![\\\\/]|[A-Za-z]:)(?:(?!\\\\)${LINE_CHARACTER}){1,500}$`,
        'u',
      ),
      {
        error: ({ input }) =>
          foreignFault(
            input,
            'expected a path below the folder of the spec, with "/" and without ".."; copy the file next to the spec',
          ),
      },
    );
}

function foreignFault(input: unknown, expected: string): string {
  const found = typeof input === 'string' ? [...input].find((character) => !isLineOfText(character)) : undefined;
  return found === undefined ? expected : `${expected}; remove the ${shown(found)}`;
}
