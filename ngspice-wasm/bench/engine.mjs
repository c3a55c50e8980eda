/**
 * Compares the engine with native ngspice (one thread) and eecircuit-engine, in paired runs: node bench/engine.mjs
 * [rounds]. Run it on an idle machine. Lines whose peer is missing say so.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNgspice } from '../dist/index.js';
import {
  ARRAY_TRAN,
  crossbar,
  dpi,
  DPI_TRAN,
  dpiArray,
  GF180_TRAN,
  gf180Dpi,
  gf180Library,
  RC,
  sharedCircuits,
} from './decks.mjs';
import { run } from '../build/lib/run.mjs';
import { median, paired, processSeconds, seconds } from './measure.mjs';
import { nativeKlu } from './native-klu/build.mjs';

const rounds = Number(process.argv[2] ?? 5);
/** Processes until the cache hardly grows: each adds what the one before had not optimised yet. */
const CACHE_FILLERS = 4;
const folder = mkdtempSync(join(tmpdir(), 'ngspice-wasm-bench-'));
const child = fileURLToPath(new URL('./child.mjs', import.meta.url));
const native = spawnSync('ngspice', ['--version']).status === 0;
const eecircuit = await import('eecircuit-engine').then(
  () => true,
  () => false,
);
const row = (what, goal, text) => console.log(`${what.padEnd(84)} ${goal.padEnd(10)} ${text}`);
const shown = ({ ratio, ours, theirs }) =>
  `${ratio.toFixed(2)}x   (${ours.toFixed(3)} s against ${theirs.toFixed(3)} s)`;

const codeCache = join(folder, 'code');
const wholeProcess =
  (engine, file, save, ...cache) =>
  () =>
    processSeconds(process.execPath, [
      child,
      engine,
      file,
      String(ARRAY_TRAN.step),
      String(ARRAY_TRAN.stop),
      save,
      ...cache,
    ]);
const write = (name, text) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const batch = (text, commands = 'run') =>
  text.replace(/^\.end$/m, `.control\nset num_threads=1\n${commands}\nquit\n.endc\n.end`);

row('what', 'goal', 'ratio of times, median of pairs');
if (sharedCircuits) {
  const text = dpiArray();
  const plain = write('array.cir', text);
  const control = write('array-native.cir', batch(text));
  const first = wholeProcess('wasm', plain, 'i(vmp)');
  const later = wholeProcess('wasm', plain, 'i(vmp)', codeCache);
  const natively = () => processSeconds('ngspice', ['-b', control]);
  for (let process = 0; process < CACHE_FILLERS; process += 1) later();
  const against = async (peer, goal, present, theirs) => {
    for (const [which, ours] of [
      ['code cache filled', later],
      ['no code cache', first],
    ]) {
      row(
        `60 transistors, whole process, ${which}, against ${peer}`,
        goal,
        present ? shown(await paired(ours, theirs, rounds)) : `no ${peer}`,
      );
    }
  };
  await against('native', '1.15x', native, natively);
  await against('eecircuit-engine', '0.6x', eecircuit, wholeProcess('eecircuit', plain, 'i(vmp)'));
  row(
    '60 transistors, a further run of one process, against native',
    '',
    native ? shown(await paired(await warmRun(text), natively, rounds)) : 'no native',
  );
  await monteCarlo();
} else row('transistor circuits', '', 'no shared circuits (NGSPICE_WASM_SHARED)');

const small = write('rc.cir', RC);
for (const [which, cache] of [...(sharedCircuits ? [['code cache filled', [codeCache]]] : []), ['no code cache', []]]) {
  const times = Array.from({ length: rounds }, () =>
    processSeconds(process.execPath, [child, 'wasm', small, '1e-5', '1e-3', 'v(out)', ...cache]),
  );
  row(`start of a process to first result, small deck, ${which}`, '0.25 s', `${median(times).toFixed(3)} s`);
}
await arrays();
await callbacks();
rmSync(folder, { recursive: true });

/** Loading and running in an engine that has done so three times. */
async function warmRun(text) {
  const ngspice = await createNgspice();
  const run = async () => {
    const start = performance.now();
    await ngspice.load(text);
    ngspice.run(ARRAY_TRAN, { save: ['i(vmp)'] });
    return (performance.now() - start) / 1000;
  };
  for (let time = 0; time < 3; time += 1) await run();
  return run;
}

