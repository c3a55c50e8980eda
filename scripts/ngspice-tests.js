/*
 * Runs the decks of ngspice's own tests (Debian's source package `ngspice`, folder `tests`) through
 * `rulespice simulate` and through native ngspice, and says how many give the same, with the largest difference, and
 * why others are refused.
 *
 *     node scripts/ngspice-tests.js <folder> [engine]
 *
 * Needs `npm run build` and a native ngspice. The result of ours is held against the same deck's analyses, run by
 * `ngspice -b -r`, vector by vector, interpolated where time points differ; the difference is that of the whole vector,
 * relative to its largest value, or to 1 uV and 1 nA where it is smaller. A deck whose control block writes no such
 * file is held against what native prints: numbers by their names, `INFO` and `ERROR` lines, and the status of `quit`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { analysisOfPlot, waveformsOfPlot } from '../dist/waveform/plots.js';
import { readRawfile } from '../dist/waveform/rawfile.js';

const [folder, engine = 'ngspice-wasm'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node scripts/ngspice-tests.js <folder of ngspice tests> [engine]');
  process.exit(2);
}
const SECONDS = Number(process.env.SECONDS ?? 20);
const SAME = 1e-3;
const FLOOR = { voltage: 1e-6, current: 1e-9, other: 1e-12, time: 1e-15, frequency: 1e-15 };
const BIN = resolve(import.meta.dirname, '..', 'bin', 'rulespice.js');

const decks = statSync(folder).isFile()
  ? [basename(folder)]
  : readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(cir|sp|spice)$/.test(name))
      .sort();
const base = statSync(folder).isFile() ? dirname(folder) : folder;
const scratch = mkdtempSync(join(tmpdir(), 'rulespice-ngspice-tests-'));
const found = [];
try {
  for (const deck of decks) {
    const path = join(base, deck);
    const result = compare(path);
    found.push({ deck: relative(base, path), ...result });
    console.log(`${result.verdict.padEnd(9)} ${deck}  ${result.detail ?? ''}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
summary();

function compare(path) {
  const ours = run(process.execPath, [
    ...[BIN, 'simulate', path, '--engine', engine, '--no-cache', '--timeout', String(SECONDS)],
    ...['--include-dir', resolve(base), '-o', join(scratch, 'ours.raw')],
  ]);
  const native = run('ngspice', ['-b', '-r', join(scratch, 'native.raw'), resolve(path)], dirname(path));
  const theirs = plotsIn(join(scratch, 'native.raw'));
  const mine = ours.status === 0 || ours.status === 1 ? plotsIn(join(scratch, 'ours.raw')) : [];
  for (const file of ['ours.raw', 'native.raw']) rmSync(join(scratch, file), { force: true });
  const asked = /^\s*\.control\b/im.test(readFileSync(path, 'latin1'));
  if (ours.status === 2) return { verdict: 'refused', detail: reasonOf(ours.stderr) };
  if (ours.status !== 0 && ours.status !== 1) {
    const both = native.status !== 0 || (theirs.length === 0 && !asked);
    return { verdict: both ? 'both-fail' : 'fails', detail: reasonOf(ours.stderr) };
  }
  if (theirs.length === 0 && asked) return saidBoth(ours, native);
  if (theirs.length === 0) return { verdict: 'ours-only', detail: 'native writes no result that can be compared' };
  return differenceOf(mine, theirs);
}

/** What a control block prints, here and there. */
function saidBoth(ours, native) {
  const [here, there] = [printedIn(ours.stdout), printedIn(native.stdout)];
  if (here.words.join('\n') !== there.words.join('\n'))
    return { verdict: 'differs', detail: `says "${here.words.join(' ')}", native "${there.words.join(' ')}"` };
  if (here.words.length > 0 && (ours.status === 0) !== (native.status === 0))
    return { verdict: 'differs', detail: `ends with ${ours.status}, native with ${native.status}` };
  let worst = { difference: 0, name: '' };
  const both = [...here.numbers].filter(([name]) => there.numbers.has(name));
  for (const [name, value] of both) {
    const other = there.numbers.get(name);
    const difference = Math.abs(value - other) / Math.max(FLOOR.other, Math.abs(other));
    if (!(difference <= worst.difference)) worst = { difference, name };
  }
  if (both.length === 0 && here.words.length === 0)
    return { verdict: 'ours-only', detail: 'neither a result nor a word of native can be compared' };
  const detail = `${worst.difference.toExponential(1)} (${both.length} numbers printed, "${here.words.join(' ')}")`;
  return { verdict: worst.difference <= SAME ? 'same' : 'differs', detail, difference: 0 };
}

