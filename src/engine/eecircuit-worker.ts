import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { DeckJob, EngineOutput } from './executor.js';
import type { WorkerMessage } from './pool-member.js';

/*
 * Runs in a worker thread, one deck at a time. eecircuit-engine is imported here and nowhere else: an undefined
 * parameter blocks its thread for ever, and two instances in one thread corrupt each other.
 *
 * Its own command list writes `out.raw` and reads it back, also when the run failed and the file is that of the run
 * before. We give it a list of our own that writes another file, delete that file before every run, and keep `out.raw`
 * as a constant stub, so that every run settles, the first failing one included. The list and the command counter are
 * private fields of version 1.8.0, which package.json pins; `connect` fails at once should they be gone.
 */

const RESULT = '/result.raw';
const MARK = 'rulespice-end-of-run';
/**
 * Options that ngspice keeps as variables of its interpreter: they outlive the circuit that set them, and would
 * silently change every later run of this worker (test/engine/isolation.sim.test.ts).
 */
const STICKY = ['cshunt_value', 'scale', 'scalm', 'temp', 'tnom', 'interp'];

const STUB =
  'Title: stub\nDate: none\nPlotname: stub\nFlags: real\nNo. Variables: 1\nNo. Points: ' +
  '1\nVariables:\n\t0\tstub\tvoltage\nBinary:\n';

/** The part of emscripten's module that we use. */
interface EngineModule {
  readonly FS: {
    readFile(path: string): Uint8Array;
    writeFile(path: string, data: Uint8Array): void;
    unlink(path: string): void;
  };
}

/** The engine with the private fields we depend on. */
interface Engine {
  commandList: string[];
  start(): Promise<void>;
  setNetList(deck: string): void;
  runSim(): Promise<unknown>;
  getInfo(): string;
  getInitInfo(): string;
  getError(): string[];
  __getSpiceModuleForTests(): object | null;
}

/** The engine prints every message a second time on the process's own console; results go to stdout there. */
function silenceConsole(): void {
  const nothing = (): void => undefined;
  Object.assign(console, { log: nothing, info: nothing, warn: nothing, error: nothing, debug: nothing });
}

async function connect(): Promise<{ engine: Engine; module: EngineModule; version: string }> {
  const { Simulation } = await import('eecircuit-engine');
  const engine = new Simulation() as unknown as Engine;
  if (!Array.isArray(engine.commandList))
    throw new Error('this version of eecircuit-engine has no command list; install 1.8.0');
  await engine.start();
  const module = engine.__getSpiceModuleForTests() as EngineModule | null;
  if (!module) throw new Error('eecircuit-engine did not load its WebAssembly module');
  const stub = new TextEncoder().encode(STUB);
  const withValue = new Uint8Array(stub.length + Float64Array.BYTES_PER_ELEMENT);
  withValue.set(stub);
  module.FS.writeFile('/out.raw', withValue);
  const core = /ngspice-[\d.]+/.exec(engine.getInitInfo())?.[0] ?? 'unknown ngspice';
  return { engine, module, version: `${packageVersion()} (${core})` };
}

function packageVersion(): string {
  const entry = import.meta.resolve('eecircuit-engine');
  const description = JSON.parse(readFileSync(new URL('../package.json', entry), 'utf8')) as { version: string };
  return description.version;
}

async function execute(
  { engine, module }: { engine: Engine; module: EngineModule },
  { deck, analysis }: DeckJob,
): Promise<EngineOutput> {
  const { FS } = module;
  try {
    FS.unlink(RESULT);
  } catch {
    // The run before this one wrote none.
  }
  engine.setNetList(deck);
  engine.commandList = [
    ' ',
    'source test.cir',
    'destroy all',
    'run',
    ...(analysis === 'noise' ? ['setplot noise1'] : []),
    `write ${RESULT}`,
    `echo ${MARK}`,
    // Without this the circuits of all runs stay in memory, and `run` after a failed `source` would run the one before.
    'remcirc',
    ...STICKY.map((name) => `unset ${name}`),
  ];
  await engine.runSim();
  const info = engine.getInfo();
  const end = info.indexOf(MARK);
  const transcript = (end < 0 ? info : info.slice(0, end)).split('\n');
  const errors = new Set(engine.getError());
  let raw: Uint8Array | undefined;
  try {
    raw = FS.readFile(RESULT);
  } catch {
    raw = undefined;
  }
  const said = (line: string): string => line.replace(/^(ngspice \d+ -> )+/, '');
  return {
    // A copy that owns its memory, so that it can be handed over.
    ...(raw === undefined ? {} : { raw: raw.slice() }),
    stdout: transcript.map(said).filter((line) => !errors.has(line) && line.trim() !== ''),
    stderr: transcript.map(said).filter((line) => errors.has(line) && line.trim() !== ''),
  };
}

async function serve(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('this module is the worker of src/engine/eecircuit.ts');
  const post = (message: WorkerMessage<EngineOutput>, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  silenceConsole();
  const connection = await connect();
  port.on('message', (job: DeckJob) => {
    execute(connection, job).then(
      (response) =>
        post(
          { type: 'done', response, memoryBytes: process.memoryUsage().external },
          response.raw ? [response.raw.buffer as ArrayBuffer] : [],
        ),
      (error: unknown) =>
        post({
          type: 'failed',
          message: `eecircuit-engine: ${error instanceof Error ? error.message : String(error)}`,
        }),
    );
  });
  post({ type: 'ready', version: connection.version });
}

await serve();
