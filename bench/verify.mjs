// Figures of verification under mismatch, in alternating pairs: `npm run bench:verify [-- --samples 1000 --pairs 3]`.
// Run nothing else at the same time. Needs native ngspice for the comparison; gf180mcu needs its PDK (PDK_ROOT, or
// ../shared/pdk). What is missing is left out, visibly.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import '../dist/node/furnish.js';
import { fileCache } from '../dist/node/store/cache.js';
import { alterText } from '../dist/deck/alter.js';
import { analysisLine } from '../dist/engine/deck.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { parseSpec } from '../dist/load-spec.js';
import { planVerification } from '../dist/verify/plan.js';
import { circuitJob } from '../dist/roads/roads.js';
import { runSamples } from '../dist/verify/chips/samples.js';
import { sampleJob } from '../dist/verify/chips/sampling.js';

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '1000' },
    pairs: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '2' },
    cpuprof: { type: 'string' },
  },
});
const [samples, pairs, jobs] = [values.samples, values.pairs, values.jobs].map(Number);
const bin = resolve(import.meta.dirname, '../bin/rulespice.js');
const folder = mkdtempSync(join(tmpdir(), 'bench-verify-'));
const pdk = process.env.PDK_ROOT ?? resolve(import.meta.dirname, '../../shared/pdk');
const haveNative = spawnSync('ngspice', ['--version']).status === 0;
const environment = { ...process.env, PDK_ROOT: pdk, RULESPICE_CACHE: join(folder, 'cache') };
process.env.PDK_ROOT = pdk;

// A goal that no number of samples here decides, so that none is left out.
const spec = (processName) => `rulespice: 1
name: bench
rule: { kind: trace, tau: 20 ms }
process: { name: ${processName} }
verify: [{ quantity: tau, against: rule, max: 90 % }]
variations:
  mismatch: { samples: ${samples}, seed: 1, avt: 5 mV*um, abeta: 1 %*um }
  yield: { min: 99.99 %, confidence: 99.9 % }
`;

const seconds = async (work) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** The whole command, from the start of the process to its report. */
function ours(file, ...more) {
  const profile = values.cpuprof ? ['--cpu-prof', `--cpu-prof-dir=${values.cpuprof}`] : [];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...profile, bin, 'verify', file, '--jobs', String(jobs), '--json', ...more],
    { env: environment, encoding: 'utf8', maxBuffer: 1e9 },
  );
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return JSON.parse(stdout).reports[0];
}

/** The decks of the same samples, as text: parameters changed where they stand. */
async function decksOf(text, into) {
  const simulator = createSimulator('auto', { jobs: 1 });
  const { context, grid, sampling } = await planVerification(
    parseSpec(text, 'bench.yaml'),
    { simulator, cache: fileCache() },
    { file: 'bench.yaml', folder: '.' },
  );
  const { compiled } = context;
  const bench = {
    dut: compiled.dut,
    process: compiled.process,
    conditions: grid[0],
    options: compiled.spec.simulation.options,
  };
  const job = sampleJob(bench, sampling, context);
  const { circuit, analysis, vectors } = circuitJob(compiled, bench, job.experiments[0]);
  mkdirSync(into);
  // One thread for each process, as many processes as cores.
  writeFileSync(join(into, '.spiceinit'), 'set num_threads=1\n');
  for (let sample = 1; sample <= samples; sample++) {
    const altered = alterText(circuit.text, job.variation.alterations(job.variation.chip(sample)));
    writeFileSync(
      join(into, `s${sample}.cir`),
      `${circuit.title}\n${altered}\n.save ${vectors.join(' ')}\n${analysisLine(analysis)}\n.end\n`,
    );
  }
  await simulator.dispose();
}

