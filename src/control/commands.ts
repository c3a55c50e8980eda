import { alterCommand, alterModelCommand, alterParameterCommand } from './commands/alter.js';
import { echoCommand, printCommand } from './commands/print.js';
import { runCommand } from './commands/run.js';
import { optionCommand, saveCommand, setCommand, unsetCommand } from './commands/set.js';
import { destroyCommand, letCommand, measureCommand, setplotCommand, unletCommand } from './commands/vectors.js';
import { writeCommand } from './commands/write.js';
import type { Perform } from './world.js';

const TABLE: Readonly<Record<string, Perform>> = {
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
};

const figure: Perform = (world, { name, line }) =>
  world.note(line, `"${name}" draws nothing here; what it would show is in the result`);

/** How a command of the vocabulary is carried out; what only shows something does nothing. */
export function commandNamed(name: string): Perform {
  if (Object.hasOwn(TABLE, name)) return TABLE[name]!;
  return /^(?:i?plot|asciiplot|gnuplot|hardcopy)$/.test(name) ? figure : () => undefined;
}
