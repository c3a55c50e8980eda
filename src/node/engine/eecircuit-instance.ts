import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digestOf } from './eecircuit-digest.js';

/*
 * eecircuit-engine is imported here and nowhere else: an undefined parameter blocks its thread for ever, and two
 * instances in one thread corrupt each other. Its command list, its command counter and the place of its memory are
 * private to version 1.8.0, which package.json pins; `connect` fails at once should they be gone.
 */

/** The part of emscripten's module that we use. */
export interface EngineModule {
  readonly FS: EngineFiles;
  readonly Asyncify: {
    /** Where the sleeping interpreter keeps its stack, in its memory. */
    currData: number;
    /** 0 when it neither falls asleep nor wakes up. */
    readonly state: number;
  };
}

interface EngineFiles {
  readonly streams: readonly ({ readonly tty?: { readonly output: number[] } } | null | undefined)[];
  /** Counts every file and folder that was ever made. */
  readonly nextInode: number;
  readdir(path: string): string[];
  stat(path: string): { readonly mode: number };
  isFile(mode: number): boolean;
  chmod(path: string, mode: number): void;
  readFile(path: string): Uint8Array;
  writeFile(path: string, data: Uint8Array): void;
}

/** The engine with the private fields we depend on. */
export interface Engine {
  commandList: string[];
  cmd: number;
  start(): Promise<void>;
  setNetList(deck: string): void;
  runSim(): Promise<unknown>;
  getInfo(): string;
  getInitInfo(): string;
  getError(): string[];
  __getSpiceModuleForTests(): object | null;
}

/** What the compiled module exports, as far as we need it. */
interface EngineExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  emscripten_stack_get_current(): number;
}

/** What the first worker of a process leaves to all later ones: 1.5 s of compiling, and a digest of 20 MB. */
export interface Legacy {
  /** A WebAssembly.Module; Node's types and the DOM's differ. */
  readonly compiled: object;
  /** sha256 of the file that holds the engine, script and WebAssembly. */
  readonly build: string;
}

export interface Connection {
  readonly engine: Engine;
  readonly module: EngineModule;
  readonly version: string;
  readonly legacy: Legacy;
  /**
   * Puts the engine back to what it was before its first deck. False when it does not wait for a deck as it did then:
   * it must not be used again.
   */
  restore(): boolean;
}

const READ_ONLY = 0o444;

/** Starts the engine of this thread. @param written files that exist from now on, and the only ones it may write */
export async function connect(
  written: ReadonlyMap<string, Uint8Array>,
  legacy: Legacy | undefined,
): Promise<Connection> {
  const instantiated = watchInstantiation(legacy?.compiled);
  const { Simulation } = await import('eecircuit-engine');
  const engine = new Simulation() as unknown as Engine;
  if (!Array.isArray(engine.commandList))
    throw new Error('this version of eecircuit-engine has no command list; install 1.8.0');
  await engine.start();
  const module = engine.__getSpiceModuleForTests() as EngineModule | null;
  const made = instantiated();
  if (!module || !made) throw new Error('eecircuit-engine did not load its WebAssembly module; install 1.8.0');
  const { FS } = module;
  for (const name of FS.readdir('/')) if (FS.isFile(FS.stat(`/${name}`).mode)) FS.chmod(`/${name}`, READ_ONLY);
  for (const [path, bytes] of written) FS.writeFile(path, bytes);
  const core = /ngspice-[\d.]+/.exec(engine.getInitInfo())?.[0] ?? 'unknown ngspice';
  const entry = import.meta.resolve('eecircuit-engine');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', entry), 'utf8')) as { version: string };
  return {
    engine,
    module,
    version: `${version} (${core})`,
    legacy: legacy ?? { compiled: made.compiled, build: digestOf(fileURLToPath(entry)) },
    restore: restorer(engine, module, made.exports),
  };
}

interface Instantiated {
  readonly compiled: object;
  readonly exports: EngineExports;
}

interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: unknown): Promise<{ readonly exports: unknown }>;
  instantiateStreaming(source: unknown, imports: unknown): Promise<unknown>;
}

/** How the package's WebAssembly begins in its script. */
const EMBEDDED = 'data:application/wasm;base64,';

/**
 * The package gives its memory to nobody, and compiles itself anew in every thread. In this thread, in which nothing
 * else runs, its way into WebAssembly is ours: we see what it instantiates, and give it what is compiled already.
 *
 * It fetches itself out of a data URL of 8 MB, which it makes twice. Those two are left unparsed: to parse, escape and
 * stream them takes longer than to decode them.
 */
function watchInstantiation(compiled: object | undefined): () => Instantiated | undefined {
  let made: Instantiated | undefined;
  const api = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  const { URL: Parsed, fetch } = globalThis;
  globalThis.URL = new Proxy(Parsed, {
    construct: (target, [text, base]: [string | URL, string?]) =>
      typeof text === 'string' && text.startsWith(EMBEDDED)
        ? { protocol: 'data:', href: text }
        : new target(text, base),
  });
  globalThis.fetch = ((source: string) => Promise.resolve(source)) as unknown as typeof fetch;
  api.instantiateStreaming = async (source, imports) => {
    const module = compiled ?? (await api.compile(embeddedBytes(await source)));
    const instance = await api.instantiate(module, imports);
    made = { compiled: module, exports: instance.exports as EngineExports };
    return { module, instance };
  };
  return () => {
    Object.assign(globalThis, { URL: Parsed, fetch });
    return made;
  };
}

function embeddedBytes(source: unknown): Uint8Array {
  if (typeof source !== 'string' || !source.startsWith(EMBEDDED))
    throw new Error('eecircuit-engine does not hold its WebAssembly module as version 1.8.0 does; install 1.8.0');
  return Buffer.from(source.slice(EMBEDDED.length), 'base64');
}

/**
 * Everything the interpreter knows lies in its memory. Between two decks it sleeps: its stack is part of that memory
 * too, and JavaScript knows the address. What else could differ (the stack pointer, files) is looked at.
 */
function restorer(engine: Engine, { FS, Asyncify }: EngineModule, exports: EngineExports): () => boolean {
  const memory = new Uint8Array(exports.memory.buffer).slice();
  const asleep = Asyncify.currData;
  const stack = exports.emscripten_stack_get_current();
  const inodes = FS.nextInode;
  return () => {
    const waits = engine.cmd === 0 && Asyncify.state === 0 && exports.emscripten_stack_get_current() === stack;
    const open = FS.streams.some((stream, index) => index > 2 && stream);
    if (!waits || open || FS.nextInode !== inodes) return false;
    // A line that was begun and not ended waits in the terminal's buffer, which is no part of the memory.
    for (const stream of FS.streams) if (stream?.tty) stream.tty.output.length = 0;
    const now = new Uint8Array(exports.memory.buffer);
    now.set(memory);
    now.fill(0, memory.length);
    Asyncify.currData = asleep;
    return true;
  };
}
