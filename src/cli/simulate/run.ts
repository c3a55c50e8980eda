import { SimulationError } from '../../engine/errors.js';
import type { DeckResult, EngineInfo } from '../../engine/simulator.js';
import { UserError } from '../../units/user-error.js';
import { csvChunks } from '../../waveform/csv.js';
import { plotOfWaveforms } from '../../waveform/plots.js';
import { writeRawfile } from '../../waveform/rawfile-write.js';
import type { Column } from '../../waveform/waveforms.js';
import { EXIT } from '../exit.js';
import { inlineIncludes, type InlinedDeck } from '../../node/files/includes.js';
import type { Session } from '../io.js';
import { timeout, wholeNumber } from '../options.js';
import type { Chunks } from '../../node/files/write-file.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { SimulateResult } from '../schema/schemas.js';
import { withToolchain } from '../toolchain.js';

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

/** Runs any deck and prints its waveforms. */
export async function runSimulate(args: SimulateArguments, session: Session): Promise<number> {
  const output = args.json === undefined || args.json === '' ? args.output : args.json;
  const format = chooseFormat(args.json === undefined ? args.format : 'json', output);
  const only = wholeNumber('analysis', args.analysis);
  assertWritable('--output', output);
  if (format === 'raw' && (output === undefined || output === '-') && session.io.outIsTerminal) {
    throw new UserError([{ message: 'a rawfile is binary and would spoil the terminal; give a file with --output' }]);
  }
  const seconds = timeout(args.timeout);
  const deck = inlineIncludes(args.deck, args.includeDir);
  const run = await withToolchain(
    { engine: args.engine, jobs: '1', cache: args.cache },
    session,
    async ({ simulator, signal }) => {
      const limits = { ...(seconds === undefined ? {} : { timeoutSeconds: seconds }), ...(signal ? { signal } : {}) };
      const results = await simulator.runDeck(deck.text, limits).catch((error: unknown) => {
        throw placed(error, deck);
      });
      return { results, engine: await simulator.info() };
    },
  );
  const chosen = chooseAnalysis(run.results, only, format);
  await writeOutput(output, encode(chosen, format, args.deck, run.engine), session);
  announce(session.io, output);
  return EXIT.pass;
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
  const list = results.map(({ analysis }, index) => `${index + 1} .${analysis}`).join(', ');
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

function encode(results: readonly DeckResult[], format: WaveformFormat, deck: string, engine: EngineInfo): Chunks {
  switch (format) {
    case 'csv':
      return results[0] ? csvChunks(results[0].waveforms) : [];
    case 'raw':
      return [
        writeRawfile(
          results.map(({ waveforms }) => plotOfWaveforms(waveforms, { title: deck, date: new Date().toUTCString() })),
        ),
      ];
    case 'json':
      return [jsonText(simulateResult(results, deck, engine))];
  }
}

/** Waveforms as plain data. */
export function simulateResult(
  results: readonly DeckResult[],
  deck: string,
  { name, version }: EngineInfo,
): SimulateResult {
  const plain = ({ name: vector, kind, values, imaginary }: Column): SimulateResult['analyses'][number]['axis'] => ({
    name: vector,
    kind,
    values: [...values],
    ...(imaginary ? { imaginary: [...imaginary] } : {}),
  });
  return {
    deck,
    engine: { name, version },
    analyses: results.map(({ analysis, waveforms }) => ({
      analysis,
      axis: plain(waveforms.axis),
      columns: [...waveforms.columns.values()].map(plain),
      ...(waveforms.cached ? { cached: true as const } : {}),
    })),
  };
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
  if (input) return new UserError([{ ...place, message: place ? (found?.[2] ?? '') : error.message }]);
  return place ? new SimulationError(error.kind, `${place.file}:${place.line}: ${found?.[2] ?? ''}`, error.log) : error;
}
