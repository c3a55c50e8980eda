/** A worker that runs one netlist with the built wrapper and posts the outcome. */
import { parentPort, workerData } from 'node:worker_threads';
import { createNgspice } from '../dist/index.js';

const { netlist, analysis, options, repeat = 1 } = workerData;
try {
  const ngspice = await createNgspice();
  await ngspice.load(netlist);
  parentPort.postMessage({ type: 'loaded' });
  let result;
  for (let index = 0; index < repeat; index += 1) result = ngspice.run(analysis, options);
  parentPort.postMessage({
    type: 'done',
    vectors: Object.fromEntries([...result.vectors].map(([name, { values }]) => [name, values])),
  });
} catch (error) {
  parentPort.postMessage({ type: 'failed', kind: error.kind, message: error.message });
}
