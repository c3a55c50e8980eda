// Figures of the crossbar solver in paired runs against their limits: `npm run bench:crossbar [small]`. Needs python3
// with scipy for the comparison with sparse LU; SPICE is our ngspice-wasm (with KLU), and the native ngspice of this
// machine beside it. What is missing is left out, visibly, and is then not held. `small` runs the same in a minute; its
// ratios are no figures. Run nothing else at the same time. Exit code 1 when a limit is not held.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import '../dist/node/furnish.js';
import { arrayCircuit, biasLines } from '../dist/crossbar/bias.js';
import { ohmicCells } from '../dist/crossbar/cells/ohmic.js';
import { deviceCells } from '../dist/crossbar/cells/device.js';
import { findParameterSet } from '../dist/devices/parameter-set.js';
import { spiceRead } from '../dist/crossbar/netlist/spice-read.js';
import { spiceWrite } from '../dist/crossbar/netlist/spice-write.js';
import { trapezoid } from '../dist/crossbar/pulse.js';
import { ArraySolver } from '../dist/crossbar/solver/solve.js';
import { applyPulse } from '../dist/crossbar/transient.js';
import { createSimulator } from '../dist/node/engine/registry.js';

const small = process.argv.includes('small');
let missed = 0;
/** Says whether a limit is held; a number that is none is not. */
const hold = (what, measured, limit, atLeast = false) => {
  const held = atLeast ? measured >= limit : measured <= limit;
  if (!held) missed += 1;
  console.log(
    `  ${held ? 'held  ' : 'MISSED'} ${what}: ${measured.toPrecision(3)}, limit ` +
      `${atLeast ? 'at least' : 'at most'} ${limit}`,
  );
};
/** Runs what needs an engine or a tool, or says that it did not run. */
const optional = async (what, work) => {
  try {
    await work();
  } catch (error) {
    missed += 1;
    console.log(`${what}: NOT RUN (${error.message})`);
  }
};
const folder = mkdtempSync(join(tmpdir(), 'bench-crossbar-'));
const random = (seed) => {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
};
const timed = async (work) => {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
};
const worst = (a, b) => a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]) / Math.abs(b[at])), 0);

/** R log-uniform 10k to 1M, V uniform 0 to 0.5 V, 1 ohm per segment, as badcrossbar's examples have it. */
function array(size) {
  const next = random(size);
  const resistance = Float64Array.from({ length: size * size }, () => 1e4 * 100 ** next());
  const inputs = Float64Array.from({ length: size }, () => 0.5 * next());
  const circuit = arrayCircuit(
    { word: 1, bit: 1, driver: 0, sense: 0, ends: 'one' },
    { words: [...inputs], bits: new Array(size).fill(0) },
  );
  return { size, resistance, inputs, circuit, cells: ohmicCells(resistance.map((value) => 1 / value)) };
}

async function solve({ size, circuit, cells }) {
  const solver = new ArraySolver(size, size);
  return timed(() => solver.solve(circuit, cells.element));
}

function lu({ size, resistance, inputs }) {
  const [input, output] = ['in.bin', 'out.bin'].map((name) => join(folder, name));
  writeFileSync(input, new Uint8Array(Float64Array.from([size, size, 1, 1, ...resistance, ...inputs]).buffer));
  const { status, stdout, stderr } = spawnSync(
    'python3',
    [new URL('crossbar-lu.py', import.meta.url).pathname, input, output],
    { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } },
  );
  if (status !== 0) throw new Error(`scipy sparse LU: ${stderr.trim().split('\n').at(-1)}`);
  return [new Float64Array(new Uint8Array(readFileSync(output)).buffer), Number(stdout)];
}

async function againstLu(size, pairs) {
  const problem = array(size);
  const [ratios, differences] = [[], []];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const [solution, own] = await solve(problem);
    const reference = lu(problem);
    ratios.push(reference[1] / own);
    differences.push(worst(solution.bitCurrent, reference[0]));
    console.log(
      `${size} x ${size} pair ${pair}: twin ${own.toFixed(3)} s (${solution.steps} steps), scipy LU ` +
        `${reference[1].toFixed(2)} s, ratio ${(reference[1] / own).toFixed(0)}, currents differ by ` +
        `${differences.at(-1).toExponential(1)}`,
    );
  }
  hold('slowest pair, times faster than scipy LU', Math.min(...ratios), 15, true);
  hold('largest relative difference of a current', Math.max(...differences), 1e-9);
}

