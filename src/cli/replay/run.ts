import { join } from 'node:path';
import { tolerancesText } from '../../process/conditions.js';
import { axisDifference, differenceOf } from '../../compare/same-waveforms.js';
import type { EngineInfo, Simulator } from '../../engine/simulator.js';
import { counted } from '../../report/words.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { parseQuantity } from '../../units/quantity.js';
import { UserError } from '../../units/user-error.js';
import type { Waveforms } from '../../waveform/waveforms.js';
import { EXIT } from '../exit.js';
import { inlineIncludes } from '../../node/files/includes.js';
import type { Session } from '../io.js';
import { timeout } from '../options.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { ReplayResult, ReplayedRun } from './schema.js';
import { textTable } from '../../report/text-table.js';
import { withToolchain } from '../toolchain.js';
import { findRuns, readKeptRun, type KeptRun } from '../verify/kept-run.js';
import { placed } from '../simulate/run.js';

/**
 * The same build of the same engine may round differently where a parameter was changed in place and now stands in the
 * text.
 */
const SAME_ENGINE = 1e-5;
/** What the engines agree within (test/verify/engines-agree.sim.test.ts). */
const OTHER_ENGINE = 5e-3;
/** A run took less; a replay has no reason to take longer. */
const LIMIT = 3600;
/** Worst first. */
const STATUSES = ['different', 'same', 'identical'] as const;

export interface ReplayArguments {
  readonly id: string;
  readonly runs: string;
  readonly engine: string | undefined;
  readonly tolerance: string | undefined;
  readonly timeout: string | undefined;
  readonly json: string | undefined;
}

/**
 * Simulates kept runs again, from their decks and never from the cache, and compares; 1 when the numbers are others.
 */
export async function runReplay(args: ReplayArguments, session: Session): Promise<number> {
  assertWritable('--json', args.json);
  const kept = findRuns(args.runs, args.id).map(readKeptRun);
  const tolerance = args.tolerance === undefined ? undefined : toleranceOf(args.tolerance);
  const timeoutSeconds = timeout(args.timeout) ?? LIMIT;
  const runs: ReplayedRun[] = [];
  // Runs of one id are of one engine as a rule; each of another starts its own.
  for (const engine of new Set(kept.map(({ conditions }) => args.engine ?? conditions.engine.option))) {
    const own = kept.filter(({ conditions }) => (args.engine ?? conditions.engine.option) === engine);
    const again = await withToolchain(
      { engine, jobs: undefined, cache: false },
      session,
      async ({ simulator, signal }) => {
        const info = await simulator.info();
        return Promise.all(
          own.map(async (run) =>
            compared(
              run,
              await simulate(run, simulator, { timeoutSeconds, ...(signal ? { signal } : {}) }),
              info,
              tolerance,
            ),
          ),
        );
      },
    );
    runs.push(...again);
  }
  const result = { status: STATUSES.find((status) => runs.some((run) => run.status === status)) ?? 'identical', runs };
  if (args.json === undefined) session.io.out(replayText(result));
  else await writeOutput(args.json, [jsonText(result)], session);
  announce(session.io, args.json);
  return result.status === 'different' ? EXIT.outOfLimits : EXIT.pass;
}

async function simulate(
  { folder }: KeptRun,
  simulator: Simulator,
  options: { readonly timeoutSeconds: number; readonly signal?: AbortSignal },
): Promise<Waveforms> {
  const file = join(folder, 'deck.cir');
  const deck = inlineIncludes(file, undefined);
  const results = await simulator.runDeck(deck.text, options).catch((error: unknown) => {
    throw placed(error, deck);
  });
  const [only] = results;
  if (!only || results.length > 1)
    throw new UserError([{ file, message: `has ${results.length} analyses; a kept run has one` }]);
  return only.waveforms;
}

function toleranceOf(text: string): number {
  const value = parseQuantity(text, 'ratio');
  if (value >= 0) return value;
  throw new UserError([{ message: `--tolerance: found "${text}", expected a percentage of at least 0 %` }]);
}

