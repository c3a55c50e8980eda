import { isAbsolute, relative, resolve } from 'node:path';
import { shownLines } from '../../units/line-of-text.js';
import { titleOf } from '../../report/about.js';
import type { Result } from '../../result/result.js';
import { checkText, conditionsText, plainText, reasonText, STATUS_WORDS } from '../../report/words.js';

/**
 * GitHub's workflow commands for every verdict that is no pass, at the line of its check, and for documents without
 * verdicts.
 *
 * @param workspace GITHUB_WORKSPACE; files below it are named relative to it, as GitHub wants
 */
export function annotations(reports: readonly Result[], workspace?: string): string[] {
  return reports.flatMap((report) => {
    const file = repositoryPath(report.file, workspace);
    const failing = report.verdicts.filter(({ status }) => status !== 'pass');
    const own = failing.map((verdict) =>
      command(
        {
          file,
          ...(verdict.line === undefined ? {} : { line: verdict.line }),
          title: `${STATUS_WORDS[verdict.status].word}: ${titleOf(report)}, ${checkText(verdict)}`,
        },
        `${whereText(verdict)}: ${reasonText(verdict) ?? ''}; replay: ${plainText(verdict.replay)}`,
      ),
    );
    return report.failure === undefined
      ? own
      : [command({ file, title: `ERROR: ${titleOf(report)}` }, report.failure), ...own];
  });
}

/** Its conditions, else its analysis. */
function whereText({ conditions, experiment }: Result['verdicts'][number]): string {
  return conditions ? conditionsText(conditions) : plainText(experiment);
}

function repositoryPath(file: string, workspace: string | undefined): string {
  if (workspace === undefined || workspace === '') return file;
  const path = relative(workspace, resolve(file));
  return path.startsWith('..') || isAbsolute(path) ? file : path;
}

function command(properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::error ${list.join(',')}::${escapeData(message)}`;
}

/** A line break in a message would start a new command; an escape sequence would reach the log's reader. */
function escapeData(text: string): string {
  return shownLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
