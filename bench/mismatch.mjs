/**
 * Processor time of one mismatch sample of a drawn synapse's window (7 pairs): `rulespice verify` with samples, and
 * native ngspice started once for each pair. Both in one run: `PDK_ROOT=... node bench/mismatch.mjs FOLDER [samples]
 * [engine]` after `npm run build`, where FOLDER holds `gf180_stdp_synapse.spice`. Needs GNU time and gf180mcuD.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [source, samples = '200', engine = 'ngspice-wasm'] = process.argv.slice(2);
const root = process.env.PDK_ROOT;
if (source === undefined || root === undefined) throw new Error('PDK_ROOT=... node bench/mismatch.mjs FOLDER');
const bin = resolve(fileURLToPath(import.meta.url), '..', '..', 'bin', 'rulespice.js');
const models = join(root, 'gf180mcuD', 'libs.tech', 'ngspice');
const folder = mkdtempSync(join(tmpdir(), 'rulespice-bench-'));
const NETLIST = 'gf180_stdp_synapse.spice';
copyFileSync(join(source, NETLIST), join(folder, NETLIST));
const DT = [-8, -6, -4, -2, 2, 4, 6];

/** Seconds of processor time, and the most memory of one process in MB. */
function measure(command, args) {
  const env = { ...process.env, HOME: folder, OMP_NUM_THREADS: '1' };
  const said = spawnSync('/usr/bin/time', ['-f', 'measured %U %S %M', command, ...args], {
    ...{ cwd: folder, env, encoding: 'utf8' },
  });
  const [, user, system, kilobytes] = /measured (\S+) (\S+) (\S+)/.exec(said.stderr) ?? [];
  if (user === undefined) throw new Error(said.stderr);
  return { seconds: Number(user) + Number(system), megabytes: Number(kilobytes) / 1024, out: said.stdout };
}

function pair(dt) {
  const pre = 5 + Math.max(0, -dt);
  const event = (node, at) =>
    `v${node} ${node} 0 pulse(0 3.3 ${at}u 5n 5n 0.5u)\nv${node}b ${node}b 0 pulse(3.3 0 ${at}u 5n 5n 0.5u)\n`;
  return (
    `one pair\n.include "${models}/design.ngspice"\n` +
    ['typical', 'cap_mim', 'mimcap_typical'].map((one) => `.lib "${models}/sm141064.ngspice" ${one}\n`).join('') +
    `.include ${NETLIST}\n.options gmin=1e-15 abstol=1e-14 reltol=1e-4\nvdd vdd 0 3.3\n` +
    `${event('pre', pre)}${event('post', pre + dt)}vbpot bpot 0 0.74\nvbtp btp 0 2.58\nvbdep bdep 0 2.42\n` +
    'vbtd btd 0 0.56\nxdut vdd 0 pre preb post postb bpot btp bdep btd wgt stdp_synapse\n.ic v(wgt)=1.65\n' +
    `.save v(wgt)\n.tran 50n ${pre + Math.max(0, dt) + 40}u\n.end\n`
  );
}

writeFileSync(join(folder, '.spiceinit'), 'set ngbehavior=hsa\nset ng_nomodcheck\nset num_threads=1\n');
const native = DT.map((dt, index) => {
  writeFileSync(join(folder, `pair${index}.spice`), pair(dt));
  return measure('ngspice', ['-b', '-r', 'pair.raw', `pair${index}.spice`]).seconds;
}).reduce((sum, seconds) => sum + seconds, 0);

const spec = (many) => `rulespice: 1
name: synapse
rule: { kind: stdp, potentiation: { amplitude: 0.071, tau: 5.7 us }, depression: { amplitude: 0.0664, tau: 3.1 us } }
process: { name: gf180mcuD, supply: 3.3 V }
dut:
  netlist: ${NETLIST}
  pulse: 0.5 us
  ports: { VDD: supply, VSS: ground, PRE: { event: pre }, PREB: { complement: PRE }, POST: { event: post },
           POSTB: { complement: POST }, BPOT: 0.74 V, BTP: 2.58 V, BDEP: 2.42 V, BTD: 0.56 V,
           WGT: { state: w, range: [0 V, 3.3 V] } }
stimulus: { window: { from: -8 us, to: 6 us, step: 2 us } }
verify: [{ quantity: window, against: rule, max: 30 % }]
${many === 0 ? '' : `variations: { mismatch: { samples: ${many}, seed: 1 } }\n`}`;
const run = (many) => {
  writeFileSync(join(folder, 'spec.yaml'), spec(many));
  return measure(process.execPath, [bin, 'verify', 'spec.yaml', '--no-cache', '--engine', engine]);
};
const none = run(0);
const all = run(Number(samples));
const each = all.seconds / Number(samples);
console.log(`native, 7 pairs          ${native.toFixed(2)} s of processor time a sample`);
console.log(`rulespice, ${samples} samples   ${each.toFixed(3)} s, ${(native / each).toFixed(1)} times less`);
console.log(`  without the nominal window and start: ${((all.seconds - none.seconds) / Number(samples)).toFixed(3)} s`);
console.log(`  ${all.megabytes.toFixed(0)} MB; ${all.out.trim().split('\n').at(-1)}`);
rmSync(folder, { recursive: true });
