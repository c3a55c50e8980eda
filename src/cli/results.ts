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
  if (json !== undefined && !jsonToOut) files.push([json, renderJson(results, options)]);
  if (junit !== undefined) files.push([junit, (await import('../report/junit.js')).renderJunit(results)]);
  for (const [path, text] of files) {
    await writeOutput(path, [text], session);
    if (!quiet) announce(io, path);
  }
  if (jsonToOut) io.out(renderJson(results, options));
  else if (!quiet) io.out(resultsText(results, { verbose, details }, session));
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