/** One process for each sample, a rawfile for each. */
async function native(decks) {
  for (const name of readdirSync(decks)) if (name.endsWith('.raw')) rmSync(join(decks, name));
  const list = Array.from({ length: samples }, (_, index) => `s${index + 1}`).join('\n');
  const child = promisify(execFile)(
    'xargs',
    ['-P', String(jobs), '-I', '{}', 'sh', '-c', 'ngspice -b -r {}.raw {}.cir >/dev/null 2>&1'],
    { cwd: decks, env: { ...process.env, OMP_NUM_THREADS: '1' } },
  );
  child.child.stdin.end(list);
  await child;
  const missing = Array.from({ length: samples }, (_, index) => join(decks, `s${index + 1}.raw`)).filter(
    (path) => !existsSync(path) || statSync(path).size === 0,
  );
  if (missing.length > 0) throw new Error(`native ngspice made no rawfile for ${missing.length} samples`);
}

const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

async function againstNative(name) {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, spec(name));
  const decks = join(folder, `decks-${name}`);
  if (haveNative) await decksOf(spec(name), decks);
  // The engine's code and the characterisation of the process are kept between commands; the first one makes them.
  ours(file, '--no-cache', '--samples', '4');
  const ratios = [];
  for (let pair = 1; pair <= pairs; pair++) {
    let report;
    const own = await seconds(() => (report = ours(file, '--no-cache')));
    const counted = report.yields[0];
    if (counted.samples !== samples) throw new Error(`${counted.samples} of ${samples} samples were simulated`);
    const other = haveNative ? await seconds(() => native(decks)) : NaN;
    ratios.push(other / own);
    const rate = (time) => `${time.toFixed(2)} s (${(samples / time).toFixed(1)} samples/s`;
    const nativeText = haveNative
      ? `, ngspice -b ${rate(other)}), ratio ${(other / own).toFixed(2)}`
      : ', native ngspice NOT INSTALLED';
    console.log(
      `${name} pair ${pair}: verify ${rate(own)}, ${counted.passed} in limits, ` +
        `${counted.unknown} unmeasured)${nativeText}`,
    );
  }
  if (haveNative) console.log(`${name}: median ratio ${median(ratios).toFixed(2)}`);
  const first = await seconds(() => ours(file));
  const second = await seconds(() => ours(file));
  console.log(
    `${name}: the same with kept runs: first ${first.toFixed(2)} s, second run of the unchanged ` +
      `verification ${second.toFixed(2)} s`,
  );
}

/** Values of a few samples by each engine. */
async function enginesAgree(name, few = 10) {
  const engines = ['ngspice-wasm', 'embedded', ...(haveNative ? ['native'] : [])];
  const taus = [];
  for (const engine of engines) {
    const simulator = createSimulator(engine, { jobs });
    const { context, grid, sampling } = await planVerification(
      parseSpec(spec(name), 'bench.yaml'),
      { simulator, cache: fileCache() },
      { file: 'bench.yaml', folder: '.' },
    );
    const { compiled } = context;
    const job = sampleJob(
      {
        dut: compiled.dut,
        process: compiled.process,
        conditions: grid[0],
        options: compiled.spec.simulation.options,
      },
      sampling,
      context,
    );
    const found = await runSamples(
      job,
      Array.from({ length: few }, (_, index) => index + 1),
    );
    taus.push(found.map(({ measurements }) => measurements?.[0]?.value ?? NaN));
    await simulator.dispose();
  }
  const worst = taus.map((list) => Math.max(...list.map((tau, at) => Math.abs(tau / taus[0][at] - 1))));
  console.log(
    `${name}: tau of ${few} samples, largest difference from ${engines[0]}: ${engines
      .slice(1)
      .map((engine, at) => `${engine} ${(100 * worst[at + 1]).toExponential(1)} %`)
      .join(', ')}`,
  );
}

try {
  if (haveNative)
    console.log(
      execFileSync('ngspice', ['--version'], { encoding: 'utf8' })
        .split('\n')
        .find((line) => /ngspice-\d/.test(line))
        ?.replace(/[* ]+/g, ' ')
        .trim(),
    );
  const names = ['sky130'];
  if (existsSync(join(pdk, 'gf180mcu'))) names.push('gf180mcu');
  else console.log('gf180mcu: NOT RUN, there is no PDK at PDK_ROOT or ../shared/pdk');
  for (const name of names) {
    await enginesAgree(name);
    await againstNative(name);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
