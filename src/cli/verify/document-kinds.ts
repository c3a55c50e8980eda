import type { Result } from '../../result/result.js';
import type { Commission, Work } from './commission.js';
import { lostCrossbar, lostRule } from './lost.js';
import type { About } from './verify-options.js';

/** A kind of document that `verify` takes. */
export interface DocumentKind {
  /** As in "two crossbar documents". */
  readonly nouns: string;
  /** Options of `verify` that say nothing about documents of this kind are refused. */
  readonly takes: (option: About) => boolean;
  /** Whether a document with these top-level keys is of this kind. */
  recognises(keys: ReadonlySet<string>): boolean;
  /**
   * Finds everything wrong with the input, and returns the work.
   * @throws UserError
   */
  prepare(files: readonly string[], commission: Commission): Promise<Work>;
  /** What stands in the report for a document on which rulespice itself failed. */
  lost(file: string, failure: string): Result;
}

const rules: DocumentKind = {
  nouns: 'specs of learning rules',
  takes: () => true,
  recognises: () => true,
  prepare: async (files, commission) => (await import('./rules.js')).prepareRules(files, commission),
  lost: (file, failure) => lostRule(file, failure),
};

const crossbars: DocumentKind = {
  nouns: 'crossbar documents',
  takes: ({ arrays }) => arrays,
  recognises: (keys) => keys.has('crossbar'),
  prepare: async (files, commission) => (await import('../crossbar/jobs.js')).prepareCrossbars(files, commission),
  lost: (file, failure) => lostCrossbar(file, failure),
};

/** Asked in this order; the first that recognises a document takes it. */
const KINDS: readonly DocumentKind[] = [crossbars, rules];

/** The files of every kind that occurs, specs of rules first. */
export async function byKind(files: readonly string[]): Promise<ReadonlyMap<DocumentKind, readonly string[]>> {
  const keys = await Promise.all(files.map(topLevelKeys));
  const kindOf = (at: number): DocumentKind => KINDS.find((kind) => kind.recognises(keys[at] ?? new Set())) ?? rules;
  const groups = KINDS.toReversed().map((kind) => [kind, files.filter((_, at) => kindOf(at) === kind)] as const);
  return new Map(groups.filter(([, own]) => own.length > 0));
}

/** Keys of a YAML mapping; none where the file cannot be read, which its loader will tell or fail on. */
async function topLevelKeys(file: string): Promise<ReadonlySet<string>> {
  const [{ readDocument }, { readTextFile }, { LARGEST_SPEC }] = await Promise.all([
    import('../../spec/document.js'),
    import('../../node/files/read-text-file.js'),
    import('../../spec/limits.js'),
  ]);
  try {
    const { value } = readDocument(readTextFile(file, LARGEST_SPEC, ''), file);
    return new Set(typeof value === 'object' && value !== null ? Object.keys(value) : []);
  } catch {
    return new Set();
  }
}
