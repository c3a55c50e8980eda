// Figures of the crossbar solver in paired runs: `npm run bench:crossbar [small]`. Needs python3 with scipy for the comparison
// with sparse LU, which is left out, visibly, where that is missing. Run nothing else at the same time.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { arrayCircuit, biasLines } from '../dist/crossbar/bias.js';
import { ohmicCells } from '../dist/crossbar/cells/ohmic.js';
import { deviceCells } from '../dist/crossbar/cells/device.js';
import { findParameterSet } from '../dist/devices/parameter-set.js';
import { spiceRead } from '../dist/crossbar/netlist/spice-read.js';
import { spiceWrite } from '../dist/crossbar/netlist/spice-write.js';
import { trapezoid } from '../dist/crossbar/pulse.js';
import { ArraySolver } from '../dist/crossbar/solver/solve.js';
import { applyPulse } from '../dist/crossbar/transient.js';
import { createSimulator } from '../dist/engine/registry.js';

const small = process.argv.includes('small');
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

/** R log-uniform 10k to 1M, V uniform 0 to 0.5 V, 1 ohm per segment: the array of MEMRISTORS.md section 7. */
function array(size) {
  const next = random(size);
  const resistance = Float64Array.from({ length: size * size }, () => 1e4 * 100 ** next());
  const inputs = Float64Array.from({ length: size }, () => 0.5 * next());
  const circuit = arrayCircuit({ word: 1, bit: 1, driver: 0, sense: 0, ends: 'one' }, { words: [...inputs], bits: new Array(size).fill(0) });
  return { size, resistance, inputs, circuit, cells: ohmicCells(resistance.map((value) => 1 / value)) };
}

async function solve({ size, circuit, cells }) {
  const solver = new ArraySolver(size, size);
  return timed(() => solver.solve(circuit, cells.element));
}

function lu({ size, resistance, inputs }) {
  const [input, output] = ['in.bin', 'out.bin'].map((name) => join(folder, name));
  writeFileSync(input, new Uint8Array(Float64Array.from([size, size, 1, 1, ...resistance, ...inputs]).buffer));
  const { status, stdout, stderr } = spawnSync('python3', [new URL('crossbar-lu.py', import.meta.url).pathname, input, output], { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } });
  if (status !== 0) {
    console.log(`scipy sparse LU: NOT RUN (${stderr.trim().split('\n').at(-1)})`);
    return undefined;
  }
  return [new Float64Array(new Uint8Array(readFileSync(output)).buffer), Number(stdout)];
}

async function againstLu(size, pairs) {
  const problem = array(size);
  for (let pair = 1; pair <= pairs; pair += 1) {
    const [solution, own] = await solve(problem);
    const reference = lu(problem);
    if (!reference) return;
    console.log(`${size} x ${size} pair ${pair}: twin ${own.toFixed(3)} s (${solution.steps} steps), scipy LU ${reference[1].toFixed(2)} s, ratio ${(reference[1] / own).toFixed(0)}, currents differ by ${worst(solution.bitCurrent, reference[0]).toExponential(1)}`);
  }
}

async function againstSpice(size, engine) {
  const problem = array(size);
  const simulator = createSimulator(engine, { jobs: 1 });
  const [solution, own] = await solve(problem);
  const [reading, seconds] = await timed(() => spiceRead(simulator, problem.circuit, problem.cells.spice, { limit: 600 }));
  await simulator.dispose();
  const differences = ['word', 'bit', 'wordCurrent', 'bitCurrent'].map((key) => `${key} ${worst(solution[key], reading[key]).toExponential(1)}`);
  console.log(`${size} x ${size} .op on ${engine}: twin ${own.toFixed(3)} s, SPICE ${seconds.toFixed(1)} s; differences: ${differences.join(', ')}`);
}

async function dynamic(size, engine, maxStep) {
  const next = random(size);
  const cells = deviceCells(findParameterSet('vteam-b'), Float64Array.from({ length: size * size }, () => 0.1 + 0.8 * next()));
  const circuit = arrayCircuit({ word: 2, bit: 2, driver: 50, sense: 50, ends: 'one' }, biasLines('v/2', { rows: [3], columns: [size - 2], voltage: -1.4 }, { rows: size, columns: size }));
  const shape = trapezoid(50e-9, 2e-9);
  const [twin, own] = await timed(() => applyPulse(circuit, cells.element, cells.state, shape));
  const simulator = createSimulator(engine, { jobs: 1 });
  const [states, seconds] = await timed(() => spiceWrite(simulator, circuit, cells.spice, shape, { maxStep, limit: 600 }));
  await simulator.dispose();
  const difference = states.reduce((most, value, at) => Math.max(most, Math.abs(value - twin.state[at])), 0);
  console.log(`${size} x ${size} VTEAM write, ${engine}, steps of ${maxStep} s: twin ${own.toFixed(2)} s (${twin.solves} solves), SPICE ${seconds.toFixed(1)} s, ratio ${(seconds / own).toFixed(0)}, states differ by ${difference.toExponential(1)}`);
}

try {
  await againstLu(small ? 128 : 512, 3);
  const [solution, seconds] = await solve(array(1024));
  const balance = solution.wordCurrent.reduce((a, b) => a + b) / solution.bitCurrent.reduce((a, b) => a + b) - 1;
  console.log(`1024 x 1024: ${seconds.toFixed(2)} s, ${solution.steps} steps, peak memory of the process so far ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, currents balance to ${Math.abs(balance).toExponential(1)}`);
  await againstSpice(small ? 64 : 256, 'embedded');
  await dynamic(16, 'embedded', 0.1e-9);
  await dynamic(small ? 24 : 64, 'native', 0.5e-9);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
