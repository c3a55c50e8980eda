/**
 * A process with a code cache: `node cached.mjs <folder or empty> <runs at most>`. Runs a circuit until there is
 * optimised code to save, and prints what the cache did, a hash of the results, and what a worker finds optimised in
 * the posted module.
 */
import { createHash } from 'node:crypto';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { compileEngine, createNgspice } from '../dist/index.js';
import { optimisedCode } from '../dist/optimised-code.js';

const DECK = `rectifier
v1 in 0 dc 0 sin(0 2 1k)
d1 in out dm
r1 out 0 1k
c1 out 0 1u
.model dm d is=1e-14 n=1.1
.end
`;

if (isMainThread) {
  const [codeCache, runs] = process.argv.slice(2);
  const { module, warm, saveCode } = await compileEngine(codeCache ? { codeCache } : {});
  const posted = await new Promise((resolve, reject) =>
    new Worker(new URL(import.meta.url), { workerData: module }).on('message', resolve).on('error', reject),
  );
  // Nothing has run, so there is nothing to save, and V8 must survive the question.
  let saved = saveCode();
  const ngspice = await createNgspice({ wasmBinary: module });
  await ngspice.load(DECK);
  const hash = createHash('sha256');
  for (let run = 0; run < Number(runs) && !saved; run += 1) {
    const { axis, vectors } = ngspice.run({ kind: 'tran', step: 1e-6, stop: 2e-3 }, { save: ['v(out)', 'i(v1)'] });
    if (run === 0)
      for (const { values } of [axis, ...vectors.values()])
        hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    saved = saveCode();
  }
  console.log(JSON.stringify({ warm, saved, posted, results: hash.digest('hex') }));
} else {
  parentPort.postMessage(optimisedCode()?.serialise(workerData)?.byteLength ?? 0);
}
