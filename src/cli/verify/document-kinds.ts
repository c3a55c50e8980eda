import { extname } from 'node:path';
import { UserError } from '../../units/user-error.js';
import { expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import type { VerifyArguments } from './arguments.js';
import { Crashes } from './crashes.js';

/** A kind of document that `verify` takes. */
export interface DocumentKind {
  /** As in "two crossbar documents". */
  readonly nouns: string;
  /**
   * Stands before the extension of its files where other kinds write some too; the empty one keeps the names of the
   * options.
   */
  readonly infix: string;
  /** Whether a document with these top-level keys is of this kind. */
  recognises(keys: ReadonlySet<string>): boolean;
  /**
   * Finds everything wrong with the input, and returns the work.
   * @returns the work, which returns an exit code
   * @throws UserError
   */
  prepare(args: VerifyArguments, session: Session): Promise<() => Promise<number>>;
}

const rules: DocumentKind = {
  nouns: 'specs of learning rules',
  infix: '',
  recognises: () => true,
  // All of its input is looked at before the first simulation.
  prepare: async (args, session) => {
    const { runVerify } = await import('./run.js');
    return () => runVerify(args, session);
  },
};

const crossbars: DocumentKind = {
  nouns: 'crossbar documents',
  infix: '.crossbar',
  recognises: (keys) => keys.has('crossbar'),
  prepare: async (args, session) => (await import('../crossbar/run.js')).prepareCrossbars(args, session),
};

/** Asked in this order; the first that recognises a document takes it. */
const KINDS: readonly DocumentKind[] = [crossbars, rules];

/**
 * Verifies documents of every kind. Where there is more than one kind, each writes its own files, crossbar documents
 * with their kind before the extension (`index.crossbar.html`).
 */
export async function verifyDocuments(args: VerifyArguments, session: Session): Promise<number> {
  const files = await expandFiles(args.files);
  if (files.length === 0) throw new UserError([{ message: 'no spec was named; name one, or a pattern in quotes' }]);
  const groups = new Map<DocumentKind, string[]>();
  for (const file of files) {
    const keys = await topLevelKeys(file);
    const kind = KINDS.find((candidate) => candidate.recognises(keys)) ?? rules;
    groups.set(kind, [...(groups.get(kind) ?? []), file]);
  }
  const mixed = groups.size > 1;
  if (mixed && (args.json === '' || args.json === '-'))
    throw new UserError([
      {
        message:
          `--json: there are ${[...groups.keys()].map(({ nouns }) => nouns).join(' and ')}, and stdout ` +
          `holds one result; name a file with --json=FILE`,
      },
    ]);
  // Rules look at their input when they run, so they come first; the others have looked at theirs by then.
  const work: { readonly nouns: string; readonly run: () => Promise<number> }[] = [];
  for (const kind of [...KINDS].reverse()) {
    const own = groups.get(kind);
    if (!own) continue;
    const part = { ...args, files: own, ...(mixed ? renamed(args, kind.infix) : {}) };
    work.push({ nouns: kind.nouns, run: await kind.prepare(part, session) });
  }
  // A defect on one kind of documents does not lose the results of the others.
  const crashes = new Crashes(session.signal);
  let code = 0;
  for (const { nouns, run } of work) code = Math.max(code, (await crashes.spare(nouns, run)) ?? 0);
  return crashes.settle(session.io, code);
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

function renamed(args: VerifyArguments, infix: string): Partial<VerifyArguments> {
  const rename = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : `${path.slice(0, path.length - extname(path).length)}${infix}${extname(path)}`;
  return {
    report: rename(args.report),
    json: rename(args.json),
    junit: rename(args.junit),
    markdown: rename(args.markdown),
  };
}
