/**
 * Compares the engine with native ngspice (one thread) and eecircuit-engine, in paired runs: node bench/engine.mjs [rounds].
 * Run it on an idle machine. Lines whose peer is missing say so.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNgspice } from '../dist/index.js';
import { crossbar, dpi, DPI_TRAN, dpiArray, RC, sharedCircuits } from './decks.mjs';
import { median, paired, processSeconds, seconds } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'ngspice-wasm-bench-'));
const child = fileURLToPath(new URL('./child.mjs', import.meta.url));
const native = spawnSync('ngspice', ['--version']).status === 0;
const eecircuit = (await import('eecircuit-engine').then(() => true, () => false));
const row = (what, goal, text) => console.log(`${what.padEnd(58)} ${goal.padEnd(10)} ${text}`);
const shown = ({ ratio, ours, theirs }) => `${ratio.toFixed(2)}x   (${ours.toFixed(3)} s against ${theirs.toFixed(3)} s)`;

const wholeProcess = (engine, file, save) => () => processSeconds(process.execPath, [child, engine, file, String(DPI_TRAN.step), String(DPI_TRAN.stop), save]);
const write = (name, text) => { const file = join(folder, name); writeFileSync(file, text); return file; };
const batch = (text, commands = 'run') => text.replace(/^\.end$/m, `.control\nset num_threads=1\n${commands}\nquit\n.endc\n.end`);

row('what', 'goal', 'ratio of times, median of pairs');
if (sharedCircuits) {
  const text = dpiArray();
  const plain = write('array.cir', text);
  const control = write('array-native.cir', batch(text));
  if (native) row('60 transistors, whole process, against native', '1.15x', shown(paired(wholeProcess('wasm', plain, 'i(vmp)'), () => processSeconds('ngspice', ['-b', control]), rounds)));
  else row('60 transistors, whole process, against native', '1.15x', 'no native ngspice');
  if (eecircuit) row('60 transistors, whole process, against eecircuit-engine', '0.6x', shown(paired(wholeProcess('wasm', plain, 'i(vmp)'), wholeProcess('eecircuit', plain, 'i(vmp)'), rounds)));
  else row('60 transistors, whole process, against eecircuit-engine', '0.6x', 'no eecircuit-engine');
  await monteCarlo();
} else row('transistor circuits', '', 'no shared circuits (NGSPICE_WASM_SHARED)');

const small = write('rc.cir', RC);
row('start of a process to first result, small deck', '0.25 s', `${median(Array.from({ length: rounds }, () => processSeconds(process.execPath, [child, 'wasm', small, '1e-5', '1e-3', 'v(out)']))).toFixed(3)} s`);
await arrays();
await callbacks();

/** Samples a second in place, against one native process for each. */
async function monteCarlo(samples = 200) {
  if (!native) return row(`Monte Carlo, ${samples} samples in place, against native`, '1.3x', 'no native ngspice');
  const devices = ['xe.mw', 'xe.mpre', 'xe.min', 'xe.mthr', 'xe.mtau', 'mmp'];
  const ngspice = await createNgspice();
  const shift = (index, device) => 3e-3 * Math.sin(12.9898 * (index + 1) + 78.233 * (device + 1));
  await ngspice.load(dpi());
  const ours = () => seconds(() => {
    for (let index = 0; index < samples; index += 1) {
      ngspice.alter(devices.map((instance, device) => ({ instance, parameter: 'delvto', value: shift(index, device) })));
      ngspice.run(DPI_TRAN, { save: ['i(vmp)'] });
    }
  });
  const decks = Array.from({ length: samples }, (_, index) => write(`mc${index}.cir`, batch(dpi(), [
    ...devices.map((name, device) => `alter @${name.includes('.') ? `m.${name}` : name}[delvto] = ${shift(index, device)}`), 'run',
  ].join('\n'))));
  const theirs = () => decks.reduce((sum, deck) => sum + processSeconds('ngspice', ['-b', deck]), 0);
  const { ours: a, theirs: b } = paired(ours, theirs, Math.min(rounds, 3));
  row(`Monte Carlo, ${samples} samples in place, against native`, '1.3x', `${(b / a).toFixed(2)}x the samples a second (${(samples / a).toFixed(1)} against ${(samples / b).toFixed(1)})`);
}

/** Operating point of arrays, warm, with either solver. */
async function arrays() {
  const ngspice = await createNgspice();
  for (const n of [32, 64, 128]) {
    await ngspice.load(crossbar(n));
    const time = (solver) => () => {
      ngspice.setSolver(solver);
      return seconds(() => ngspice.run({ kind: 'op' }, { save: ['v(o0)'] }));
    };
    const klu = time('klu');
    klu();
    row(`crossbar ${n}x${n}, operating point, warm, KLU`, '', `${median(Array.from({ length: rounds }, klu)).toFixed(3)} s`);
    if (n <= 64) row(`crossbar ${n}x${n}, KLU against Sparse`, '', shown(paired(time('klu'), time('sparse'), Math.min(rounds, 3))));
  }
}

/** What a listener adds to a time point. */
async function callbacks() {
  const ngspice = await createNgspice();
  await ngspice.load(RC);
  const tran = { kind: 'tran', step: 1e-7, stop: 2e-2 };
  let points = 0;
  const time = (options) => () => seconds(() => { points = ngspice.run(tran, { save: ['v(out)'], ...options }).axis.values.length; });
  const quiet = time({});
  const heard = time({ watch: ['v(out)'], onPoint: () => undefined });
  const { ours, theirs } = paired(heard, quiet, rounds);
  row('a listener, each time point', '5 us', `${(((ours - theirs) / points) * 1e6).toFixed(2)} us (a whole point without: ${((theirs / points) * 1e6).toFixed(2)} us)`);
}
