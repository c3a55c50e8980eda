// Fuzzes everything a user writes: specs, crossbar documents, process files, parameter sets, transistors, CSVs.
//   npm run build && node scripts/fuzz-inputs.js [--count 10000] [--seed 1] [--cli 500] [--only spec,crossbar]
// Every input is read as far as that goes without a simulation, in this process; --cli gives as many to the command
// line, each in a process of its own. An input must be taken or refused by a UserError or a DesignRefusal of at most a
// screenful, within 5 s, in less than 1 GB; a command must end with a documented exit code and without a stack trace.
// An input depends on the seed and its number only, so `--from N --count 1` is that one again. Ends with 1 on a fault.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { parse, stringify } from 'yaml';
import '../dist/node/furnish.js';
import { conditionGrid } from '../dist/compile.js';
import { processFromData } from '../dist/cli/init/process-from-data.js';
import { elaborate } from '../dist/compose/elaborate.js';
import { vocabulary } from '../dist/compose/vocabulary.js';
import { parseCrossbar } from '../dist/crossbar/spec/load.js';
import { parseMatrix } from '../dist/crossbar/spec/matrix-csv.js';
import { parseParameterSet } from '../dist/devices/parameter-set.js';
import { parseTransistor } from '../dist/ekv/transistor.js';
import { explainSpec } from '../dist/explain/explain.js';
import { fitTargets } from '../dist/fit/registry.js';
import { joinTables } from '../dist/fit/data/table.js';
import { loadProcess } from '../dist/process/load.js';
import { parseProcess } from '../dist/process/process-file.js';
import { DesignRefusal } from '../dist/process/process.js';
import { expandRule } from '../dist/rule/presets.js';
import { parseSpec } from '../dist/load-spec.js';
import { parseEvents } from '../dist/stimulus/csv.js';
import { expandExperiments } from '../dist/stimulus/experiments.js';
import { packagePath } from '../dist/node/package-path.js';
import { UserError } from '../dist/units/user-error.js';
import { mutated } from './fuzz/document.js';
import { kindsOf, mutatedTable } from './fuzz/kinds.js';

const SLOWEST = 5000;
const LONGEST_MESSAGE = 8000;
const MOST_MEMORY = 1e9;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    cli: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});

const yamlOf = (folder) =>
  readdirSync(packagePath(folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(packagePath(folder, name), 'utf8')));
const card = (polarity) => {
  const text =
    `device: ekv${polarity[0]}_10_10\npolarity: ${polarity}\nsize: { w: 10 um, l: 10 um }\ntemperature: { ` +
    `min: 26.85 C, max: 26.85 C }\ndrain: 1.2 V\nsource: "wafer 7"\nparameters: { VT0: { value: 0.55 }, n: { ` +
    `value: 1.3 }, IS: { value: 4e-7 }, lambda: { value: 0.01 } }\n`;
  return { file: `${polarity}.yaml`, text, transistor: parseTransistor(text, `${polarity}.yaml`) };
};
const fitted = parse(processFromData([card('nfet'), card('pfet')]).text);
const shipped = ['sky130', 'gf180mcu'].map((name) =>
  parse(readFileSync(packagePath('models', name, 'process.yaml'), 'utf8')),
);

const isRefusal = (error) => error instanceof UserError || error instanceof DesignRefusal;
const kinds = kindsOf(
  {
    conditionGrid,
    elaborate,
    expandExperiments,
    expandRule,
    explainSpec,
    fitTargets,
    isRefusal,
    joinTables,
    loadProcess,
    parseCrossbar,
    parseEvents,
    parseMatrix,
    parseParameterSet,
    parseProcess,
    parseSpec,
    parseTransistor,
    vocabulary,
  },
  {
    specs: yamlOf('examples'),
    crossbars: yamlOf('examples/crossbar'),
    processes: [...shipped, fitted, fitted],
    sets: yamlOf('models/devices'),
  },
);
// Specs have the most to say.
const WEIGHTS = { spec: 5, crossbar: 3, process: 2 };
const wanted = values.only?.split(',') ?? Object.keys(kinds);
const turns = wanted.flatMap((name) => Array.from({ length: WEIGHTS[name] ?? 1 }, () => name));

