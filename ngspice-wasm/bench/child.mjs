/**
 * One whole process of an engine: `node child.mjs wasm|eecircuit deck-file step stop save [code-cache]`. Prints the
 * number of points.
 */
import { readFileSync } from 'node:fs';

const [engine, file, step, stop, save, codeCache] = process.argv.slice(2);
const deck = readFileSync(file, 'utf8');

if (engine === 'wasm') {
  const { createNgspice } = await import('../dist/index.js');
  const ngspice = await createNgspice(codeCache ? { codeCache } : {});
  await ngspice.load(deck);
  console.log(
    ngspice.run({ kind: 'tran', step: Number(step), stop: Number(stop) }, { save: [save] }).axis.values.length,
  );
} else {
  const say = console.log;
  Object.assign(console, { log() {}, warn() {}, error() {} });
  const { Simulation } = await import('eecircuit-engine');
  const simulation = new Simulation();
  await simulation.start();
  simulation.setNetList(deck);
  say((await simulation.runSim()).numPoints);
}
process.exit(0);
