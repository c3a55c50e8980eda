import { existsSync, mkdtempSync, readdirSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNgspice, type Ngspice } from '../src/index.js';
import { startEngine, withText, type EngineFactory, type EngineModule } from '../src/module.js';
import { loadFactory, readWasm } from '../src/locate.js';
import { wasm } from '../src/wasm.js';
import { inWorker } from './in-worker.js';
import { failure, last, RC } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'ngspice-wasm-security-'));
const secret = join(folder, 'secret.lib');
const touched = join(folder, 'touched');
writeFileSync(secret, 'r9 out 0 1k\n');

/** The engine itself, without the wrapper's checks: the second line of defence has to hold alone. */
async function bareEngine(): Promise<{
  module: EngineModule;
  lines: string[];
  circuit: (text: string) => void;
  command: (text: string) => void;
}> {
  const lines: string[] = [];
  const nothing = (): number => 0;
  const callbacks = {
    onLine: (line: string) => {
      lines.push(line);
    },
    onExit: nothing,
    onPoint: nothing,
    onSource: nothing,
    onSourceName: nothing,
    onStep: nothing,
    onEvent: nothing,
  };
  const module = await startEngine(
    { factory: loadFactory(), wasm: await wasm.compile(readWasm()) },
    callbacks,
    2 ** 28,
  );
  module._ngw_init();
  return {
    module,
    lines,
    circuit: (text) => {
      withText(module, text, (pointer) => module._ngw_circuit(pointer));
    },
    command: (text) => {
      withText(module, text, (pointer) => module._ngw_command(pointer));
    },
  };
}

const control = (command: string): string => RC.replace('.end', `.control\n${command}\n.endc\n.end`);

const ATTACKS: readonly (readonly [string, string])[] = [
  ['shell in a control section', control(`shell touch ${touched}`)],
  ['"!" in a control section', control(`!touch ${touched}`)],
  ['backquotes in a control section', control(`echo \`touch ${touched}\``)],
  ['system in a control section', control(`system touch ${touched}`)],
  ['a pre_ command', control(`pre_shell touch ${touched}`)],
  ['a command in a comment', RC.replace('.end', `*#shell touch ${touched}\n.end`)],
  ['a netlist that says it is a script', `*ng_script\nshell touch ${touched}\n`],
  ['source of a host file', control('source /etc/passwd')],
  ['write outside', control(`op\nwrite ${touched}`)],
  ['wrdata outside', control(`op\nwrdata ${touched} v(out)`)],
  ['an endless control loop', control('while 1\nend')],
];

describe('a netlist is untrusted', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });
  afterEach(() => expect(existsSync(touched)).toBe(false));

  test.each(ATTACKS)('%s is refused by the wrapper, with the reason', async (_, text) => {
    expect((await failure(() => ngspice.load(text), 'refused')).message).toMatch(/control|command|program/);
  });

  test.each(ATTACKS)('%s does nothing in the bare engine either', async (_, text) => {
    const { circuit, lines, module } = await bareEngine();
    circuit(text);
    expect(lines.join('\n')).not.toMatch(/root:|Doing analysis/);
    expect(module.UTF8ToString(module._ngw_plot())).toBe('const');
  });

  test.each([
    'shell',
    'system',
    'edit',
    'source',
    'write',
    'wrdata',
    'load',
    'aspice',
    'rspice',
    'hardcopy',
    'gnuplot',
    'cd',
    'bug',
    'osdi',
    'codemodel',
  ])('the engine has no command "%s"', async (name) => {
    const { command, lines } = await bareEngine();
    command(`${name} ${touched}`);
    expect(lines.join('\n')).toMatch(/no such command/);
  });

  test.each(['.include', '.lib'])('%s sees no file of the host', async (line) => {
    await failure(
      () => ngspice.load(RC.replace('.end', `${line} ${secret}${line === '.lib' ? ' tt' : ''}\n.end`)),
      'syntax',
    );
    expect(existsSync(secret)).toBe(true);
  });

  test.each(['/dev/tty', '/dev/stdin', '/proc/self/environ'])(
    '.include %s does not wait for the host',
    async (path) => {
      await failure(() => ngspice.load(RC.replace('.end', `.include ${path}\n.end`)), 'syntax');
    },
  );

  test('the built engine has no way to start a program or reach the network', () => {
    const script = readFileSync(new URL('../dist/ngspice.cjs', import.meta.url), 'utf8');
    expect(script).not.toMatch(
      /child_process|spawnSync|execSync|WebSocket|require\(["'](net|http|https|tls|dgram)["']\)/,
    );
    const modules = [...script.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect([...new Set(modules)].sort()).toEqual(['crypto', 'fs', 'path']);
  });

  test('an instance reads no environment of the host', async () => {
    process.env.NGSPICE_WASM_SECRET = 'secret';
    const { command, lines } = await bareEngine();
    command('echo $NGSPICE_WASM_SECRET $HOME');
    expect(lines.join('\n')).not.toMatch(/secret|\/root/);
  });

  test('100 MB of netlist are refused at once', async () => {
    const huge = `huge\n${'r1 1 0 1k\n'.repeat(10 * 2 ** 20)}`;
    const start = performance.now();
    expect((await failure(() => ngspice.load(huge), 'refused')).message).toMatch(/limit/);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('an analysis without end is killed with its worker', async () => {
    const outcome = await inWorker(
      { netlist: RC, analysis: { kind: 'tran', step: 1e-9, stop: 1e6 }, options: { save: ['v(out)'] } },
      2,
    );
    expect(outcome.type).toBe('killed');
  });

  test('random bytes and broken lines: an error or a result, never a hang, and the next circuit runs', async () => {
    let seed = 12345;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 40; round += 1) {
      const bytes = Array.from({ length: 200 }, () =>
        String.fromCharCode(round % 2 === 0 ? random(256) : 32 + random(95)),
      ).join('');
      const text =
        round % 4 === 3
          ? RC.split('\n')
              .map((line) => (random(3) === 0 ? line.slice(0, random(line.length + 1)) + bytes.slice(0, 5) : line))
              .join('\n')
          : `random\n${bytes}\n.end\n`;
      try {
        await ngspice.load(text);
        ngspice.run({ kind: 'op' });
      } catch (error) {
        expect((error as Error).name).toBe('NgspiceError');
      }
    }
    await ngspice.load(RC);
    expect(last(ngspice.run({ kind: 'op' }), 'v(out)')).toBeCloseTo(1, 9);
  });

  test('nothing was written beside what the test wrote', () => {
    expect(readdirSync(folder)).toEqual(['secret.lib']);
    const factory: EngineFactory = loadFactory();
    expect(typeof factory).toBe('function');
  });
});