/** @param given tolerance instead of the one that suits the engines, share of the range */
export function compared(
  { folder, conditions, edited, changed, waveforms }: KeptRun,
  found: Waveforms,
  { name, version, build }: Pick<EngineInfo, 'name' | 'version' | 'build'>,
  given?: number,
): ReplayedRun {
  const [recordedTime = new Float64Array()] = waveforms.values();
  const problems = [changed, axisDifference(recordedTime, found.axis.values)].filter((text) => text !== undefined);
  const vectors = conditions.vectors.map((vector): ComparedVector => {
    const again = found.columns.get(vector.toLowerCase());
    const recorded = { x: recordedTime, y: waveforms.get(vector.toLowerCase()) ?? new Float64Array() };
    return {
      vector,
      ...differenceOf(recorded, {
        x: again ? found.axis.values : new Float64Array(),
        y: again?.values ?? new Float64Array(),
      }),
    };
  });
  const { engine } = conditions;
  const sameEngine = engine.name === name && engine.version === version && engine.build === build;
  const tolerance = given ?? (sameEngine ? SAME_ENGINE : OTHER_ENGINE);
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    run: folder,
    ...circumstances(conditions),
    recorded: { name: engine.name, version: engine.version },
    engine: { name, version },
    edited,
    problems,
    status: problems.length > 0 ? 'different' : statusOf(vectors, tolerance),
    tolerance,
    vectors: vectors.map(({ vector, share, largest, at }) => ({
      name: vector,
      share: finite(share),
      largest: finite(largest),
      at,
    })),
  };
}

type ComparedVector = ReturnType<typeof differenceOf> & { readonly vector: string };

/** Of what the run was, and under which conditions. */
function circumstances({
  spec,
  experiment,
  corner,
  temperature,
  supply,
  capacitor,
  bias,
  netlist,
  sample,
}: KeptRun['conditions']): Omit<
  ReplayedRun,
  'run' | 'recorded' | 'engine' | 'edited' | 'problems' | 'status' | 'tolerance' | 'vectors'
> {
  return {
    spec,
    experiment,
    corner,
    temperature,
    supply,
    ...(capacitor === undefined ? {} : { capacitor }),
    ...(bias === undefined ? {} : { bias }),
    ...(netlist === undefined ? {} : { netlist }),
    ...(sample === undefined ? {} : { sample }),
  };
}

function statusOf(vectors: readonly ComparedVector[], tolerance: number): ReplayedRun['status'] {
  if (!vectors.every(({ share }) => share <= tolerance)) return 'different';
  return vectors.every(({ identical }) => identical) ? 'identical' : 'same';
}

/** What a person reads; the last line is the answer. Ends with a newline. */
export function replayText({ status, runs }: ReplayResult): string {
  const tolerance = formatPercent(Math.max(...runs.map((run) => run.tolerance)));
  const answers = {
    identical: 'the numbers are the same, to the last digit',
    same: `the numbers are the same within ${tolerance} of their range`,
    different: runs.some(({ problems }) => problems.length > 0)
      ? `the numbers are NOT the same: ` +
        `${counted(runs.filter(({ problems }) => problems.length > 0).length, 'record')} cannot be what was ` +
        `simulated (see above)`
      : `the numbers are NOT the same: they differ by more than ${tolerance} of their range`,
  };
  return `${runs.map(runText).join('\n')}\n${answers[status]}\n`;
}

function runText({
  run,
  experiment,
  corner,
  temperature,
  supply,
  capacitor = 0,
  bias = 0,
  sample,
  recorded,
  engine,
  edited,
  problems,
  vectors,
}: ReplayedRun): string {
  const rows = vectors.map(({ name, share, largest, at }) => [
    name,
    share === null ? 'not comparable' : formatPercent(share),
    largest === null ? '-' : formatQuantity(largest, name.startsWith('i') ? 'A' : 'V', 3),
    formatQuantity(at, 's', 3),
  ]);
  return [
    [
      `${run}: ${experiment}`,
      corner,
      `${temperature} C`,
      `${supply} V`,
      ...tolerancesText({ capacitor, bias }),
      ...(sample === undefined ? [] : [`sample ${sample}`]),
    ].join(', '),
    `recorded on ${recorded.name} ${recorded.version}, replayed on ${engine.name} ${engine.version}`,
    ...(edited ? ['deck.cir was changed after it was recorded'] : []),
    ...problems,
    textTable(['vector', 'difference (rms)', 'largest', 'at'], rows, '  '),
  ].join('\n');
}