/** Specs for what is read beside one. */
const WITH_FILE = {
  process:
    'rulespice: 1\nname: p\nprocess: { file: input.yaml }\nrule: { kind: trace, tau: 20 ms }\nverify: [{ ' +
    'quantity: tau, against: rule, max: 5 % }]\n',
  events:
    'rulespice: 1\nname: e\nrule: { kind: trace, tau: 20 ms }\nstimulus: { csv: { file: input.csv, ' +
    'duration: 1 s } }\nverify: [{ quantity: x, against: model, max: 5 %, stimulus: csv }]\n',
  matrix:
    'rulespice: 1\nname: m\ncrossbar: { rows: 2, columns: 3, conductance: { csv: input.csv } }\nread: { ' +
    'inputs: { uniform: 1 V } }\nverify: [{ quantity: current-loss, max: 5 % }]\n',
};

const folder = mkdtempSync(join(tmpdir(), 'rulespice-fuzz-'));
const faults = [];
try {
  readAll(Number(values.count), Number(values.from));
  runAll(Number(values.cli), Number(values.from));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const fault of faults.slice(0, 40)) console.log(fault);
console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Input `number`: the same for the same seed. */
function inputOf(number) {
  const random = xoroshiro128plus((Number(values.seed) * 1_000_003 + number) | 0);
  const pick = (count) => uniformInt(random, 0, count - 1);
  // The first draws of near seeds are alike.
  for (let skip = 0; skip < 8; skip += 1) pick(2);
  const name = turns[pick(turns.length)];
  const { documents, texts } = kinds[name];
  if (texts) return { name, text: mutatedTable(texts[pick(texts.length)], pick), pick };
  const document = mutated(documents[pick(documents.length)], pick);
  const json = pick(8) === 0;
  try {
    return { name, text: json ? JSON.stringify(document, null, 1) : stringify(document), pick };
  } catch {
    return { name, text: String(JSON.stringify(document)), pick };
  }
}

function readAll(count, from) {
  const tally = {};
  let slowest = { took: 0 };
  const started = performance.now();
  for (let number = from; number < from + count; number += 1) {
    const { name, text } = inputOf(number);
    const one = (tally[name] ??= { read: 0, refused: 0 });
    const complain = (what) => faults.push(`input ${number} (${name}): ${what}\n${text.slice(0, 1500)}\n`);
    const start = performance.now();
    try {
      kinds[name].read(text, folder);
      one.read += 1;
    } catch (error) {
      if (isRefusal(error)) {
        one.refused += 1;
        if (error.message.length === 0 || error.message.length > LONGEST_MESSAGE)
          complain(`refused in ${error.message.length} characters`);
      } else complain(error?.stack ?? String(error));
    }
    const took = performance.now() - start;
    if (took > slowest.took) slowest = { took, number, name };
    if (took > SLOWEST) complain(`took ${took.toFixed(0)} ms`);
    const done = number - from + 1;
    if (done % 1000 === 0)
      console.error(
        `${done} of ${count}, ${faults.length} faults, ${((performance.now() - started) / 1000).toFixed(0)} s`,
      );
  }
  if (count === 0) return;
  const peak = process.resourceUsage().maxRSS * 1024;
  if (peak > MOST_MEMORY) faults.push(`${(peak / 1e6).toFixed(0)} MB of memory`);
  console.log(
    `${count} inputs in ${((performance.now() - started) / 1000).toFixed(0)} s, slowest ` +
      `${slowest.took.toFixed(0)} ms ` +
      `(input ${slowest.number}, ${slowest.name}), ${(peak / 1e6).toFixed(0)} MB`,
  );
  for (const [name, { read, refused }] of Object.entries(tally))
    console.log(`  ${name}: ${read} read, ${refused} refused`);
}

