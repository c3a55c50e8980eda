import type { Result } from '../result/result.js';
import { counted, plainText } from './words.js';

/** What the kinds of documents are called where they are counted. */
const NOUNS: Readonly<Record<Result['kind'], string>> = {
  rule: 'spec',
  crossbar: 'array',
  network: 'network',
  fit: 'fit',
  identify: 'circuit',
};

/** `2 specs, 1 array`; `0 specs` where there is nothing. */
export function documentsText(results: readonly Result[]): string {
  const parts = (Object.keys(NOUNS) as Result['kind'][]).flatMap((kind) => {
    const count = results.filter((result) => result.kind === kind).length;
    return count === 0 ? [] : [counted(count, NOUNS[kind])];
  });
  return parts.length === 0 ? counted(0, 'spec') : parts.join(', ');
}

/** What a reader finds a result by: the name of its document, with the analysis where a document has several. */
export function titleOf(result: Result): string {
  return plainText(result.kind === 'crossbar' ? `${result.name}: ${result.analysis}` : result.name);
}

/** What it is about, in two or three words: a process, a size, a target. */
export function subjectOf(result: Result): string {
  switch (result.kind) {
    case 'rule':
    case 'network':
    case 'identify':
      return plainText(result.process.name);
    case 'crossbar':
      return `${result.array.rows} x ${result.array.columns} cells`;
    case 'fit':
      return plainText(`${result.target.name}, ${result.model.name}`);
  }
}

/** The simulator behind it; arrays are solved without one, or name it in their notes. */
export function engineOf(result: Result): string | undefined {
  return result.kind === 'rule' || result.kind === 'network' || result.kind === 'identify'
    ? plainText(`${result.engine.name} ${result.engine.version}`)
    : undefined;
}
