import { parentPort, workerData } from 'node:worker_threads';
import { connect, type Connection, type Legacy } from './eecircuit-instance.js';
import type { DeckJob, EngineOutput } from '../../engine/executor.js';
import type { WorkerMessage } from './pool-member.js';

/*
 * Runs in a worker thread, one deck at a time, each on an engine to which nobody has spoken: before it answers, the
 * worker puts its engine back to what it was before its first deck (test/engine/no-past.sim.test.ts).
 *
 * The engine's own command list writes `out.raw` and reads it back, also when the run failed and the file is that of
 * the run before. We give it a list of our own that writes another file, empty that file before every run, and keep
 * `out.raw` as a constant stub, so that every run settles, the first failing one included.
 */

const RESULT = '/result.raw';
const DECK = '/test.cir';
const MARK = 'rulespice-end-of-run';
const NOTHING = new Uint8Array();

const STUB =
  'Title: stub\nDate: none\nPlotname: stub\nFlags: real\nNo. Variables: 1\nNo. Points: ' +
  '1\nVariables:\n\t0\tstub\tvoltage\nBinary:\n';

/** The engine prints every message a second time on the process's own console; results go to stdout there. */
function silenceConsole(): void {
  const nothing = (): void => undefined;
  Object.assign(console, { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing });
}

function start(): Promise<Connection> {
  const stub = new TextEncoder().encode(STUB);
  const withValue = new Uint8Array(stub.length + Float64Array.BYTES_PER_ELEMENT);
  withValue.set(stub);
  return connect(
    new Map([
      ['/out.raw', withValue],
      [RESULT, NOTHING],
      [DECK, NOTHING],
    ]),
    (workerData ?? undefined) as Legacy | undefined,
  );
}

async function execute({ engine, module: { FS } }: Connection, { deck, analysis }: DeckJob): Promise<EngineOutput> {
  FS.writeFile(RESULT, NOTHING);
  engine.setNetList(deck);
  engine.commandList = [
    ' ',
    'source test.cir',
    'destroy all',
    'run',
    ...(analysis === 'noise' ? ['setplot noise1'] : []),
    `write ${RESULT}`,
    // The integrals over the spectrum are a plot of their own.
    ...(analysis === 'noise' ? ['setplot noise2', 'set appendwrite', `write ${RESULT}`] : []),
    `echo ${MARK}`,
  ];
  await engine.runSim();
  const info = engine.getInfo();
  const end = info.indexOf(MARK);
  const transcript = (end < 0 ? info : info.slice(0, end)).split('\n');
  const errors = new Set(engine.getError());
  const raw = FS.readFile(RESULT);
  const said = (line: string): string => line.replace(/^(ngspice \d+ -> )+/, '');
  return {
    // A copy that owns its memory, so that it can be handed over.
    ...(raw.length === 0 ? {} : { raw: raw.slice() }),
    stdout: transcript.map(said).filter((line) => !errors.has(line) && line.trim() !== ''),
    stderr: transcript.map(said).filter((line) => errors.has(line) && line.trim() !== ''),
  };
}

async function serve(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this module is the worker of src/node/engine/eecircuit.ts');
  const post = (message: WorkerMessage<EngineOutput>, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  silenceConsole();
  const connection = await start();
  port.on('message', (job: DeckJob) => {
    execute(connection, job).then(
      (response) => {
        const spent = !connection.restore();
        post(
          { type: 'done', response, memoryBytes: process.memoryUsage().external, spent },
          response.raw ? [response.raw.buffer as ArrayBuffer] : [],
        );
      },
      (error: unknown) =>
        post({
          type: 'failed',
          message: `eecircuit-engine: ${error instanceof Error ? error.message : String(error)}`,
        }),
    );
  });
  const { version, legacy } = connection;
  post({ type: 'ready', version, build: legacy.build, legacy });
}

await serve();