async function againstSpice(size, engine) {
  const problem = array(size);
  const simulator = createSimulator(engine, { jobs: 1 });
  const [solution, own] = await solve(problem);
  const [reading, seconds] = await timed(() =>
    spiceRead(simulator, problem.circuit, problem.cells.spice, { limit: 600 }),
  );
  await simulator.dispose();
  const differences = ['word', 'bit', 'wordCurrent', 'bitCurrent'].map(
    (key) => `${key} ${worst(solution[key], reading[key]).toExponential(1)}`,
  );
  const largest = Math.max(
    ...['word', 'bit', 'wordCurrent', 'bitCurrent'].map((key) => worst(solution[key], reading[key])),
  );
  console.log(
    `${size} x ${size} .op on ${engine}: twin ${own.toFixed(3)} s, SPICE ${seconds.toFixed(1)} s; ` +
      `differences: ${differences.join(', ')}`,
  );
  hold('largest relative difference of a node or current', largest, 1e-9);
}

async function dynamic(size, engine, maxStep, ratio) {
  const next = random(size);
  const cells = deviceCells(
    findParameterSet('vteam-b'),
    Float64Array.from({ length: size * size }, () => 0.1 + 0.8 * next()),
  );
  const circuit = arrayCircuit(
    { word: 2, bit: 2, driver: 50, sense: 50, ends: 'one' },
    biasLines('v/2', { rows: [3], columns: [size - 2], voltage: -1.4 }, { rows: size, columns: size }),
  );
  const shape = trapezoid(50e-9, 2e-9);
  const [twin, own] = await timed(() => applyPulse(circuit, cells.element, cells.state, shape));
  const simulator = createSimulator(engine, { jobs: 1 });
  const [states, seconds] = await timed(() =>
    spiceWrite(simulator, circuit, cells.spice, shape, { maxStep, limit: 1800 }),
  );
  await simulator.dispose();
  const difference = states.reduce((most, value, at) => Math.max(most, Math.abs(value - twin.state[at])), 0);
  console.log(
    `${size} x ${size} VTEAM write, ${engine}, steps of ${maxStep} s: twin ${own.toFixed(2)} s ` +
      `(${twin.solves} solves), SPICE ${seconds.toFixed(1)} s, ratio ${(seconds / own).toFixed(0)}, states ` +
      `differ by ${difference.toExponential(1)}`,
  );
  hold('largest difference of a state', difference, 1e-4);
  if (ratio !== undefined) hold('times faster than SPICE', seconds / own, ratio, true);
}

try {
  await optional('512 x 512 against scipy', () => againstLu(small ? 128 : 512, 3));
  const [solution, seconds] = await solve(array(1024));
  const balance = solution.wordCurrent.reduce((a, b) => a + b) / solution.bitCurrent.reduce((a, b) => a + b) - 1;
  console.log(
    `1024 x 1024: ${seconds.toFixed(2)} s, ${solution.steps} steps, peak memory of the process so far ` +
      `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, currents balance to ` +
      `${Math.abs(balance).toExponential(1)}`,
  );
  hold('seconds', seconds, 5);
  hold('MB of the whole process', process.resourceUsage().maxRSS / 1024, 1000);
  for (const engine of ['ngspice-wasm', ...(small ? ['native'] : ['embedded'])])
    await optional(`linear array on ${engine}`, () => againstSpice(small ? 32 : 256, engine));
  for (const engine of ['ngspice-wasm', 'native']) {
    await optional(`16 x 16 write on ${engine}`, () => dynamic(small ? 8 : 16, engine, 0.1e-9));
    await optional(`64 x 64 write on ${engine}`, () =>
      dynamic(small ? 16 : 64, engine, 0.5e-9, small ? undefined : 30),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;
