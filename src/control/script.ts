import { refuseLine, shown } from '../deck/deck-error.js';
import { COMMANDS } from './commands.js';
import { refusalOf } from './refused.js';
import type { ControlLine } from './separate.js';

/** A control block, understood. */
export type Step =
  | { readonly kind: 'command'; readonly name: string; readonly rest: string; readonly line: number }
  | {
      readonly kind: 'foreach';
      readonly variable: string;
      readonly values: string;
      readonly body: readonly Step[];
      readonly line: number;
    }
  | {
      readonly kind: 'while' | 'dowhile' | 'repeat';
      readonly condition: string;
      readonly body: readonly Step[];
      readonly line: number;
    }
  | {
      readonly kind: 'if';
      readonly condition: string;
      readonly yes: readonly Step[];
      readonly no: readonly Step[];
      readonly line: number;
    };

const DEEPEST = 20;
const LOOPS: readonly string[] = ['foreach', 'while', 'dowhile', 'repeat', 'if'];

/**
 * Reads a control block. Every command in it is one that we carry out, also where it may never be reached.
 * @throws DeckError that names the line and the command
 */
export function readScript(lines: readonly ControlLine[]): readonly Step[] {
  const reader = new Reader(lines);
  const steps = reader.block([], 0);
  reader.assertEnd();
  return steps;
}

class Reader {
  private at = 0;

  constructor(private readonly lines: readonly ControlLine[]) {}

  /** Steps up to one of the words, which stays. */
  block(until: readonly string[], depth: number): readonly Step[] {
    const steps: Step[] = [];
    for (;;) {
      const next = this.lines[this.at];
      if (!next || until.includes(wordsOf(next).name)) return steps;
      this.at += 1;
      steps.push(this.step(next, depth));
    }
  }

  assertEnd(): void {
    const rest = this.lines[this.at];
    if (rest) refuseLine(rest.line, `"${wordsOf(rest).name}" ends nothing`, 'remove it');
  }

  private step(line: ControlLine, depth: number): Step {
    const { name, rest } = wordsOf(line);
    if (LOOPS.includes(name)) {
      if (depth >= DEEPEST) refuseLine(line.line, `more than ${DEEPEST} loops stand in each other`, 'take them apart');
      return this.loop(name, rest, line.line, depth + 1);
    }
    if (name === 'end' || name === 'else') refuseLine(line.line, `"${name}" ends nothing`, 'remove it');
    checkCommand(name, line.line);
    return { kind: 'command', name, rest, line: line.line };
  }

  private loop(name: string, rest: string, line: number, depth: number): Step {
    if (name === 'if') {
      if (rest === '') refuseLine(line, '"if" has no condition', 'write it behind the word');
      const yes = this.block(['end', 'else'], depth);
      const no = this.lines[this.at] && wordsOf(this.lines[this.at]!).name === 'else' ? this.otherwise(depth) : [];
      this.close(name, line);
      return { kind: 'if', condition: rest, yes, no, line };
    }
    const body = this.block(['end'], depth);
    this.close(name, line);
    if (name !== 'foreach') {
      if (rest === '') refuseLine(line, `"${name}" has no condition or number`, 'write it behind the word');
      return { kind: name as 'while' | 'dowhile' | 'repeat', condition: rest, body, line };
    }
    const [, variable = '', values = ''] = /^([a-z_]\w*)\s*(.*)$/i.exec(rest) ?? [];
    if (variable === '') refuseLine(line, '"foreach" names no variable', 'write "foreach name value value ..."');
    return { kind: 'foreach', variable: variable.toLowerCase(), values, body, line };
  }

  private otherwise(depth: number): readonly Step[] {
    this.at += 1;
    return this.block(['end'], depth);
  }

  private close(name: string, line: number): void {
    if (!this.lines[this.at]) refuseLine(line, `"${name}" has no "end"`, 'close it before .endc');
    this.at += 1;
  }
}

function wordsOf({ text }: ControlLine): { readonly name: string; readonly rest: string } {
  const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  return { name: name.toLowerCase(), rest };
}

function checkCommand(name: string, line: number): void {
  if (COMMANDS.includes(name)) return;
  const [what, advice] = refusalOf(name, COMMANDS);
  refuseLine(line, `the command "${shown(name)}" ${what}`, advice);
}
