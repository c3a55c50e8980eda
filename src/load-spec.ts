/** The door of a spec: read with everything that rulespice can verify. */
import { quantityVocabulary } from './quantities/vocabulary.js';
import { parseSpecText, readSpec } from './spec/load.js';
import type { Spec } from './spec/types.js';
import type { Vocabulary } from './spec/vocabulary.js';

/**
 * Reads and validates a spec file.
 *
 * @param vocabulary names of processes, corners, roles and trace cells; without it those are checked when the spec is
 *   compiled
 * @throws UserError with every problem found, each with its place
 */
export function loadSpec(path: string, vocabulary?: Vocabulary): Spec {
  return readSpec(path, quantityVocabulary, vocabulary);
}

/**
 * Validates the text of a spec (YAML or JSON) and fills in the defaults; `file` is only named in messages.
 * All quantities of the result are plain SI.
 *
 * @throws UserError with every problem found, each with its place
 */
export function parseSpec(text: string, file: string, vocabulary?: Vocabulary): Spec {
  return parseSpecText(text, file, quantityVocabulary, vocabulary);
}
