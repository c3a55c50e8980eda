// Mutation testing of what decides a verdict (docs/notebook/mutation-testing.md). StrykerJS changes one expression at a
// time and runs the unit tests that reach it; what no test notices survives.
//   node scripts/mutate.js [--show] [--fresh] [compare guard deck measure verdict report]
// Runs the named groups of stryker.groups.js, all of them when none is named, each into reports/mutation/GROUP.json,
// and prints the score of each file as Markdown and every survivor that docs/notebook/mutation-survivors.json gives no
// reason for. `--show` runs nothing and reads what an earlier run left; `--fresh` runs what an earlier run found out,
// too. Exits 1 when a survivor has no reason.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { GROUPS } from '../stryker.groups.js';

/** Characters of a line that is printed whole, and of what stands around a difference otherwise. */
const LONG = 140;
const AROUND = 24;

const { values, positionals } = parseArgs({
  options: { show: { type: 'boolean' }, fresh: { type: 'boolean' } },
  allowPositionals: true,
});
const groups = positionals.length > 0 ? positionals : Object.keys(GROUPS);
const unknown = groups.find((group) => !(group in GROUPS));
if (unknown !== undefined) {
  console.error(`there is no group "${unknown}"; choose among ${Object.keys(GROUPS).join(', ')}`);
  process.exit(2);
}

const reportOf = (group) => `reports/mutation/${group}.json`;
if (!values.show) groups.forEach(run);
const missing = groups.filter((group) => !existsSync(reportOf(group)));
if (missing.length > 0) {
  console.error(`${missing.map(reportOf).join(', ')}: there is no such report; run "npm run mutate" for it first`);
  process.exit(2);
}
const files = groups.flatMap((group) => Object.entries(JSON.parse(readFileSync(reportOf(group), 'utf8')).files));
const reasons = readReasons();
const without = files.flatMap(([file, result]) => survivorsOf(file, result)).filter((one) => one.reason === undefined);
console.log(table(files));
for (const { file, line, from, to } of without) console.log(`${file}:${line}\n  - ${from}\n  + ${to}`);
console.log(without.length === 0 ? 'Every survivor has a reason.' : `${without.length} survivors have no reason.`);
process.exitCode = without.length === 0 ? 0 : 1;

function run(group) {
  const stryker = createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json');
  const started = performance.now();
  const program = stryker.replace('package.json', 'bin/stryker.js');
  const { status } = spawnSync(process.execPath, [program, 'run', ...(values.fresh ? ['--force'] : [])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, MUTATE: group },
  });
  if (status !== 0) process.exit(status ?? 1);
  console.log(`${group}: ${((performance.now() - started) / 60_000).toFixed(1)} min`);
}

/** By file, the reason for each pair of a line and what became of it. */
function readReasons() {
  const entries = JSON.parse(readFileSync('docs/notebook/mutation-survivors.json', 'utf8'));
  return new Map(entries.flatMap(({ file, from, to, reason }) => to.map((line) => [key(file, from, line), reason])));
}

function key(file, from, to) {
  return `${file}\n${from}\n${to}`;
}

/** Mutants that no test noticed: the whole lines they change, before and after, on one line each. */
function survivorsOf(file, { source, mutants }) {
  const lines = source.split('\n');
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ location: { start, end }, replacement }) => {
      const before = lines[start.line - 1].slice(0, start.column - 1);
      const [from, to] = excerpts(
        oneLine(lines.slice(start.line - 1, end.line).join('\n')),
        oneLine(`${before}${replacement}${lines[end.line - 1].slice(end.column - 1)}`),
      );
      return { file, line: start.line, from, to, reason: reasons.get(key(file, from, to)) };
    });
}

/** Of long lines only where they differ, with a few characters around. */
function excerpts(from, to) {
  if (from.length <= LONG) return [from, to];
  let head = 0;
  while (head < to.length && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(from.length, to.length) - head && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  const first = Math.max(0, head - AROUND);
  return [from, to].map((text) => text.slice(first, text.length - Math.max(0, tail - AROUND)));
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** Killed and timed out over all that could be run. */
function table(all) {
  const rows = all.map(([file, result]) => {
    const of = (...statuses) => result.mutants.filter(({ status }) => statuses.includes(status)).length;
    const survived = survivorsOf(file, result);
    return {
      file,
      killed: of('Killed', 'Timeout'),
      survived: survived.length,
      explained: survived.filter(({ reason }) => reason !== undefined).length,
    };
  });
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  const every = { file: 'all', killed: sum('killed'), survived: sum('survived'), explained: sum('explained') };
  return [
    '| file | mutants | killed | score | survivors | with a reason |',
    '|---|---|---|---|---|---|',
    ...[...rows, every].map(({ file, killed, survived, explained }) => {
      const total = killed + survived;
      const score = total === 0 ? 'nothing to change' : `${((100 * killed) / total).toFixed(1)} %`;
      return `| ${file} | ${total} | ${killed} | ${score} | ${survived} | ${explained} |`;
    }),
  ].join('\n');
}
