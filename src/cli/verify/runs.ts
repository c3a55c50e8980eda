import { join, relative } from 'node:path';
import { plainTitle } from '../../deck/comment.js';
import { analysisLine } from '../../engine/analysis-line.js';
import type { Analysis, Circuit, EngineInfo } from '../../engine/simulator.js';
import type { Conditions } from '../../process/conditions.js';
import type { CircuitRun } from '../../roads/roads.js';
import { csvChunks } from '../../waveform/csv.js';
import type { NamedSpec } from '../inputs.js';
import { UserError } from '../../units/user-error.js';
import { sealJson, sha256 } from '../../node/store/sealed.js';
import { shellFile } from '../../units/shell-word.js';
import { asUserError, writeFolderSafely, writeHashed, writeWhole } from '../../node/files/write-file.js';
import { jsonText } from '../output.js';

/** Keeps simulations as folders that run again without rulespice. */
export interface RunKeeper {
  /** Returns the command that replays it. */
  keep(run: CircuitRun, about: RunOrigin): string;
  /** Resolves when everything is on disk; throws the first failure to write. */
  settled(): Promise<void>;
}

export interface RunOrigin {
  readonly spec: string;
  readonly file: string;
  readonly conditions: Conditions;
  readonly engine: EngineInfo;
  readonly sample?: number;
}

/** Folders go below `root`; throws UserError when two specs share a name. */
export function createRunKeeper(root: string, jobs: readonly NamedSpec[]): RunKeeper {
  requireDistinctNames(jobs);
  const writing: Promise<void>[] = [];
  return {
    keep: (run, about) => {
      const write = writeRun(root, run, about);
      // The failure is told by settled(); until then it must not end the process.
      write.catch(() => undefined);
      writing.push(write);
      return replayOf(root, about);
    },
    settled: async () => {
      try {
        await Promise.all(writing);
      } catch (error) {
        throw asUserError(error, root);
      }
    },
  };
}

/** The command that replays every kept experiment of one circuit. */
function replayOf(root: string, about: RunOrigin): string {
  const id = join(about.spec, conditionsName(about));
  return `rulespice replay ${shellFile(id)}${root === 'runs' ? '' : ` --runs ${shellFile(root)}`}`;
}

/** `<spec>/<experiment>/<corner>_<T>C_<V>V`, `_cap+10%`, `_bias-5%`, `_<netlist>` and `_sample<N>` after it */
export function runFolder(label: string, about: Pick<RunOrigin, 'spec' | 'conditions' | 'sample'>): string {
  const experiment = label
    .replace(/,\s*/g, '_')
    .replace(/\s*=\s*/g, '=')
    .replace(/\s+/g, '')
    .replace(/[^A-Za-z0-9._=+-]/g, '-');
  return join(about.spec, experiment, conditionsName(about));
}

function conditionsName({
  sample,
  conditions: { corner, temperature, supply, capacitor = 0, bias = 0, netlist },
}: Pick<RunOrigin, 'conditions' | 'sample'>): string {
  const off = [['cap', capacitor] as const, ['bias', bias] as const]
    .map(([name, error]) =>
      error === 0 ? '' : `_${name}${error > 0 ? '+' : ''}${Number((100 * error).toPrecision(6))}%`,
    )
    .join('');
  const drawn = netlist === undefined ? '' : `_${netlist}`;
  const chip = sample === undefined ? '' : `_sample${sample}`;
  return `${corner}_${temperature}C_${supply}V${off}${drawn}${chip}`;
}

/** A deck that `ngspice -b` runs and prints, and that `rulespice simulate` runs too. */
export function replayDeck({ title, text }: Circuit, analysis: Analysis, vectors: readonly string[]): string {
  const list = vectors.join(' ');
  return [
    plainTitle(title),
    text.trimEnd(),
    `.save ${list}`,
    `.print ${analysis.kind} ${list}`,
    analysisLine(analysis),
    '.end',
    '',
  ].join('\n');
}

async function writeRun(root: string, run: CircuitRun, about: RunOrigin): Promise<void> {
  const { circuit, analysis, vectors, waveforms, recording } = run;
  const target = join(root, runFolder(recording.experiment.label, about));
  const deck = replayDeck(circuit, analysis, vectors);
  const conditions = (digest: string): object => ({
    spec: about.spec,
    file: relative(process.cwd(), about.file) || about.file,
    experiment: recording.experiment.label,
    ...about.conditions,
    ...(about.sample === undefined ? {} : { sample: about.sample }),
    engine: about.engine,
    analysis,
    vectors,
    deck: sha256(deck),
    waveforms: { digest, points: waveforms.axis.values.length },
    events: recording.experiment.events,
  });
  await writeFolderSafely(target, (folder) => {
    writeWhole(join(folder, 'deck.cir'), [deck]);
    const digest = writeHashed(join(folder, 'waveforms.csv'), csvChunks(waveforms));
    writeWhole(join(folder, 'conditions.json'), [jsonText(sealJson(conditions(digest)))]);
  });
}

/** Two specs of one name would write into one folder of runs. */
function requireDistinctNames(jobs: readonly NamedSpec[]): void {
  const first = new Map<string, string>();
  for (const { file, spec } of jobs) {
    const other = first.get(spec.name);
    if (other !== undefined)
      throw new UserError([
        { file, message: `is called "${spec.name}" like ${other}; give one another name, or --runs would mix them` },
      ]);
    first.set(spec.name, file);
  }
}
