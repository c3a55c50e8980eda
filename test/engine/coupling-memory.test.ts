import { Worker } from 'node:worker_threads';
import { CouplingMemory } from '../../src/engine/coupling-protocol.js';

/*
 * Whoever answers stores the state and then notifies. Between the two the sleeper may have seen the state, gone on and
 * asked again: the late notification of the old answer then ends its new sleep. Here a thread notifies without an
 * answer many times.
 */
const NOTIFIER = `
  const { workerData: buffer, parentPort } = require('node:worker_threads');
  const state = new Int32Array(buffer, 0, 1);
  const numbers = new Float64Array(buffer, 8);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  parentPort.postMessage('ready');
  let woken = 0;
  while (woken < 20) { woken += Atomics.notify(state, 0); Atomics.wait(pause, 0, 0, 1); }
  numbers[0] = 7; numbers[1] = 42;
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
`;

test('a question sleeps on through notifications of answers before', async () => {
  const memory = new CouplingMemory();
  const worker = new Worker(NOTIFIER, { eval: true, workerData: memory.buffer });
  await new Promise((resolve) => worker.once('message', resolve));
  expect(memory.ask(() => undefined)).toBe(true);
  expect([memory.event, memory.value(0)]).toEqual([7, 42]);
  await worker.terminate();
});

test('a failure ends the sleep without an answer', () => {
  const memory = new CouplingMemory();
  expect(memory.ask(() => memory.fail())).toBe(false);
  expect(memory.ask(() => memory.answer(1, [2]))).toBe(true);
});
