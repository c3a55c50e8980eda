import { refuseLine, shown } from './deck-error.js';

/** Interpreter commands that never are instance names in a sane deck, and do harm if a line is taken for a command. */
const SHELL_WORDS = new Set(['shell', 'source', 'system', 'codemodel', 'osdi', 'pre_osdi', 'pre_codemodel']);

/** Parameters that name a file of the host, in some device of some version of ngspice. */
const FILE_PARAMETERS = [
  '(?:file|input_?file|in_?file|root_?file|out_?file|wave_?file|pwl_?file|state_file|source_?file)(?:_?name)?',
  'ic\\.file',
  'simulation',
  'lib_args',
  'sim_args',
];
const FILE_PARAMETER = new RegExp(`(?:^|[ ,(])(${FILE_PARAMETERS.join('|')}) ?=`);

const NAME = /^[b-z](?:[a-z0-9_.:+\-*/<>[\]!%&^|~?@$][a-z0-9_.:#+\-*/<>[\]!%&^|~?@$]*)?$/;
const LONGEST_NAME = 200;

/** @throws DeckError for a device that reaches out of the simulation, or a name that ngspice would not take for one */
export function checkElement(name: string, text: string, line: number): void {
  if (SHELL_WORDS.has(name))
    refuseLine(line, `"${name}" is a command of the simulator's shell`, 'remove it, or rename the instance');
  if (name.startsWith('a'))
    refuseLine(
      line,
      `"${shown(name)}" is an XSPICE device, which can read files and start programs`,
      'use a B, E or G source',
    );
  if (name.startsWith('n'))
    refuseLine(
      line,
      `"${shown(name)}" is a device compiled from Verilog-A (OSDI), and no engine here can load one`,
      'use a built-in model',
    );
  if (name.startsWith('y') && text.split(' ').length < 6)
    refuseLine(
      line,
      `"${shown(name)}" is a device of Xyce; here Y is a lossy line of six words or more`,
      'write the device as a subcircuit of B sources, R, C and L',
    );
  if (name.startsWith('u') && text.split(' ').length < 5)
    refuseLine(
      line,
      `"${shown(name)}" has too few words: U is a distributed RC line with three nodes and a model`,
      'start the line with X if it is an instance of a subcircuit',
    );
  if (name.length > LONGEST_NAME || !NAME.test(name))
    refuseLine(
      line,
      `"${shown(name === '' ? text : name)}" is no name of a device`,
      'start the line with a letter, and use no # as its second character',
    );
  if (name.startsWith('x')) checkAssignments(text, line);
  checkFiles(text, line);
}

/** @throws DeckError for a parameter that names a file */
export function checkFiles(text: string, line: number): void {
  const found = FILE_PARAMETER.exec(text);
  if (found)
    refuseLine(
      line,
      `the parameter "${found[1]}" names a file of the host`,
      'put the data into the deck, for example as a pwl(...) source',
    );
}

const ASSIGNMENTS = /^(?: ?[a-z_]\w* ?= ?(?:\{[^{}]*\}|'[^']*'|"[^"]*"|[^ ={'"]+)(?= |$))*$/;

/**
 * Behind the first parameter of a subcircuit or of its instance only parameters stand; ngspice drops what else there is
 * without a word.
 * @throws DeckError
 */
export function checkAssignments(text: string, line: number): void {
  const start = text.search(/ [a-z_]\w* ?=/);
  if (start >= 0 && !ASSIGNMENTS.test(text.slice(start)))
    refuseLine(
      line,
      `"${shown(text.slice(start + 1))}" is no list of parameters`,
      'write each as name=value, and an expression in braces or single quotes',
    );
}
