import { basename } from 'node:path';
import { renderDetails } from '../report/details.js';
import { renderTerminal } from '../report/terminal.js';
import type { Result } from '../result/result.js';
import { wantsColor, type Session } from './io.js';
import { announce, writeOutput } from './output.js';

/** Where the results of a command go. */
export interface ResultOutputs {
  readonly report?: string | undefined;
  readonly markdown?: string | undefined;
  readonly json?: string | undefined;
  readonly junit?: string | undefined;
  readonly quiet: boolean;
  /** Every verdict on the terminal, not only those that are no pass. */
  readonly verbose: boolean;
  /** Tables and notes on the terminal, too. */
  readonly details?: boolean;
}

/** Renders every wanted form of the results of a command, whatever they are of, then writes and prints them. */
export async function writeResults(
  results: readonly Result[],
  { report, markdown, json, junit, quiet, verbose, details = false }: ResultOutputs,
  session: Session,
): Promise<void> {
  const { io } = session;
  const options = { date: new Date(), version: (await import('../node/version.js')).version() };
  const jsonToOut = json === '' || json === '-';
  const { renderJson } = await import('../report/json.js');
  const files: (readonly [path: string, text: string])[] = [];
  if (report !== undefined)
    files.push([report, await (await import('../report/html.js')).renderHtml(results, options)]);
  if (markdown !== undefined) files.push([markdown, (await import('../report/markdown.js')).renderMarkdown(results)]);
  if (json !== undefined && !jsonToOut) files.push(...(await jsonFiles(json, results, options.date)));
  if (junit !== undefined) files.push([junit, (await import('../report/junit.js')).renderJunit(results)]);
  for (const [path, text] of files) {
    await writeOutput(path, [text], session);
    if (!quiet) announce(io, path);
  }
  if (jsonToOut) io.out(renderJson(results, options));
  else if (!quiet) io.out(resultsText(results, { verbose, details }, session));
}

/** A result, and beside it the numbers of its pictures where it has some. */
async function jsonFiles(
  path: string,
  results: readonly Result[],
  date: Date,
): Promise<(readonly [path: string, text: string])[]> {
  const [{ renderJson }, { renderWaveforms }, { sha256Hex }] = await Promise.all([
    import('../report/json.js'),
    import('../report/waveforms.js'),
    import('../units/sha256.js'),
  ]);
  const pictures = results.some(
    (result) => result.figures.length > 0 || (result.kind === 'crossbar' && result.maps[0]),
  );
  if (!pictures) return [[path, renderJson(results, { date })]];
  const beside = waveformsBeside(path);
  const text = renderWaveforms(results, { date });
  const waveforms = { file: basename(beside), sha256: sha256Hex(text) };
  return [
    [path, renderJson(results, { date, waveforms })],
    [beside, text],
  ];
}

/** `out/result.waveforms.json` beside `out/result.json`. */
export function waveformsBeside(path: string): string {
  return `${path.replace(/\.json$/i, '')}.waveforms.json`;
}

/** What a person reads on a terminal: tables and notes where they are wanted, then the verdicts. */
export function resultsText(
  results: readonly Result[],
  { verbose, details }: Required<Pick<ResultOutputs, 'verbose' | 'details'>>,
  { io }: Session,
): string {
  const blocks = details ? results.map((result) => `${renderDetails(result)}\n`) : [];
  return `${blocks.join('')}${renderTerminal(results, { color: wantsColor(io), verbose })}`;
}
