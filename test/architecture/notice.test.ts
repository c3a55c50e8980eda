import { readFileSync } from 'node:fs';

/** NOTICE names everything that reaches the machine of a user, with its licence. */

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
  readonly license?: string;
}

const notice = readFileSync('NOTICE', 'utf8');
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const listed = new Map(
  (notice.split('Installed as dependencies')[1]?.split('\n') ?? []).flatMap((line) => {
    const found = /^(\S+) {2,}(\S.*)$/.exec(line);
    return found ? [[found[1] ?? '', found[2] ?? ''] as const] : [];
  }),
);

/** What `npm install rulespice` brings, by name; a package that is there twice has one line. */
const installed = Object.entries(lock.packages).flatMap(([path, { dev, devOptional, link, license = '' }]) => {
  const name = path.split('node_modules/').at(-1) ?? '';
  return path.startsWith('node_modules/') && !dev && !devOptional && !link ? [{ name, license }] : [];
});

test('every package that is installed is named with its licence', () => {
  expect(installed.length).toBeGreaterThan(20);
  for (const { name, license } of installed)
    expect([name, listed.get(name)]).toEqual([name, expect.stringContaining(license) as string]);
});

test('nothing is named that is not installed', () => {
  const names = new Set(installed.map(({ name }) => name));
  expect([...listed.keys()].filter((name) => !names.has(name))).toEqual([]);
});

test('the engine of our own says itself what it is made of', () => {
  const own = readFileSync('ngspice-wasm/NOTICE', 'utf8');
  for (const part of ['ngspice', 'KLU', 'SuiteSparse']) expect(own).toContain(part);
});
