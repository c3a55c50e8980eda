import { projectFiles } from '../shelf/shelves.js';
import { UserError } from '../units/user-error.js';
import { decodeTable, type Decoded, type Encoding } from './decode.js';
import { isMdm, readMdm } from './mdm.js';
import { readTable, type Table, type TableReading } from './table.js';

/** A file of numbers, decoded. */
export interface TableText extends Decoded {
  readonly path: string;
}

/**
 * Reads a file of numbers that a command names.
 * @throws UserError when it is missing, outside the project, too large, or no text
 */
export function tableFile(path: string, limit: number, advice: string): TableText {
  let encoding: Encoding = 'UTF-8';
  const text = projectFiles().text(path, limit, advice, (bytes) => {
    const decoded = decodeTable(bytes, path);
    encoding = decoded.encoding;
    return decoded.text;
  });
  return { path, text, encoding };
}

/**
 * Reads a file of numbers that a spec names, below the folder of the spec.
 * @throws UserError as `tableFile`, and for a path that leaves the folder
 */
export function tableBeside(file: string, folder: string, limit: number, advice: string): TableText {
  let encoding: Encoding = 'UTF-8';
  const { path, text } = projectFiles().beside(file, folder, limit, advice, (bytes) => {
    const decoded = decodeTable(bytes, file);
    encoding = decoded.encoding;
    return decoded.text;
  });
  if (text === undefined) throw new UserError([{ file: path, message: 'file not found; check the path' }]);
  return { path, text, encoding };
}

/** A table of any format that is known: CSV of every kind, or IC-CAP's. @throws UserError */
export function tableOf(text: string, file: string, reading: TableReading): Table {
  return isMdm(text) ? readMdm(text, file) : readTable(text, file, reading);
}
