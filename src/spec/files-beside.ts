import { folderOf } from '../shelf/path.js';
import type { Problem } from '../units/user-error.js';
import type { SpecDocument } from './document.js';
import { withModel } from './model-beside.js';
import { withNetlists } from './netlists-beside.js';
import { withOwnProcess } from './own-process.js';
import { placed } from './placed.js';
import { problem } from './problems.js';
import type { SpecParts } from './spec-parts.js';

/**
 * Reads the process file, the netlists and the model that a spec names.
 * @throws UserError at the line of the spec for one that is not there
 */
export function withFilesBeside<Parts extends SpecParts>(parts: Parts, document: SpecDocument, file: string): Parts {
  const complain = (path: readonly string[], message: string): readonly Problem[] =>
    placed([problem(path, message)], document, file);
  const whole = withOwnProcess(parts, folderOf(file), (message) => complain(['process', 'file'], message));
  const drawn = withNetlists(whole, file, complain);
  return withModel(drawn, file, (message) => complain(['dut', 'model'], message));
}
