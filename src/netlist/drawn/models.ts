import { shown } from '../../deck/deck-error.js';
import { wordsBeforePairs } from '../../deck/library/pairs.js';
import type { DrawnModels } from '../../shelf/shelf.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError, type Problem } from '../../units/user-error.js';
import type { Netlist } from './read-netlist.js';

/** Transistors, diodes and the like, whose last word before their parameters is a model. */
const MODELLED = new Set(['m', 'q', 'd', 'j', 'z']);

/**
 * Every subcircuit and model that a netlist uses must be its own or the process's.
 * @throws UserError at the lines of the netlist
 */
export function requireModels({ file, statements }: Netlist, { models }: DrawnModels, process: string): void {
  const defined = namesIn(`${models}\n${statements.map(({ text }) => text).join('\n')}`);
  const either = new Set([...defined.models, ...defined.subcircuits]);
  const problems: Problem[] = [];
  for (const { name, text, line, kind } of statements) {
    const letter = name[0] ?? '';
    if (kind !== 'element' || (letter !== 'x' && !MODELLED.has(letter))) continue;
    const used = wordsBeforePairs(text).slice(2);
    const known = letter === 'x' ? defined.subcircuits : either;
    const model = used.at(-1) ?? '';
    // A bipolar transistor or a diode may have its area behind its model.
    if (known.has(model) || (letter !== 'x' && used.some((word) => known.has(word)))) continue;
    problems.push({
      file,
      line,
      message:
        `${letter === 'x' ? 'subcircuit' : 'model'} "${shown(model)}" of ${shown(name)} is neither in the netlist ` +
        `nor in the models of process ${process}${didYouMean(model, [...known])}; check its name, and "process:" in ` +
        'the spec',
    });
  }
  if (problems.length > 0) throw new UserError(problems);
}

function namesIn(text: string): { readonly subcircuits: ReadonlySet<string>; readonly models: ReadonlySet<string> } {
  const subcircuits = new Set<string>();
  const models = new Set<string>();
  for (const [, keyword = '', name = ''] of text.matchAll(/^[ \t]*\.(subckt|macro|model)[ \t]+([^\s(),=]+)/gim)) {
    const lower = name.toLowerCase();
    if (keyword.toLowerCase() !== 'model') subcircuits.add(lower);
    // A card of a binned model has a number behind its name.
    else for (const spelling of [lower, lower.replace(/\.\d+$/, '')]) models.add(spelling);
  }
  return { subcircuits, models };
}
