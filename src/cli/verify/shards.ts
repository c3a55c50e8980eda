import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { lineOfText } from '../../spec/text-fields.js';
import { version } from '../../node/version.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import type { Spec } from '../../spec/types.js';
import { readEventsFile } from '../../stimulus/csv.js';
import type { Shard } from '../../verify/shard.js';
import { sealJson, unsealJson } from '../../node/store/sealed.js';
import { sha256Hex } from '../../units/sha256.js';
import { UserError } from '../../units/user-error.js';
import type { NamedSpec } from '../inputs.js';
import { shardedSchema } from './arguments.js';
import { namesIn } from '../../node/files/list.js';
import { writeFileSafely } from '../../node/files/write-file.js';
import { jsonText } from '../output.js';

/** What an engine says of itself. */
const word = lineOfText(500);

/** What a shard says of itself when it has done everything. */
const manifestSchema = z.strictObject({
  rulespice: word,
  shard: z.int().min(1),
  of: z.int().min(1),
  arguments: shardedSchema,
  /** sha256 of each spec as it was read, options of the command line included. */
  specs: z.record(lineOfText(4096), lineOfText(64)),
  engine: word,
  units: z.int().min(0),
});

export type Manifest = z.output<typeof manifestSchema>;

/** Largest manifest, bytes: a name and a digest for each spec. */
const LARGEST_MANIFEST = 10_000_000;

const NAME = /^shard-(\d+)-of-(\d+)\.json$/;

/** `2/4`. @throws UserError */
export function readShard(text: string): Shard {
  const found = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || index < 1 || count < 1 || index > count)
    throw new UserError([{ message: `--shard: found "${text}", expected shard and number of shards, such as "2/4"` }]);
  return { index, count };
}

/** Digest of a spec and of the file that it names. */
export function specDigest({ file, spec }: NamedSpec): string {
  const csv = spec.stimulus.csv ? readEventsFile(spec.stimulus.csv.file, dirname(file)).text : '';
  return sha256Hex(JSON.stringify(spec), csv);
}

/** Leaves the word that a shard is done; only then can it be merged. */
export async function writeManifest(
  folder: string,
  { index, count }: Shard,
  about: Omit<Manifest, 'rulespice' | 'shard' | 'of'>,
): Promise<void> {
  const manifest: Manifest = { rulespice: version(), shard: index, of: count, ...about };
  await writeFileSafely(join(folder, nameOf(manifest)), [jsonText(sealJson(manifest))]);
}

/**
 * The manifests of a folder that holds all shards of one verification.
 * @throws UserError when one is missing or damaged, or when they are not of one verification
 */
export function readManifests(folder: string): readonly Manifest[] {
  const names = manifestsIn(folder);
  const manifests = names.map((name) => readManifest(join(folder, name)));
  const [first] = manifests;
  if (!first)
    throw new UserError([
      {
        message:
          `${folder} holds no finished shard; make them with "rulespice verify ... --shard 1/4 --shard-dir ` +
          `${folder}"`,
      },
    ]);
  const present = new Set(manifests.filter(({ of }) => of === first.of).map(({ shard }) => shard));
  const missing = Array.from({ length: first.of }, (_, index) => index + 1).filter((index) => !present.has(index));
  if (missing.length > 0)
    throw new UserError([
      {
        message:
          `${folder} lacks ${missing.length === 1 ? 'shard' : 'the shards'} ${missing.join(', ')} of ` +
          `${first.of}: not started, not finished, or not copied here; run it again, what it had done is not ` +
          `done twice`,
      },
    ]);
  for (const [at, manifest] of manifests.entries()) {
    const different = (['of', 'rulespice', 'engine', 'arguments', 'specs'] as const).find(
      (key) => JSON.stringify(manifest[key]) !== JSON.stringify(first[key]),
    );
    if (different !== undefined)
      throw new UserError([
        {
          message:
            `${join(folder, names[at] ?? '')} is of another verification than ${names[0] ?? ''}: ` +
            `"${different === 'of' ? 'number of shards' : different}" differs; make each verification in a ` +
            `folder of its own`,
        },
      ]);
  }
  return manifests;
}

/** @throws UserError when a spec is not the one that was simulated */
export function requireUnchanged(specs: readonly NamedSpec[], { specs: known }: Manifest): void {
  const changed = specs.filter((named: { file: string; spec: Spec }) => known[named.file] !== specDigest(named));
  if (changed.length > 0)
    throw new UserError(
      changed.map(({ file }) => ({ file, message: 'is not the spec that the shards simulated; run the shards again' })),
    );
}

/** Of the manifests in a folder, by the numbers of their shards. */
function manifestsIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => NAME.test(name))
    .sort((a, b) => Number(NAME.exec(a)?.[1]) - Number(NAME.exec(b)?.[1]));
}

function nameOf({ shard, of }: Manifest): string {
  return `shard-${shard}-of-${of}.json`;
}

/** @throws UserError for a file that is damaged, or that says it is another shard than its name does */
function readManifest(path: string): Manifest {
  try {
    const text = readTextFile(path, LARGEST_MANIFEST, 'run the shard again');
    const manifest = manifestSchema.parse(unsealJson(JSON.parse(text)));
    if (nameOf(manifest) === basename(path)) return manifest;
  } catch (error) {
    if (error instanceof UserError) throw error;
    // What is no manifest gets the answer below.
  }
  throw new UserError([
    { file: path, message: 'is no manifest of this shard by this version of rulespice; run the shard again' },
  ]);
}
