import { refuseLine, shown } from './deck-error.js';
import { checkAssignments, checkFiles } from './elements.js';
import { printedModel } from './models/model.js';
import { printedOptions } from './options.js';

/** Everything else that starts with a dot is refused: what a new ngspice version adds must not open a hole. */
const ALLOWED = new Set(
  `.ac .csparam .dc .disto .else .elseif .elif .end .endif .ends .eom .four .func .global .ic .if .macro .meas .measure
  .model .nodeset .noise .op .opt .option .options .param .params .plot .print .probe .pss .pz .save .sens .sp .subckt
  .temp .tf .title .tran .width`.split(/\s+/),
);

const ADVICE = new Map([
  ['.control', 'remove the .control block: the .tran, .dc, .ac, .op and .noise lines of a deck are run for you'],
  ['.endc', 'remove the .control block: the .tran, .dc, .ac, .op and .noise lines of a deck are run for you'],
  ['.include', 'paste the text of the file into the deck'],
  ['.incl', 'paste the text of the file into the deck'],
  ['.inc', 'paste the text of the file into the deck'],
  ['.lib', 'paste the section of the library into the deck'],
]);

/** Model types of the devices that are built into ngspice; others are XSPICE's, CIDER's and Verilog-A's. */
const MODEL_TYPES = new Set(
  `c cap core cpl csw d ind jfet l lpnp ltra nhfet njf nmf nmos npn nsoi phfet pjf pmf pmos pnp psoi r res sw txl
  urc vdmos vdmosn vdmosp`.split(/\s+/),
);

/**
 * Commands that say what is shown of a batch run, and leave a circuit as it is: we read waveforms, and measure and
 * transform them ourselves. `.csparam` defines
 * variables of the interpreter, `.title` would replace our own.
 */
const UNPRINTED = new Set([
  '.print',
  '.plot',
  '.probe',
  '.meas',
  '.measure',
  '.width',
  '.title',
  '.end',
  '.csparam',
  '.four',
]);

/** Whether a command stays here: it means nothing to the circuit, and no engine gets it. */
export function isUnprinted(name: string): boolean {
  return UNPRINTED.has(name);
}

/** @throws DeckError for a command that we do not know, with advice */
export function checkCommand(name: string, text: string, line: number): void {
  if (!ALLOWED.has(name))
    refuseLine(line, `"${shown(name)}" is not allowed in a deck`, ADVICE.get(name) ?? 'remove the line');
  if (name === '.model') checkModel(text, line);
  if (name === '.save') checkSave(text, line);
  if (name === '.subckt' || name === '.macro') checkAssignments(text, line);
}

/** The text of a command as an engine gets it, and what was left out of it. */
export function printedCommand(
  name: string,
  text: string,
  line: number,
): { readonly text: string; readonly warnings: readonly string[] } {
  if (name === '.model') return printedModel(text, line);
  if (name === '.opt' || name === '.option' || name === '.options') return printedOptions(text, line);
  return { text: withoutForeign(name, text), warnings: [] };
}

function withoutForeign(name: string, text: string): string {
  // Statistics of foundry files for other simulators; ngspice leaves them out without a word.
  if (name === '.param') return text.replace(/ dev\/[a-z]+ ?= ?('[^']*'|\{[^{}]*\}|[^ {']+)/g, '');
  if (name === '.save') return ['.save', ...savedNames(text)].join(' ');
  return text;
}

function checkModel(text: string, line: number): void {
  const [, name = '', type = ''] = /^\.model ([^ =(),]+) ?,? ?([^ =(),]*)/.exec(text) ?? [];
  // `ako:` takes another model as its start.
  const plain = type.startsWith('ako:') ? (/^\.model [^ ]+ [^ ]+ ([^ =(),]+)/.exec(text)?.[1] ?? '') : type;
  if (!MODEL_TYPES.has(plain))
    refuseLine(
      line,
      `model "${shown(name)}" has the type "${shown(plain)}", which is no device of ngspice's own`,
      'XSPICE, CIDER and Verilog-A (OSDI) models cannot run here; use a built-in one, such as nmos, npn or d',
    );
  checkFiles(text, line);
}

/** What ngspice's command `save` reads: a vector each. */
function checkSave(text: string, line: number): void {
  const bad = savedNames(text).find((name) => !isVector(name));
  if (bad !== undefined)
    refuseLine(line, `"${shown(bad)}" cannot be saved`, 'name a vector such as v(out), i(v1) or @m1[id]');
}

/** Names of a `.save` line; commas between them are blanks. */
function savedNames(text: string): string[] {
  return text
    .slice(5)
    .replace(/ ?([(),]) ?/g, '$1')
    .replace(/,(?![^()]*\))/g, ' ')
    .trim()
    .replace(/\)(?=[^ ,)[])/g, ') ')
    .split(' ')
    .filter((name) => name !== '');
}

/** A vector as results have it: `v(out)`, `v(a,b)`, `@m1[id]`, `onoise_spectrum`, `out`. */
export function isVector(name: string): boolean {
  return /^(?:[a-z]\w*\([^\s()`"';{}\\$]+\)|@[^\s()`"';{}\\$]+|[a-z0-9_][^\s()`"';{}\\$@]*)$/i.test(name);
}