function printedIn(text) {
  const lines = (text ?? '').split('\n');
  return {
    words: lines.filter((line) => /^(INFO|ERROR|Note: success)/.test(line)).map((line) => line.trim()),
    numbers: new Map(
      lines.flatMap((line) => {
        const found = /^(\S+) = ([-+]?[\d.]+(?:e[-+]?\d+)?)\s*$/i.exec(line);
        return found ? [[found[1].toLowerCase(), Number(found[2])]] : [];
      }),
    ),
  };
}

function run(command, args, cwd) {
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 2 * SECONDS * 1000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function reasonOf(text) {
  const lines = (text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('warning:'));
  return (lines.at(-1) ?? 'no word').replace(/^\S+?:\d+(:\d+)?: /, '');
}

function plotsIn(file) {
  try {
    return readRawfile(readFileSync(file)).flatMap((plot) => {
      const kind = analysisOfPlot(plot);
      return kind === undefined ? [] : [waveformsOfPlot(plot, kind)];
    });
  } catch {
    return [];
  }
}

/** The first result of each kind, by the vectors that both have. */
function differenceOf(mine, theirs) {
  let worst = { difference: 0, name: '' };
  let compared = 0;
  for (const plot of theirs) {
    const own = mine.find(({ analysis }) => analysis === plot.analysis);
    if (!own) continue;
    for (const [name, column] of plot.columns) {
      const other = own.columns.get(name);
      if (!other) continue;
      compared += 1;
      const difference = distance(own.axis.values, other, plot.axis.values, column);
      if (!(difference <= worst.difference)) worst = { difference, name: `${plot.analysis} ${name}` };
    }
  }
  if (compared === 0) return { verdict: 'ours-only', detail: 'no vector is in both results' };
  const detail = `${worst.difference.toExponential(1)} (${worst.name === '' ? 'all vectors' : worst.name})`;
  return { verdict: worst.difference <= SAME ? 'same' : 'differs', detail, difference: worst.difference };
}

function distance(x, ours, native, theirs) {
  const parts = [[ours.values, theirs.values], ...(theirs.imaginary ? [[ours.imaginary ?? [], theirs.imaginary]] : [])];
  const scale = Math.max(FLOOR[theirs.kind], ...parts.map(([, values]) => largest(values)));
  return Math.max(...parts.map(([own, values]) => rms(x, own, native, values))) / scale;
}

function largest(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function rms(x, own, native, values) {
  const same =
    x.length === native.length && x.every((value, index) => Math.abs(value - native[index]) <= 1e-9 * Math.abs(value));
  let sum = 0;
  let left = 0;
  for (let index = 0; index < native.length; index += 1) {
    let value = own[index];
    if (!same) {
      while (left < x.length - 2 && x[left + 1] <= native[index]) left += 1;
      const share = x[left + 1] === x[left] ? 0 : (native[index] - x[left]) / (x[left + 1] - x[left]);
      value = own[left] + share * (own[left + 1] - own[left]);
    }
    sum += (value - values[index]) ** 2;
  }
  return Math.sqrt(sum / native.length);
}

function summary() {
  const of = (verdict) => found.filter((one) => one.verdict === verdict);
  console.log(`\n${found.length} decks on ${engine}`);
  for (const verdict of ['same', 'differs', 'refused', 'fails', 'both-fail', 'ours-only'])
    console.log(`  ${verdict.padEnd(9)} ${of(verdict).length}`);
  const largestSame = of('same').reduce((most, { difference }) => Math.max(most, difference), 0);
  console.log(`  largest difference among the same: ${largestSame.toExponential(1)} of a vector's largest value`);
  console.log('refused, by reason:');
  const reasons = new Map();
  for (const { detail } of of('refused')) {
    const key = detail.replace(/"[^"]*"/g, '"..."').slice(0, 110);
    reasons.set(key, (reasons.get(key) ?? 0) + 1);
  }
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1]))
    console.log(`  ${String(count).padStart(4)}  ${reason}`);
}
