import { simulateDeck, type DeckOutcome } from '../../control/simulate.js';
import { SimulationError } from '../../engine/errors.js';
import type { DeckResult, EngineInfo } from '../../engine/simulator.js';
import { problemLines, UserError } from '../../units/user-error.js';
import { csvChunks } from '../../waveform/csv.js';
import { plotsOfWaveforms } from '../../waveform/plots.js';
import { writeRawfile } from '../../waveform/rawfile-write.js';
import { EXIT } from '../exit.js';
import { inlineIncludes, type InlinedDeck } from '../../node/files/includes.js';
import { aboutMissing } from '../../node/files/missing-files.js';
import type { Session } from '../io.js';
import { timeout, wholeNumber } from '../options.js';
import type { Chunks } from '../../node/files/write-file.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { withToolchain } from '../toolchain.js';
import { simulateJson } from './json.js';
import { resultsOf } from './results.js';
import { failuresOf, textForPeople, warningLines, warningsOf } from './said.js';
import type { SimulateResult } from './schema.js';

const FORMATS = ['csv', 'json', 'raw'] as const;
export type WaveformFormat = (typeof FORMATS)[number];

interface SimulateArguments {
  readonly deck: string;
  readonly format: string | undefined;
  readonly output: string | undefined;
  readonly analysis: string | undefined;
  readonly includeDir: readonly string[] | undefined;
  readonly timeout: string | undefined;
  readonly json: string | undefined;
  readonly engine: string;
  readonly cache: boolean;
}

/** Runs any deck: its analyses, measurements and control block, and prints what they gave. */
export async function runSimulate(args: SimulateArguments, session: Session): Promise<number> {
  const output = args.json === undefined || args.json === '' ? args.output : args.json;
  const format = chooseFormat(args.json === undefined ? args.format : 'json', output);
  const only = wholeNumber('analysis', args.analysis);
  assertWritable('--output', output);
  if (format === 'raw' && onStdout(output) && session.io.outIsTerminal)
    throw new UserError([{ message: 'a rawfile is binary and would spoil the terminal; give a file with --output' }]);
  const seconds = timeout(args.timeout);
  const deck = inlineIncludes(args.deck, args.includeDir);
  const { outcome, engine } = await simulated(args, seconds, deck, session);
  const all = resultsOf(outcome);
  const warnings = warningsOf(outcome, deck.origin, args.deck);
  // What people read goes where no data go.
  const say = (text: string): void => (onStdout(output) ? session.io.err(text) : session.io.out(text));
  session.io.err(warningLines(warnings));
  if (format !== 'json') say(textForPeople(outcome));
  if (isUnasked(args, outcome, all)) session.io.err(`${severalResults(all)}\n`);
  else {
    const results = chooseAnalysis(all, only, format);
    const json = (): SimulateResult =>
      simulateJson(outcome, results, { deck: args.deck, engine, origin: deck.origin, warnings });
    await writeOutput(output, encode(results, format, args.deck, json), session);
    announce(session.io, output);
  }
  const failures = failuresOf(outcome, deck.origin);
  if (failures.length > 0) session.io.err(`${problemLines(failures).join('\n')}\n`);
  return failures.length > 0 ? EXIT.outOfLimits : EXIT.pass;
}

function simulated(
  args: SimulateArguments,
  seconds: number | undefined,
  deck: InlinedDeck,
  session: Session,
): Promise<{ readonly outcome: DeckOutcome; readonly engine: EngineInfo }> {
  return withToolchain(
    { engine: args.engine, jobs: '1', cache: args.cache },
    session,
    async ({ simulator, signal }) => {
      const limits = { ...(seconds === undefined ? {} : { timeoutSeconds: seconds }), ...(signal ? { signal } : {}) };
      const outcome = await simulateDeck(deck.text, (text) => simulator.runDeck(text, limits)).catch(
        (error: unknown) => {
          throw placed(error, deck);
        },
      );
      return { outcome, engine: await simulator.info() };
    },
  );
}

function onStdout(output: string | undefined): boolean {
  return output === undefined || output === '' || output === '-';
}

/** A control block that gave several results, where nobody said what to do with them: what it printed is enough. */
function isUnasked(
  { format, output, json, analysis }: SimulateArguments,
  { controlled }: DeckOutcome,
  results: readonly DeckResult[],
): boolean {
  return controlled && results.length !== 1 && [format, output, json, analysis].every((one) => one === undefined);
}

function severalResults(results: readonly DeckResult[]): string {
  if (results.length === 0) return 'the control block gave no result';
  return `the control block gave ${results.length} results; --analysis <n> prints one, --format json or raw all`;
}

/** The format asked for, else what the name of the file says, else CSV. */
export function chooseFormat(asked: string | undefined, output: string | undefined): WaveformFormat {
  if (asked === undefined) return FORMATS.find((format) => output?.endsWith(`.${format}`)) ?? 'csv';
  const format = FORMATS.find((candidate) => candidate === asked.toLowerCase());
  if (!format)
    throw new UserError([{ message: `--format: there is no format "${asked}"; choose one of ${FORMATS.join(', ')}` }]);
  return format;
}

function chooseAnalysis(
  results: readonly DeckResult[],
  only: number | undefined,
  format: WaveformFormat,
): readonly DeckResult[] {
  const list = listed(results);
  if (only !== undefined) {
    const chosen = results[only - 1];
    if (!chosen) throw new UserError([{ message: `--analysis ${only}: the deck has ${list}` }]);
    return [chosen];
  }
  if (format === 'csv' && results.length > 1)
    throw new UserError([
      {
        message:
          `the deck has several analyses (${list}) and CSV holds one; choose one with --analysis, or take ` +
          `--format json or raw`,
      },
    ]);
  return results;
}

/** `1 .tran, 2 .ac`; a long list is cut. */
function listed(results: readonly DeckResult[]): string {
  const names = results.slice(0, MOST_LISTED).map(({ analysis }, index) => `${index + 1} .${analysis}`);
  return names.join(', ') + (results.length > MOST_LISTED ? `, ... ${results.length} in all` : '');
}

const MOST_LISTED = 20;

function encode(
  results: readonly DeckResult[],
  format: WaveformFormat,
  deck: string,
  json: () => SimulateResult,
): Chunks {
  switch (format) {
    case 'csv':
      return results[0] ? csvChunks(results[0].waveforms) : [];
    case 'raw': {
      const header = { title: deck, date: new Date().toUTCString() };
      return [writeRawfile(results.flatMap(({ waveforms }) => plotsOfWaveforms(waveforms, header)))];
    }
    case 'json':
      return [jsonText(json())];
  }
}

/**
 * `line 12 of the deck` counts pasted lines; the user's own file and line are named instead. A refused deck is bad
 * input.
 */
export function placed(error: unknown, deck: InlinedDeck): unknown {
  if (!(error instanceof SimulationError)) return error;
  const found = /^line (\d+) of the deck: ([^]*)$/.exec(error.message);
  const place = found ? deck.origin(Number(found[1])) : undefined;
  const input = error.kind === 'refused-deck' || error.kind === 'undefined-parameter';
  const undefinedThere = error.kind === 'undefined-parameter' || error.kind === 'unknown-model';
  const files = undefinedThere ? aboutMissing(deck.missing, error.message) : '';
  const said = `${place ? (found?.[2] ?? '') : error.message}${files}`;
  if (input) return new UserError([{ ...place, message: said }]);
  return place || files !== ''
    ? new SimulationError(error.kind, place ? `${place.file}:${place.line}: ${said}` : said, error.log)
    : error;
}
