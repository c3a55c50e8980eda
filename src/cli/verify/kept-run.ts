import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { AUTO, engineNames } from '../../engine/registry.js';
import { choice, identifier, specName } from '../../spec/fields.js';
import { explainIssues } from '../../spec/problems.js';
import { lineOfText } from '../../spec/text-fields.js';
import { readTextFile } from '../../spec/read-text-file.js';
import { UserError } from '../../units/user-error.js';
import { readCsv, type CsvColumns } from '../../waveform/csv-read.js';

/** What a folder of `verify --runs` says of itself; more may stand there. */
const conditionsSchema = z.object({
  spec: specName('stdp'),
  experiment: lineOfText(200),
  corner: identifier('Process corner.', 'tt'),
  temperature: z.number(),
  supply: z.number(),
  capacitor: z.number().exactOptional(),
  bias: z.number().exactOptional(),
  sample: z.int().optional(),
  engine: z.object({
    name: lineOfText(100),
    version: lineOfText(100),
    // What a replay starts: a run may come from anybody.
    option: choice([engineNames[0] ?? AUTO, ...engineNames.slice(1)], 'Engine.'),
    build: lineOfText(200).optional(),
  }),
  vectors: z.array(lineOfText(300)).min(1).max(10_000),
  /** Digest of the deck as it was written. */
  deck: z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected a sha256 digest' }),
});

/** One simulation that `verify --runs` kept. */
export interface KeptRun {
  readonly folder: string;
  readonly conditions: z.output<typeof conditionsSchema>;
  readonly deck: string;
  /** The deck is not the one that was simulated. */
  readonly edited: boolean;
  /** Time first. */
  readonly waveforms: CsvColumns;
}

const LARGEST = 512e6;
const FILES = ['conditions.json', 'deck.cir', 'waveforms.csv'] as const;
/** Names in a message. */
const SHOWN = 10;

/** What stands in `conditions.json` for a deck. */
export function deckDigest(deck: string): string {
  return createHash('sha256').update(deck).digest('hex');
}

/**
 * The runs that an id names: a folder; or those below `root` whose path has its parts in order, each a whole name or a
 * word of one. `stdp/tt_27C_1.8V_sample17` is one sample in all its experiments, `sample17` every sample 17.
 * @throws UserError when there is none
 */
export function findRuns(root: string, id: string): string[] {
  const isRun = (folder: string): boolean => FILES.every((name) => existsSync(join(folder, name)));
  const named = [id, join(root, id)].find(isRun);
  if (named !== undefined) return [named];
  if (!existsSync(root))
    throw new UserError([
      {
        message:
          `"${id}" is no folder of a run, and there is no folder ${root}; keep runs with "rulespice verify ` +
          `... --runs ${root}", or name their folder with --runs`,
      },
    ]);
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'deck.cir')
    .map((entry) => entry.parentPath)
    .filter(isRun)
    .sort();
  const parts = id.split(/[/\\]/).filter((part) => part !== '');
  const found = all.filter((folder) => parts.length > 0 && hasParts(relative(root, folder).split(sep), parts));
  if (found.length > 0) return found;
  const some = all
    .slice(0, SHOWN)
    .map((folder) => relative(root, folder))
    .join(', ');
  throw new UserError([
    {
      message:
        `no run of ${root} is called "${id}"; ` +
        `${all.length === 0 ? 'it holds none: keep some with "rulespice verify ... --runs"' : `there are ${some}${all.length > SHOWN ? ` and ${all.length - SHOWN} more` : ''}`}`,
    },
  ]);
}

/** Whether all parts occur, in this order. */
function hasParts(names: readonly string[], parts: readonly string[]): boolean {
  let next = 0;
  for (const name of names) {
    const part = parts[next];
    if (part !== undefined && (name === part || name.split('_').includes(part))) next += 1;
  }
  return next === parts.length;
}

/** Reads a run. @throws UserError when one of its files is damaged */
export function readKeptRun(folder: string): KeptRun {
  const read = (name: (typeof FILES)[number]): string =>
    readTextFile(join(folder, name), LARGEST, 'keep the run again');
  const file = join(folder, 'conditions.json');
  const value = jsonOf(read('conditions.json'), file);
  const conditions = conditionsSchema.safeParse(value);
  if (!conditions.success) {
    const [fault] = explainIssues(conditions.error.issues, value);
    throw new UserError([
      {
        file,
        message:
          'is not what this version of rulespice writes beside a run' +
          `${fault ? ` (${fault.message})` : ''}; keep the run again with "rulespice verify ... --runs"`,
      },
    ]);
  }
  const deck = read('deck.cir');
  const waveforms = readCsv(read('waveforms.csv'), join(folder, 'waveforms.csv'));
  const missing = conditions.data.vectors.find((vector) => !waveforms.has(vector.toLowerCase()));
  if (missing !== undefined)
    throw new UserError([
      { file: join(folder, 'waveforms.csv'), message: `lacks the vector ${missing}; keep the run again` },
    ]);
  return { folder, conditions: conditions.data, deck, edited: deckDigest(deck) !== conditions.data.deck, waveforms };
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError([{ file, message: `is no JSON: ${(error as Error).message}` }]);
  }
}
