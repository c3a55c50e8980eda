import { checkParameters } from './deck-parameters.js';
import { keyword, physicalLines, statements, type Statement } from './deck-lines.js';
import { SimulationError } from './errors.js';

/** Larger decks are refused unread; the largest we generate is about 1 MB. */
export const MAX_DECK_CHARACTERS = 8 * 1024 * 1024;

/** Everything else that starts with a dot is refused: what a new ngspice version adds must not open a hole. */
const ALLOWED_COMMANDS = new Set(
  `.ac .csparam .dc .disto .else .elseif .elif .end .endif .ends .eom .four .func .global .ic .if .macro .meas .measure .model
  .nodeset .noise .op .opt .option .options .param .params .plot .print .probe .pz .save .sens .subckt .temp .tf .title .tran .width`.split(
    /\s+/,
  ),
);

const ADVICE = new Map([
  ['.control', 'remove the .control block: the .tran, .dc, .ac, .op and .noise lines of a deck are run for you'],
  ['.endc', 'remove the .control block: the .tran, .dc, .ac, .op and .noise lines of a deck are run for you'],
  ['.include', 'paste the text of the file into the deck'],
  ['.incl', 'paste the text of the file into the deck'],
  ['.inc', 'paste the text of the file into the deck'],
  ['.lib', 'paste the section of the library into the deck'],
]);

/** Interpreter commands that never are instance names in a sane deck, and do harm if a line is taken for a command. */
const COMMANDS = new Set(['shell', 'source', 'system', 'codemodel', 'osdi', 'pre_osdi', 'pre_codemodel']);

/**
 * Refuses SPICE text that could reach outside the simulation or block the engine: control blocks, `*#` command lines,
 * shell escapes, included files, devices that read files, binary data, oversized decks, undefined or circular
 * parameters. Applied by every engine to everything it runs, generated decks included (they carry their models in their
 * own text).
 * @param text the deck without its title line.
 * @param firstLine number of the first line of `text` in the user's file, for messages.
 * @throws SimulationError of kind `refused-deck` naming the line and what to do, or `undefined-parameter`.
 */
export function assertSafeDeck(text: string, firstLine = 1): void {
  if (text.length > MAX_DECK_CHARACTERS) {
    throw new SimulationError(
      'refused-deck',
      `the deck has ${text.length} characters, more than the limit of ${MAX_DECK_CHARACTERS}: save fewer ` +
        `points or use fewer models`,
    );
  }
  physicalLines(text).forEach((line, index) => checkPhysicalLine(line, firstLine + index));
  const all = statements(text, firstLine);
  all.forEach(checkStatement);
  checkParameters(all);
}

function checkPhysicalLine(line: string, number: number): void {
  const content = line.trimStart();
  // ngspice runs `*#command` "comments" as commands.
  if (content.startsWith('*#')) refuse(number, 'a "*#" line is run as a command', 'remove the "#" after the "*"');
  if (content.startsWith('*')) return;
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(line))
    refuse(number, 'the deck is not plain text', 'save it as UTF-8 or ASCII text');
  if (line.includes('`')) refuse(number, 'a backquote starts a shell command', 'remove it');
}

function checkStatement(statement: Statement): void {
  const word = keyword(statement);
  const { line, text } = statement;
  if (word.startsWith('.') && !ALLOWED_COMMANDS.has(word)) {
    refuse(line, `"${clip(word)}" is not allowed in a deck`, ADVICE.get(word) ?? 'remove the line');
  }
  if (word.startsWith('+'))
    refuse(line, 'a continuation line continues nothing', 'put the line it belongs to before it');
  if (word.startsWith('!')) refuse(line, 'an exclamation mark starts a shell command', 'remove the line');
  if (COMMANDS.has(word))
    refuse(line, `"${word}" is a command of the simulator's shell`, 'remove it, or rename the instance');
  if (word.startsWith('a'))
    refuse(
      line,
      `"${clip(word)}" is an XSPICE device, which can read files and start programs`,
      'use a B, E or G source',
    );
  if (/(file|filename|simulation)\s*=/i.test(text))
    refuse(
      line,
      'a parameter names a file of the host',
      'put the data into the deck, for example as a pwl(...) source',
    );
}

function refuse(line: number, what: string, advice: string): never {
  throw new SimulationError('refused-deck', `line ${line} of the deck: ${what}; ${advice}`);
}

function clip(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}...` : word;
}
