import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/** Puts something else in the place of a kept file; the text says what. */
export type Damage = readonly [what: string, put: (path: string, whole: Buffer) => void];

const text =
  (content: string) =>
  (path: string): void =>
    writeFileSync(path, content);

/** What accidents and strangers leave in the place of a record. */
export const DAMAGES: readonly Damage[] = [
  ['an empty file', text('')],
  ...['{}', '[]', 'null', '0', '"text"', '[{}]', '[null]', '{"value":[]}', 'NaN', '{"a":1e999}'].map(
    (content): Damage => [content, text(content)],
  ),
  ...Array.from({ length: 9 }, (_, tenth): Damage => [
    `the first ${tenth + 1} tenths`,
    (path, whole) => writeFileSync(path, whole.subarray(0, Math.floor((whole.length * (tenth + 1)) / 10))),
  ]),
  ...[0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999].map((share): Damage => [
    `a bit flipped at ${share}`,
    (path, whole) => {
      const bytes = Buffer.from(whole);
      const at = Math.floor(bytes.length * share);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  ]),
  ['more at its end', (path, whole) => writeFileSync(path, Buffer.concat([whole, Buffer.from('x')]))],
  [
    'a folder',
    (path) => {
      rmSync(path, { force: true });
      mkdirSync(path);
    },
  ],
  [
    'a pipe that nobody writes',
    (path) => {
      rmSync(path, { force: true });
      spawnSync('mkfifo', [path]);
    },
  ],
];

/** Every damage in turn, the file whole again after each. */
export async function eachDamage(path: string, see: (what: string) => Promise<void> | void): Promise<void> {
  const whole = readFileSync(path);
  for (const [what, put] of DAMAGES) {
    put(path, whole);
    await see(what);
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, whole);
  }
}
