import { parseMeasuredUpdate, type MeasuredUpdate } from '../../nonideality/measured.js';
import { parseMeasuredNoise } from '../../nonideality/measured-noise.js';
import { parseRelaxationLaw } from '../../nonideality/measured-relaxation.js';
import { readDocument } from '../../spec/document.js';
import { readBeside } from '../../spec/read-beside.js';
import { UserError, type Problem } from '../../units/user-error.js';
import type { ArraySpec } from './schema.js';

type Key = 'noise' | 'update' | 'retention';
const TARGETS: Readonly<Record<Key, string>> = { noise: 'read-noise', update: 'pulses', retention: 'retention' };

/**
 * Reads the cards that `measured` names.
 * @param complain places a message at the line of a file
 * @throws UserError for a file outside the folder of the spec, that cannot be read, or whose content is another card
 */
export function withMeasured(
  array: ArraySpec,
  folder: string,
  complain: (key: Key, message: string) => readonly Problem[],
): ArraySpec {
  const { measured } = array;
  if (measured === undefined) return array;
  const read = <T>(key: Key, parse: (text: string, file: string) => T): T | undefined => {
    const name = measured[key];
    if (name === undefined) return undefined;
    const { text, file } = readBeside(name, folder, {
      complain: (message) => complain(key, message),
      writtenBy: `rulespice fit ${TARGETS[key]} ... --card ${name}`,
      length: 'a card is short',
    });
    assertCard(text, file, key);
    return parse(text, file);
  };
  const [noise, update, retention] = [
    read('noise', parseMeasuredNoise),
    read('update', inSiemens),
    read('retention', parseRelaxationLaw),
  ];
  const cards = { ...(noise && { noise }), ...(update && { update }), ...(retention && { retention }) };
  return { ...array, measured: { ...measured, cards } };
}

/** @throws UserError for a card of another target */
function assertCard(text: string, file: string, key: Key): void {
  const { value } = readDocument(text, file);
  const found = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (found.includes(key)) return;
  const other = (Object.keys(TARGETS) as Key[]).find((one) => found.includes(one));
  throw new UserError([
    {
      file,
      line: 1,
      message:
        `found ${other === undefined ? 'no card of a fit' : `the card of "fit ${TARGETS[other]}"`}, expected that of ` +
        `"fit ${TARGETS[key]}"${other === undefined ? '' : `; name it under "${other}"`}`,
    },
  ]);
}

/** @throws UserError for a card of data without unit: nothing says what its numbers are in siemens */
function inSiemens(text: string, file: string): MeasuredUpdate {
  const update = parseMeasuredUpdate(text, file);
  const { value } = readDocument(text, file) as { value: { update: Record<string, unknown> } };
  if (typeof value.update['lowest'] === 'number')
    throw new UserError([
      { file, message: 'the data of this card had no unit; fit conductances in siemens, such as a column g_up_uS' },
    ]);
  return update;
}
