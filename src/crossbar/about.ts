import type { CrossbarResult } from '../result/crossbar.js';
import type { ArraySpec, CrossbarSpec } from './spec/schema.js';

/** The result of an analysis of which nothing is known yet: an error, until there is more. @param analysis its name */
export function aboutCrossbar(
  {
    name,
    description,
    crossbar: { rows, columns },
  }: Pick<CrossbarSpec, 'name' | 'description'> & {
    readonly crossbar: Pick<ArraySpec, 'rows' | 'columns'>;
  },
  analysis: string,
  file: string,
): CrossbarResult {
  return {
    kind: 'crossbar',
    name,
    file,
    ...(description === undefined ? {} : { description }),
    status: 'error',
    analysis,
    array: { rows, columns },
    verdicts: [],
    tables: [],
    figures: [],
    maps: [],
    warnings: [],
    notes: [],
    wallSeconds: 0,
  };
}
