import { vector } from './analysis.js';
import { NgspiceError } from './errors.js';

/** Larger netlists are refused unread. */
export const MAX_NETLIST_CHARACTERS = 16 * 1024 * 1024;

/** What the wrapper has to know of a netlist before ngspice sees it. */
export interface Netlist {
  /** The text, ending with a `.end` line. */
  readonly text: string;
  readonly title: string;
  /** Vectors of the `.save` lines, which `run` honours unless it is given a list of its own. */
  readonly save: readonly string[];
}

/** ngspice makes a comment of a line by writing a star over its first character. */
const BECOME_COMMENTS = '=[]?()&%$"!:,;#';

/**
 * Refuses what is no circuit: too long, binary, or with commands in it. The engine itself would not run the commands
 * either (patches/01-netlist-is-data.patch); this names the line. Lines reach ngspice without the blanks before them,
 * and those that start with a sign which ngspice takes for a comment start with `*`.
 * @throws NgspiceError of kind `refused`
 */
export function readNetlist(text: string, limit: number = MAX_NETLIST_CHARACTERS): Netlist {
  if (text.length > limit) refuse(`the netlist has ${text.length} characters, more than the limit of ${limit}`);
  const [first = '', ...rest] = text.split(/\r\n|\n|\r/);
  assertText(first, 1);
  const lines: string[] = [];
  const saves = new SaveList();
  let options = false;
  for (const [index, physical] of rest.entries()) {
    const number = index + 2;
    assertText(physical, number);
    const line = withoutBlanks(physical);
    // What follows would be another circuit to ngspice.
    if (/^\.end(\s|$)/i.test(line)) break;
    lines.push(checkedLine(line, number));
    const content = line.toLowerCase();
    // ngspice 39 would go on interpolating in every later circuit of the instance.
    options = /^\.opt(ion|ions)?\b/.test(content) || (options && content.startsWith('+'));
    if (options && /\binterp\b/.test(content))
      refuse(`line ${number}: option "interp" replaces computed points by interpolated ones`);
    saves.read(content, number);
  }
  const title = titleOf(first);
  const renamed = lines
    .map((line) => /^\.title\s+(.*)$/i.exec(line)?.[1]?.trim())
    .findLast((found) => found !== undefined);
  return { text: `${[title, ...lines].join('\n')}\n.end\n`, title: renamed ?? title, save: saves.names };
}

/** The title line, which ngspice reads as it reads every line. */
function titleOf(first: string): string {
  const title = withoutBlanks(first)
    // Two backslashes would continue it on the next line.
    .replace(/[\\\s]+$/, '');
  if (/^\*ng_script/i.test(title)) refuse('"*ng_script" makes the text a program');
  if (/^\.[a-z]/i.test(title))
    refuse(`line 1: the first line of a netlist is its title, and "${title.slice(0, 40)}" is a command`);
  if (title.startsWith('@')) refuse('line 1: ngspice stops reading at a line that starts with "@"');
  return title === '' ? 'untitled' : title;
}

/** A line as ngspice may see it. */
function checkedLine(line: string, number: number): string {
  const first = line[0] ?? '';
  // `*#command` is run; in a subcircuit that nothing uses, ngspice writes the star over the name of an instance.
  if (line[1] === '#' && (first === '*' || BECOME_COMMENTS.includes(first)))
    refuse(`line ${number}: a "${first}#" line is a command`);
  if (line[1] === '#' && first !== '+')
    refuse(`line ${number}: "#" as the second character makes a command of the line`);
  if (first === '@') refuse(`line ${number}: ngspice stops reading at a line that starts with "@"`);
  if (/^\.control/i.test(line)) refuse(`line ${number}: control sections are never run; use run() for analyses`);
  return first !== '' && BECOME_COMMENTS.includes(first) ? `*${line.slice(1)}` : line;
}

/** The names of the `.save` lines, which become parts of a command. */
class SaveList {
  readonly names: string[] = [];
  private open = false;

  read(content: string, number: number): void {
    this.open = /^\.(save|probe)\b/.test(content) || (this.open && /^(\+|\*|$)/.test(content));
    if (!this.open || content.startsWith('*')) return;
    const names = content.replace(/^(\.save|\.probe|\+)/, '').replace(/(;|\/\/|[ \t,]\$).*$/, '');
    for (const name of names.split(/\s+/)) if (name !== '') this.names.push(this.checked(name, number));
  }

  private checked(name: string, number: number): string {
    try {
      // A difference is saved by the names of its nodes.
      for (const part of /^v\(([^,]+),([^,]+)\)$/.exec(name)?.slice(1) ?? [name]) vector(part);
      return name;
    } catch (error) {
      return refuse(`line ${number}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function assertText(line: string, number: number): void {
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(line)) refuse(`line ${number} is not plain text`);
}

/** ngspice takes away blanks and tabs, and no other white space. */
function withoutBlanks(line: string): string {
  return line.replace(/^[ \t]+/, '');
}

function refuse(message: string): never {
  throw new NgspiceError('refused', message);
}