/** Commands that read an input of a kind; none of them simulates a transient. */
function commandsFor(name) {
  return {
    spec: [['explain'], ['explain', '--sizes'], ['design'], ['verify', '--check', '99'], ['compile']],
    crossbar: [
      ['verify', '--corner', 'tt'],
      ['crossbar', 'margin'],
      ['crossbar', 'read'],
    ],
    process: [['characterise'], ['verify', '--check', '99']],
    'parameter set': [['devices']],
    transistor: [['init', join(folder, 'new'), '--transistor']],
    events: [['verify', '--check', '99']],
    table: [
      ['fit', 'stdp-window'],
      ['fit', 'mosfet', '--starts', '1'],
      ['fit', 'trace', '--starts', '1'],
    ],
    matrix: [['crossbar', 'read']],
  }[name];
}

function runAll(count, from) {
  if (count === 0) return;
  const codes = {};
  let worst = { seconds: 0, memory: 0 };
  const started = performance.now();
  const timed = existsSync('/usr/bin/time');
  const bin = packagePath('bin', 'rulespice.js');
  for (let number = from; number < from + count; number += 1) {
    const { name, text, pick } = inputOf(number);
    const file = kinds[name].texts ? 'input.csv' : 'input.yaml';
    writeFileSync(join(folder, file), text);
    const commands = commandsFor(name);
    const command = commands[pick(commands.length)];
    const named = WITH_FILE[name] && command[0] !== 'characterise' ? 'spec.yaml' : file;
    if (named === 'spec.yaml') writeFileSync(join(folder, named), WITH_FILE[name]);
    const argv = [process.execPath, bin, ...command, named];
    const [program, ...rest] = timed ? ['/usr/bin/time', '-f', 'used %U %S %M', ...argv] : argv;
    const begun = performance.now();
    const { status, signal, stderr } = spawnSync(program, rest, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, RULESPICE_CACHE: join(tmpdir(), 'rulespice-fuzz-cache') },
      maxBuffer: 64e6,
    });
    const [, user, system, kilobytes] = /used ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(stderr) ?? [];
    const seconds = user === undefined ? (performance.now() - begun) / 1000 : Number(user) + Number(system);
    const memory = Number(kilobytes ?? 0) * 1024;
    codes[status] = (codes[status] ?? 0) + 1;
    worst = { seconds: Math.max(worst.seconds, seconds), memory: Math.max(worst.memory, memory) };
    const said = stderr.replace(/(Command exited[^\n]*\n)?used [\d. ]+\s*$/, '');
    const complain = (what) =>
      faults.push(
        `command ${number} (${command.join(' ')}, ${name}): ${what}\n${said.slice(0, 1500)}\n${text.slice(0, 1500)}\n`,
      );
    if (![0, 1, 2, 3].includes(status)) complain(`exit code ${status}, signal ${signal}`);
    if (/^ {4}at /m.test(said)) complain('a stack trace');
    if (status !== 0 && status !== 1 && said === '') complain('no word of why');
    if (said.split('\n').length > 45 || said.length > LONGEST_MESSAGE)
      complain(`${said.length} characters of complaints`);
    if (seconds > SLOWEST / 1000) complain(`took ${seconds.toFixed(1)} s`);
    if (memory > MOST_MEMORY) complain(`${(memory / 1e6).toFixed(0)} MB of memory`);
    const done = number - from + 1;
    if (done % 50 === 0)
      console.error(
        `${done} of ${count} commands, ${faults.length} faults, ${((performance.now() - started) / 1000).toFixed(0)} s`,
      );
  }
  console.log(
    `${count} commands in ${((performance.now() - started) / 1000).toFixed(0)} s: codes ` +
      `${JSON.stringify(codes)}, at most ${worst.seconds.toFixed(1)} s of processor time and ` +
      `${(worst.memory / 1e6).toFixed(0)} MB`,
  );
}
