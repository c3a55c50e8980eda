import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { backwards } from '../../compare/same-waveforms.js';
import { AUTO, engineNames } from '../../node/engine/registry.js';
import { choice, identifier, specName } from '../../spec/fields.js';
import { explainIssues } from '../../spec/problems.js';
import { lineOfText } from '../../spec/text-fields.js';
import { foldersWith } from '../../node/files/list.js';
import { isThere } from '../../node/files/project.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import { sha256, unsealJson } from '../../node/store/sealed.js';
import { UserError } from '../../units/user-error.js';
import { readCsv, type CsvColumns } from '../../waveform/csv-read.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected a sha256 digest' });

/** What a folder of `verify --runs` says of itself; more may stand there. */
const conditionsSchema = z.object({
  spec: specName('stdp'),
  experiment: lineOfText(200),
  corner: identifier('Process corner.', 'tt'),
  temperature: z.number(),
  supply: z.number(),
  capacitor: z.number().exactOptional(),
  bias: z.number().exactOptional(),
  netlist: identifier('Netlist of a drawn circuit.', 'layout').exactOptional(),
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
  deck: digest,
  /** Digest of the waveforms as they were written, and their number of rows. */
  waveforms: z.object({ digest, points: z.int().min(1) }),
});

type Conditions = z.output<typeof conditionsSchema>;

/** One simulation that `verify --runs` kept. */
export interface KeptRun {
  readonly folder: string;
  readonly conditions: Conditions;
  readonly deck: string;
  /** The deck is not the one that was simulated. */
  readonly edited: boolean;
  /** How `waveforms.csv` differs from what was recorded; nothing when it is that. */
  readonly changed?: string;
  /** Time first. */
  readonly waveforms: CsvColumns;
}

/** Largest file of a run, bytes: waveforms of some million numbers. */
const LARGEST = 200e6;
const FILES = ['conditions.json', 'deck.cir', 'waveforms.csv'] as const;
/** Names in a message. */
const SHOWN = 10;

/**
 * The runs that an id names: a folder; or those below `root` whose path has its parts in order, each a whole name or a
 * word of one. `stdp/tt_27C_1.8V_sample17` is one sample in all its experiments, `sample17` every sample 17.
 * @throws UserError when there is none
 */
export function findRuns(root: string, id: string): string[] {
  const isRun = (folder: string): boolean => FILES.every((name) => isThere(join(folder, name)));
  const named = [id, join(root, id)].find(isRun);
  if (named !== undefined) return [named];
  if (!isThere(root))
    throw new UserError([
      {
        message:
          `"${id}" is no folder of a run, and there is no folder ${root}; keep runs with "rulespice verify ` +
          `... --runs ${root}", or name their folder with --runs`,
      },
    ]);
  const all = foldersWith('deck.cir', root).filter(isRun).sort();
  const parts = id.split(/[/\\]/).filter((part) => part !== '');
  const found = all.filter((folder) => parts.length > 0 && hasParts(relative(root, folder).split(sep), parts));
  if (found.length > 0) return found;
  const some = all
    .slice(0, SHOWN)
    .map((folder) => relative(root, folder))
    .join(', ');
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  const known =
    all.length === 0 ? 'it holds none: keep some with "rulespice verify ... --runs"' : `there are ${some}${more}`;
  throw new UserError([{ message: `no run of ${root} is called "${id}"; ${known}` }]);
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
  const value = unsealJson(jsonOf(read('conditions.json'), file));
  const conditions = conditionsSchema.safeParse(value);
  if (!conditions.success) {
    const [fault] = explainIssues(conditions.error.issues, value);
    throw new UserError([
      {
        file,
        message:
          `is not what this version of rulespice wrote beside a run${fault ? ` (${fault.message})` : ''}: ` +
          `it is damaged, ` +
          'was edited, or is of another version; keep the run again with "rulespice verify ... --runs"',
      },
    ]);
  }
  const deck = read('deck.cir');
  const csv = read('waveforms.csv');
  const waveforms = readCsv(csv, join(folder, 'waveforms.csv'));
  const missing = conditions.data.vectors.find((vector) => !waveforms.has(vector.toLowerCase()));
  if (missing !== undefined)
    throw new UserError([
      { file: join(folder, 'waveforms.csv'), message: `lacks the vector ${missing}; keep the run again` },
    ]);
  const changed = changeOf(csv, waveforms, conditions.data.waveforms);
  return {
    folder,
    conditions: conditions.data,
    deck,
    edited: sha256(deck) !== conditions.data.deck,
    ...(changed === undefined ? {} : { changed }),
    waveforms,
  };
}

/** What is other about waveforms than when they were recorded, the most telling thing first. */
function changeOf(csv: string, columns: CsvColumns, recorded: Conditions['waveforms']): string | undefined {
  if (sha256(csv) === recorded.digest) return undefined;
  const file = 'waveforms.csv is not what was recorded';
  const [time = new Float64Array()] = columns.values();
  if (time.length !== recorded.points) return `${file}: it has ${time.length} rows instead of ${recorded.points}`;
  const back = backwards(time);
  return back > 0 ? `${file}: its time runs backwards in row ${back + 1}` : `${file}: its digest is another`;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError([{ file, message: `is no JSON: ${(error as Error).message}` }]);
  }
}
