// Each engine as a lister: many decks in, for each what the engine says its circuit is. Undefined where it takes the
// deck for no circuit.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const MARK = 'rulespice-listing';

/**
 * @returns an object with `list(decks)`, which gives `{ lines, said }` for each, and `files()`: those that appeared
 *   where
 * none should
 */
export async function lister(engine) {
  if (engine === 'native') return native();
  return engine === 'embedded' ? embedded() : ngspiceWasm();
}

/** Lines between two marks; what stands before the circuit's own title is talk. */
function listingOf(said, nonce) {
  const start = said.findLastIndex((line) => line.includes(MARK));
  const lines = start < 0 ? said : said.slice(start + 1);
  const title = lines.findIndex((line) => line.startsWith(nonce));
  return title < 0 ? undefined : lines.slice(title + 1).filter((line) => line.trim() !== '');
}

/** A few hundred decks for each process, which a script of our own makes load and list them. */
function native() {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-fuzz-'));
  const work = join(folder, 'work');
  return {
    list: async (decks) => {
      const results = new Map();
      for (let first = 0; first < decks.length;) {
        rmSync(work, { recursive: true, force: true });
        mkdirSync(work);
        const script = [];
        for (let at = first; at < decks.length; at += 1) {
          writeFileSync(join(work, `${at}.cir`), decks[at].deck);
          script.push(
            `echo ${MARK} ${at}`,
            `source ${at}.cir`,
            `echo ${MARK} list ${at}`,
            'listing deck',
            `echo ${MARK} end ${at}`,
            'remcirc',
          );
        }
        const said = await converse(work, [...script, 'quit 0', '']);
        let reached = first;
        for (let at = first; at < decks.length; at += 1) {
          const begin = said.indexOf(`${MARK} ${at}`);
          if (begin < 0) break;
          reached = at;
          const middle = said.indexOf(`${MARK} list ${at}`, begin);
          const end = said.indexOf(`${MARK} end ${at}`, begin);
          const own = said.slice(begin + 1, end < 0 ? undefined : end);
          results.set(at, {
            said: own,
            lines: end < 0 ? undefined : listingOf(said.slice(middle + 1, end), decks[at].nonce),
          });
        }
        // ngspice ends itself over some circuits; the others get a new process.
        first = reached + 1;
      }
      return decks.map((_, at) => results.get(at) ?? { said: [], lines: undefined });
    },
    files: () =>
      readdirSync(folder)
        .filter((name) => name !== 'work')
        .concat(readdirSync(work).filter((name) => !/^(\d+\.cir|\.ngspice_history)$/.test(name))),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function converse(folder, script) {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C' };
    const child = spawn('ngspice', ['-p', '-n'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
    let text = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
    // What it says on stderr comes in between; nobody asked for it there.
    child.stdout.setEncoding('latin1').on('data', (part) => (text += part));
    child.stderr.resume();
    child.on('error', reject);
    child.stdin.on('error', () => undefined);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(text.split('\n').map((line) => line.replace(/^(ngspice \d+ -> )+/, '')));
    });
    child.stdin.end(script.join('\n'));
  });
}

/** Milliseconds after which a deck has made the embedded engine ask something. */
const PATIENCE = 3000;

/** A thread that a deck has blocked is replaced; that deck is none for this engine. */
function embedded() {
  let worker;
  const files = new Set();
  const answer = (milliseconds) =>
    new Promise((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(() => resolve(undefined), milliseconds);
      worker.once('message', (message) => {
        clearTimeout(timer);
        resolve(message);
      });
    });
  const list = async (decks) => {
    const results = [];
    for (const { deck, nonce } of decks) {
      if (!worker) {
        worker = new Worker(new URL('embedded-worker.js', import.meta.url));
        worker.setMaxListeners(0);
        await answer();
      }
      worker.postMessage({ deck, mark: MARK });
      const reply = await answer(PATIENCE);
      if (!reply) {
        await worker.terminate();
        worker = undefined;
        results.push({ said: [], lines: undefined });
        continue;
      }
      reply.files.forEach((name) => files.add(name));
      const said = reply.said.map((line) => line.replace(/^(ngspice \d+ -> )+/, ''));
      const end = said.findIndex((line) => line.includes(`${MARK}-end`));
      results.push({ said, lines: listingOf(said.slice(0, end), nonce) });
    }
    return results;
  };
  return { list, files: () => [...files], close: async () => void (await worker?.terminate()) };
}

/** Our own engine without the checks of its wrapper. */
async function ngspiceWasm() {
  const { startEngine, withText } = await import('../../ngspice-wasm/dist/module.js');
  const { loadFactory, readWasm } = await import('../../ngspice-wasm/dist/locate.js');
  const { wasm } = await import('../../ngspice-wasm/dist/wasm.js');
  const compiled = await wasm.compile(readWasm());
  let lines = [];
  let dead = false;
  const nothing = () => 0;
  const start = async () => {
    dead = false;
    const callbacks = {
      onLine: (line) => lines.push(line),
      onExit: () => (dead = true),
      onPoint: nothing,
      onSource: nothing,
      onSourceName: nothing,
      onStep: nothing,
      onEvent: nothing,
    };
    const module = await startEngine({ factory: loadFactory(), wasm: compiled }, callbacks, 2 ** 30);
    module._ngw_init();
    return module;
  };
  let module = await start();
  const known = new Set(module.FS.readdir?.('/') ?? []);
  return {
    list: async (decks) => {
      const results = [];
      for (const { deck, nonce } of decks) {
        lines = [];
        const command = (text) => withText(module, text, (pointer) => module._ngw_command(pointer));
        try {
          withText(module, deck, (pointer) => module._ngw_circuit(pointer));
          const loaded = !dead && module._ngw_loaded();
          lines.push(MARK);
          if (loaded) {
            command('listing deck');
            command('remcirc');
          }
        } catch {
          dead = true;
        }
        const said = lines.map((line) => line.replace(/^std(out|err) /, ''));
        results.push({ said, lines: dead ? undefined : listingOf(said, nonce) });
        if (dead) module = await start();
      }
      return results;
    },
    files: () => (module.FS.readdir?.('/') ?? []).filter((name) => !known.has(name)),
    close: async () => undefined,
  };
}
