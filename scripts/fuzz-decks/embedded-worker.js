// eecircuit-engine in a thread of its own, with a command list of ours as in src/node/engine/eecircuit-worker.ts: it
// blocks its thread for ever where ngspice asks a question.
import { parentPort } from 'node:worker_threads';

const STUB =
  'Title: stub\nDate: none\nPlotname: stub\nFlags: real\nNo. Variables: 1\nNo. Points: ' +
  '1\nVariables:\n\t0\tstub\tvoltage\nBinary:\n';

const nothing = () => undefined;
Object.assign(console, { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing });
const { Simulation } = await import('eecircuit-engine');
const engine = new Simulation();
await engine.start();
const { FS } = engine.__getSpiceModuleForTests();
const bytes = new Uint8Array(STUB.length + 8);
bytes.set(new TextEncoder().encode(STUB));
FS.writeFile('/out.raw', bytes);
let known;

parentPort.on('message', async ({ deck, mark }) => {
  engine.setNetList(deck);
  engine.commandList = [' ', 'source test.cir', `echo ${mark}`, 'listing deck', `echo ${mark}-end`, 'remcirc'];
  await engine.runSim();
  known ??= new Set(FS.readdir('/'));
  const files = FS.readdir('/').filter((name) => !known.has(name));
  parentPort.postMessage({ said: engine.getInfo().split('\n'), files });
});
parentPort.postMessage('ready');
