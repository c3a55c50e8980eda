/**
 * Processor time and memory of the first result of a one-transistor deck on the installed sky130A: native ngspice with
 * the whole library, and `rulespice simulate`, which reads what the circuit uses. Both in one run, in turn, nothing
 * kept from run to run: `PDK_ROOT=... node bench/pdk.mjs [runs] [engine...]` after `npm run build`. Needs GNU time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [runs = '3', ...engines] = process.argv.slice(2);
const root = process.env.PDK_ROOT ?? '';
const library = join(root, 'sky130A', 'libs.tech', 'ngspice', 'sky130.lib.spice');
if (!existsSync(library)) throw new Error(`set PDK_ROOT to a folder that holds sky130A (no ${library})`);
const bin = resolve(fileURLToPath(import.meta.url), '..', '..', 'bin', 'rulespice.js');
const folder = mkdtempSync(join(tmpdir(), 'rulespice-bench-'));
const deck = (path, end) =>
  `one transistor\n.lib "${path}" tt\nxm1 d g 0 0 sky130_fd_pr__nfet_01v8 w=1 l=0.15\n` +
  `vd d 0 1.8\nvg g 0 0.9\n${end}.end\n`;
writeFileSync(join(folder, 'native.spice'), deck(library, '.control\nop\nprint i(vd)\n.endc\n'));
writeFileSync(join(folder, 'ours.spice'), deck(library, '.op\n'));
writeFileSync(join(folder, '.spiceinit'), 'set ngbehavior=hsa\nset ng_nomodcheck\nset num_threads=1\n');

/** Seconds of processor time and MB of a command; its output. */
function measure(command, args) {
  const env = { ...process.env, HOME: folder, OMP_NUM_THREADS: '1' };
  const said = spawnSync('/usr/bin/time', ['-f', 'measured %U %S %M', command, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  const [, user, system, kilobytes] = /measured (\S+) (\S+) (\S+)/.exec(said.stderr) ?? [];
  if (user === undefined) throw new Error(said.stderr);
  return {
    seconds: Number(user) + Number(system),
    megabytes: Number(kilobytes) / 1024,
    out: said.stdout + said.stderr,
  };
}

const jobs = new Map([['native, whole library', ['ngspice', ['-b', 'native.spice']]]]);
for (const engine of engines.length > 0 ? engines : ['ngspice-wasm', 'native'])
  jobs.set(`rulespice, ${engine}`, [
    process.execPath,
    [bin, 'simulate', 'ours.spice', '--no-cache', '--engine', engine],
  ]);
const found = new Map([...jobs.keys()].map((name) => [name, []]));
for (let run = 0; run < Number(runs); run += 1)
  for (const [name, [command, args]] of jobs) found.get(name).push(measure(command, args));
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const first = median([...found.values()][0].map(({ seconds }) => seconds));
for (const [name, all] of found) {
  const seconds = median(all.map((one) => one.seconds));
  const current = /i\(vd\) = (\S+)/.exec(all[0].out)?.[1] ?? all[0].out.trim().split('\n').pop().split(',').pop();
  console.log(
    `${name.padEnd(24)} ${seconds.toFixed(2)} s  ${(first / seconds).toFixed(1)} times less  ` +
      `${Math.max(...all.map((one) => one.megabytes)).toFixed(0)} MB  i(vd) ${current}`,
  );
}
rmSync(folder, { recursive: true });
