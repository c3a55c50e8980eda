import { alterCommand, alterModelCommand, alterParameterCommand } from './commands/alter.js';
import { echoCommand, printCommand } from './commands/print.js';
import { runCommand } from './commands/run.js';
import { optionCommand, saveCommand, setCommand, unsetCommand } from './commands/set.js';
import { destroyCommand, letCommand, measureCommand, setplotCommand, unletCommand } from './commands/vectors.js';
import { writeCommand } from './commands/write.js';
import type { Perform } from './world.js';

/** Draws nothing: what it would show is in the result. */
const figure: Perform = (world, { name, line }) =>
  world.note(line, `"${name}" draws nothing here; what it would show is in the result`);

/** Would only show something of the simulator, and changes nothing. */
const silent: Perform = () => undefined;

/** Every command that is carried out, and how; what ends a loop or the block is the interpreter's own. */
const PERFORMED: Readonly<Record<string, Perform>> = {
  op: runCommand,
  dc: runCommand,
  ac: runCommand,
  tran: runCommand,
  noise: runCommand,
  run: runCommand,
  let: letCommand,
  unlet: unletCommand,
  print: printCommand,
  echo: echoCommand,
  meas: measureCommand,
  measure: measureCommand,
  write: writeCommand,
  wrdata: writeCommand,
  alter: alterCommand,
  altermod: alterModelCommand,
  alterparam: alterParameterCommand,
  reset: ({ circuit }) => circuit.reset(),
  option: optionCommand,
  options: optionCommand,
  save: saveCommand,
  set: setCommand,
  unset: unsetCommand,
  setplot: setplotCommand,
  destroy: destroyCommand,
  ...Object.fromEntries('plot iplot asciiplot gnuplot hardcopy'.split(' ').map((name) => [name, figure])),
  ...Object.fromEntries(
    'display listing status rusage version settype show showmod'.split(' ').map((name) => [name, silent]),
  ),
};

/** Commands that end a loop's round, a loop, or the block. */
export type Ending = 'break' | 'continue' | 'quit';
const ENDINGS: Readonly<Record<string, Ending>> = { break: 'break', continue: 'continue', quit: 'quit', exit: 'quit' };

/** Commands that start programs, read or write files of the host, or load code. */
const HARMFUL = new Set(
  (
    'shell source load cd codemodel osdi pre_osdi pre_codemodel use bltplot wrs2p mdump mrdump mc_source dump ' +
    'fopen fread fclose edit aspice jobs rspice pre_set spec2 snload snsave system where getcwd history ' +
    'circbyline inventory bug'
  ).split(' '),
);

/** Names of all commands that may stand in a control block. */
export const COMMANDS: readonly string[] = [...Object.keys(PERFORMED), ...Object.keys(ENDINGS)];

/** How a command is carried out; undefined for one that is not. */
export function performing(name: string): Perform | undefined {
  return Object.hasOwn(PERFORMED, name) ? PERFORMED[name] : undefined;
}

/** What a command ends, if it ends something. */
export function endingOf(name: string): Ending | undefined {
  return Object.hasOwn(ENDINGS, name) ? ENDINGS[name] : undefined;
}

/** Whether a command reaches out of the simulation: it is refused as such. */
export function isHarmful(name: string): boolean {
  return HARMFUL.has(name) || name.startsWith('!');
}