/** The DPI on sky130 and on gf180mcu; what varies is the threshold of every transistor of the synapse. */
async function monteCarlo() {
  const devices = ['xe.mw', 'xe.mpre', 'xe.min', 'xe.mthr', 'xe.mtau', 'mmp'];
  await monteCarloOf({
    pdk: 'sky130',
    goal: '1.3x',
    samples: 200,
    devices,
    own: dpi(),
    native: dpi(),
    tran: DPI_TRAN,
    mounts: {},
  });
  if (!gf180Library) return row('Monte Carlo on gf180mcu', '2x', 'no library');
  const mounts = Object.fromEntries(
    ['design.ngspice', 'sm141064.ngspice'].map((name) => [
      `/pdk/${name}`,
      readFileSync(join(gf180Library, name), 'utf8'),
    ]),
  );
  const inside = ['w', 'pre', 'in', 'thr', 'tau', 'mp'].map((name) => `x${name}.m0`);
  await monteCarloOf({
    pdk: 'gf180mcu',
    goal: '2x',
    samples: 50,
    devices: inside,
    own: gf180Dpi('/pdk'),
    native: gf180Dpi(gf180Library),
    tran: GF180_TRAN,
    mounts,
  });
}

/** Samples a second in place, the parse included, against one native process for each. */
async function monteCarloOf({ pdk, goal, samples, devices, own, native: text, tran, mounts }) {
  const what = `Monte Carlo, ${pdk}, ${samples} samples in place, against native`;
  if (!native) return row(what, goal, 'no native ngspice');
  const ngspice = await createNgspice({ mounts });
  const shift = (index, device) => 3e-3 * Math.sin(12.9898 * (index + 1) + 78.233 * (device + 1));
  const flat = (name) => (name.includes('.') ? `m.${name}` : name);
  const ours = async () => {
    const start = performance.now();
    await ngspice.load(own);
    for (let index = 0; index < samples; index += 1) {
      ngspice.alter(
        devices.map((instance, device) => ({ instance, parameter: 'delvto', value: shift(index, device) })),
      );
      ngspice.run(tran, { save: ['i(vmp)'] });
    }
    return (performance.now() - start) / 1000;
  };
  const decks = Array.from({ length: samples }, (_, index) =>
    write(
      `mc-${pdk}-${index}.cir`,
      batch(
        text,
        [...devices.map((name, device) => `alter @${flat(name)}[delvto] = ${shift(index, device)}`), 'run'].join('\n'),
      ),
    ),
  );
  const theirs = () => decks.reduce((sum, deck) => sum + processSeconds('ngspice', ['-b', deck]), 0);
  const { ours: a, theirs: b } = await paired(ours, theirs, Math.min(rounds, 3));
  row(
    what,
    goal,
    `${(b / a).toFixed(2)}x the samples a second (${(samples / a).toFixed(1)} against ${(samples / b).toFixed(1)})`,
  );
}

/** The native peer with KLU, where it can be built. */
function nativeProgram() {
  try {
    return nativeKlu();
  } catch (error) {
    console.error(`no native peer with KLU: ${error.message}`);
    return undefined;
  }
}

/**
 * Operating point of arrays, warm, with either solver, and against the same sources as native code: Debian's ngspice 39
 * has no KLU.
 */
async function arrays() {
  const ngspice = await createNgspice();
  const program = nativeProgram();
  for (const n of [32, 64, 128]) {
    await ngspice.load(crossbar(n));
    let volts;
    const time = (solver) => () => {
      ngspice.setSolver(solver);
      return seconds(() => {
        volts = ngspice.run({ kind: 'op' }, { save: ['v(o0)'] }).vectors.get('v(o0)').values[0];
      });
    };
    const klu = time('klu');
    const deck = write(`crossbar-${n}.cir`, crossbar(n));
    const natively = () => {
      const [took, native] = run(program, [deck, 'o0']).split(' ').map(Number);
      if (!(Math.abs(native / volts - 1) < 1e-9))
        throw new Error(`crossbar ${n}x${n}: ${volts} V here and ${native} V natively`);
      return took;
    };
    row(
      `crossbar ${n}x${n}, operating point, warm, KLU, against native KLU`,
      '1.5x',
      program ? shown(await paired(klu, natively, rounds)) : 'no native KLU',
    );
    if (n <= 64)
      row(
        `crossbar ${n}x${n}, KLU against Sparse`,
        '',
        shown(await paired(time('klu'), time('sparse'), Math.min(rounds, 3))),
      );
  }
}

/** What a listener adds to a time point. */
async function callbacks() {
  const ngspice = await createNgspice();
  await ngspice.load(RC);
  const tran = { kind: 'tran', step: 1e-7, stop: 2e-2 };
  let points = 0;
  const time = (options) => () =>
    seconds(() => {
      points = ngspice.run(tran, { save: ['v(out)'], ...options }).axis.values.length;
    });
  const quiet = time({});
  const heard = time({ watch: ['v(out)'], onPoint: () => undefined });
  const { ours, theirs } = await paired(heard, quiet, rounds);
  row(
    'a listener, each time point',
    '5 us',
    `${(((ours - theirs) / points) * 1e6).toFixed(2)} us (a whole point without: ` +
      `${((theirs / points) * 1e6).toFixed(2)} us)`,
  );
}
