import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { renderHtml } from '../report/html.js';
import { renderJson } from '../report/json.js';
import { renderMarkdown } from '../report/markdown.js';
import type { SpecReport } from '../report/types.js';

/** Where to write; what has no path is not written. */
export interface ReportPaths {
  readonly html?: string;
  readonly json?: string;
  readonly markdown?: string;
}

export interface WriteOptions {
  readonly date: Date;
  readonly title?: string;
  readonly version?: string;
}

/**
 * Renders every wanted form first, then writes them; a report that cannot be rendered leaves the old files as they
 * were. Returns the paths written.
 */
export async function writeReports(
  reports: readonly SpecReport[],
  paths: ReportPaths,
  options: WriteOptions,
): Promise<string[]> {
  const files: [string, string][] = [];
  if (paths.html !== undefined) files.push([paths.html, await renderHtml(reports, options)]);
  if (paths.json !== undefined) files.push([paths.json, renderJson(reports, options)]);
  if (paths.markdown !== undefined) files.push([paths.markdown, renderMarkdown(reports, options)]);
  for (const [path, text] of files) await writeAtomically(path, text);
  return files.map(([path]) => path);
}

/**
 * Writes beside the target, flushes, then renames: a reader finds the old file or the new one, never a half. Makes the
 * folder.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const { temporary, file } = await openTemporary(folder, basename(path));
  try {
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

let written = 0;

async function openTemporary(folder: string, name: string) {
  written += 1;
  const temporary = join(folder, `.${name}.${process.pid}.${written}.tmp`);
  return { temporary, file: await open(temporary, 'w') };
}
