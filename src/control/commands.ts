import { alterCommand, alterModelCommand, alterParameterCommand } from './commands/alter.js';
import { echoCommand, printCommand } from './commands/print.js';
import { composeCommand, defineCommand, strcmpCommand, undefineCommand } from './commands/make.js';
import { runCommand } from './commands/run.js';
import { optionCommand, saveCommand, seedCommand, setCommand, unsetCommand } from './commands/set.js';
import { fftCommand, fourierCommand, linearizeCommand } from './commands/transform.js';
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
  tf: runCommand,
  pz: runCommand,
  sens: runCommand,
  run: runCommand,
  let: letCommand,
  unlet: unletCommand,
  compose: composeCommand,
  define: defineCommand,
  undefine: undefineCommand,
  strcmp: strcmpCommand,
  linearize: linearizeCommand,
  fft: fftCommand,
  fourier: fourierCommand,
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
  setcs: setCommand,
  setseed: seedCommand,
  unset: unsetCommand,
  setplot: setplotCommand,
  destroy: destroyCommand,
  ...Object.fromEntries('plot iplot asciiplot gnuplot hardcopy'.split(' ').map((name) => [name, figure])),
  ...Object.fromEntries(
    (
      'display listing status rusage version settype show showmod sysinfo inventory where history help oldhelp ' +
      'newhelp remzerovec bug'
    )
      .split(' ')
      .map((name) => [name, silent]),
  ),
};

/** Commands that end a loop's round, a loop, or the block. */
export type Ending = 'break' | 'continue' | 'quit';
const ENDINGS: Readonly<Record<string, Ending>> = { break: 'break', continue: 'continue', quit: 'quit', exit: 'quit' };

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
