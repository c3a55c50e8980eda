import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a person reads has no line that runs out of the window. Prettier leaves strings, patterns and comments alone.
 * Only code is looked at, so that data (golden files, reference values, specs) keep the lines they have.
 */
const FOLDERS = ['src', 'studio', 'test', 'scripts', 'bench'];
const CODE = /\.([cm]?[jt]s|py)$/;
const LONGEST = 120;

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? codeFiles(path) : CODE.test(entry.name) ? [path] : [];
  });
}

test.each(FOLDERS)(`no line of code in %s is over ${LONGEST} columns`, (folder) => {
  const files = codeFiles(folder);
  expect(files).not.toEqual([]);
  const long = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.length > LONGEST ? [`${file}:${index + 1}: ${line.length} columns`] : [])),
  );
  expect(long).toEqual([]);
});
