import type { Result } from '../../result/result.js';
import { UserError, type Problem } from '../../units/user-error.js';
import { expandDocuments } from '../inputs.js';
import type { Session } from '../io.js';
import { createProgress } from '../terminal/progress.js';
import type { EngineArguments } from '../toolchain.js';
import { mergedArguments, type VerifyArguments } from './arguments.js';
import { Crashes } from './crashes.js';
import type { Commission, Work } from './commission.js';
import { byKind, type DocumentKind } from './document-kinds.js';
import { checkOutputs, writeOutputs } from './outputs.js';
import { readManifests, type Manifest } from './shards.js';
import { givenOf, type OutputArguments } from './verify-options.js';

/**
 * Verifies documents of every kind into one report. Everything that can be wrong with the input is found and printed
 * before anything is simulated.
 */
export async function verifyDocuments(args: VerifyArguments, session: Session): Promise<number> {
  if (args.watch) {
    const { watchDocuments } = await import('./watch.js');
    return watchDocuments(args, session, (again) => verifyDocuments(again, session));
  }
  if (args.shard === undefined) return report(args, session);
  const files = await named(args);
  refuseForeign(args, await byKind(files));
  return (await import('./run-shard.js')).runShard(files, args, session);
}

/**
 * Verifies from the results of shards, with the same report as without shards.
 * @param folder holds the results and manifests of all of them
 */
export async function runMerge(
  folder: string,
  outputs: OutputArguments & Pick<EngineArguments, 'jobs'>,
  session: Session,
): Promise<number> {
  const [manifest] = readManifests(folder);
  if (!manifest) throw new Error('no manifest');
  const args = mergedArguments(manifest.arguments, { ...outputs, shardDir: folder });
  return report(args, session, manifest);
}

/** Verifies and writes; a document on which rulespice itself fails is an error among the others. */
async function report(args: VerifyArguments, session: Session, merged?: Manifest): Promise<number> {
  await checkOutputs(args);
  const files = await named(args);
  const groups = await byKind(files);
  refuseForeign(args, groups);
  const crashes = new Crashes(session.signal);
  const work = await prepareAll(groups, { args, session, crashes, ...(merged ? { merged } : {}) });
  const silent = args.quiet || args.json === '' || args.json === '-';
  const progress = await createProgress(session.io, silent, { parts: work.parts });
  const results = await work.run(progress).finally(() => progress.stop());
  const reports = files.flatMap((file) => results.get(file) ?? []);
  if (merged) tellNew(reports, args, session);
  return crashes.settle(session.io, await writeOutputs(reports, args, session));
}

async function named(args: VerifyArguments): Promise<string[]> {
  const files = await expandDocuments(args.files);
  if (files.length === 0) throw new UserError([{ message: 'no spec was named; name one, or a pattern in quotes' }]);
  return files;
}

/** Every kind reads its documents before any of them works. @throws UserError with what is wrong with all of them */
export async function prepareAll(
  groups: ReadonlyMap<DocumentKind, readonly string[]>,
  commission: Commission,
): Promise<Work> {
  const problems: Problem[] = [];
  let more = 0;
  const works: { kind: DocumentKind; files: readonly string[]; work: Work }[] = [];
  for (const [kind, files] of groups) {
    try {
      works.push({ kind, files, work: await kind.prepare(files, commission) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
      more += error.more;
    }
  }
  if (problems.length > 0) throw new UserError(problems, more);
  const { crashes } = commission;
  const run: Work['run'] = async (progress) => {
    const results = new Map<string, readonly Result[]>();
    for (const { kind, files, work } of works) {
      // A defect on one kind of documents does not lose the results of the others.
      const found = await crashes.spare(kind.nouns, () => work.run(progress));
      for (const file of files) results.set(file, found?.get(file) ?? [kind.lost(file, crashes.failure(kind.nouns))]);
    }
    return results;
  };
  return { parts: works.reduce((sum, { work }) => sum + work.parts, 0), run };
}

/** @throws UserError for an option that says nothing about a kind of document that is there */
function refuseForeign(args: VerifyArguments, groups: ReadonlyMap<DocumentKind, readonly string[]>): void {
  const problems = [...groups].flatMap(([{ takes, nouns }, [file = '']]): Problem[] => {
    const foreign = givenOf(args, (option) => !takes(option));
    const option = `--${foreign?.written ?? ''}`;
    const message = `${option} says nothing about ${nouns}, and this is one of them; verify it without`;
    return foreign ? [{ file, message }] : [];
  });
  if (problems.length > 0) throw new UserError(problems);
}

/** Says how many simulations a merge had to do itself. */
function tellNew(reports: readonly Result[], { quiet }: VerifyArguments, { io }: Session): void {
  const again = reports.reduce((sum, one) => sum + (one.kind === 'rule' ? (one.runs?.simulated ?? 0) : 0), 0);
  if (again > 0 && !quiet) io.err(`${again} simulations were in no shard and were done now\n`);
}
