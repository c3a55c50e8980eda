import { assignmentsIn, type Assignment } from '../assignments.js';
import { refuseLine, shown } from '../deck-error.js';
import { withoutBraces } from '../expressions.js';
import { readSpiceNumber } from '../spice-number.js';
import { deviceOf } from './device.js';
import { parametersOf } from './parameters.js';

/** A model as an engine gets it, and what was left out of it. */
export interface PrintedModel {
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * A `.model` line without the parameters that its device does not have. Native ngspice warns of each and goes on; in
 * WebAssembly it stops, or waits for ever.
 * @throws DeckError for a level that is no device of ngspice's own
 */
export function printedModel(text: string, line: number): PrintedModel {
  const [, name = '', type = ''] = /^\.model ([^ =(),]+) ?,? ?([^ =(),]*)/.exec(text) ?? [];
  const given = assignmentsIn(text);
  const valueOf = (wanted: string): string | undefined => {
    const found = given.find((assignment) => assignment.name === wanted);
    return found && withoutBraces(found.value);
  };
  const level = valueOf('level');
  const found = deviceOf(
    type,
    level === undefined ? undefined : String(readSpiceNumber(level) ?? NaN),
    valueOf('version'),
  );
  if (found === 'unknown') return { text, warnings: [] };
  if ('levels' in found)
    refuseLine(
      line,
      `model "${shown(name)}": level ${shown(level ?? '')} is no ${type} model that is built in ` +
        `(${found.levels.join(', ')} are)`,
      'PSP, BSIM-CMG, EKV and other Verilog-A models (OSDI) cannot run here; use a built-in one, such as BSIM4 ' +
        '(level=14)',
    );
  const known = parametersOf(found.device);
  const foreign = known ? given.filter((assignment) => !known.has(assignment.name)) : [];
  return {
    text: foreign.length === 0 ? text : without(text, foreign),
    warnings: foreign.map(
      ({ name: parameter }) =>
        `model "${shown(name)}": "${shown(parameter)}" is no parameter of ${found.device}, and is left out, ` +
        `as in ngspice`,
    ),
  };
}

/** A closing parenthesis behind the last one stays. */
function without(text: string, foreign: readonly Assignment[]): string {
  let result = text;
  for (const { start, end } of [...foreign].reverse()) {
    const closing = end === text.length && /\)\s*$/.test(text) && text.slice(0, start).includes('(') ? ')' : '';
    result = result.slice(0, start) + closing + result.slice(end);
  }
  return result.replace(/ +\)/g, ')').trim();
}
