import { inside, memoizedNames, valueOf, type Names } from '../../deck/library/elaborate.js';
import { withoutBraces } from '../../deck/expressions.js';
import { isSubcircuit, endOfSubcircuit, itemsOf, joined } from '../../deck/library/items.js';
import { pairsOf, wordsBeforePairs, type Pair } from '../../deck/library/pairs.js';
import type { PlacedTransistor } from '../../nonideality/placed-transistor.js';
import type { Polarity, Process } from '../../process/process.js';
import { UserError } from '../../units/user-error.js';
import { DUT } from '../dut.js';

/** A subcircuit as far as it leads to transistors. */
interface Definition {
  readonly defaults: readonly Pair[];
  readonly level: { readonly parameters: readonly Pair[] };
  readonly elements: readonly Element[];
}

interface Element {
  readonly name: string;
  /** Its subcircuit or model. */
  readonly of: string;
  readonly given: readonly Pair[];
}

interface Circuit {
  readonly mismatch: Process['drawnMismatch'];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly polarities: ReadonlyMap<string, Polarity>;
  readonly globals: Names;
  /** Metres for a unit of length. */
  readonly scale: number;
}

const DEEPEST = 20;
const MOST_INSTANCES = 20_000;

/**
 * Every transistor of a drawn circuit, those inside the subcircuits of a PDK included, with the gate area that its line
 * says. A transistor whose size is no constant, or whose model is neither nmos nor pmos, is left out.
 *
 * @param models of the process @param netlist of the circuit @param mismatch of a transistor in the library
 */
export function drawnTransistors(
  models: string,
  netlist: string,
  subcircuit: string,
  mismatch?: Process['drawnMismatch'],
): PlacedTransistor[] {
  const circuit = readCircuit(`${models}\n${netlist}`, mismatch);
  const found: PlacedTransistor[] = [];
  let walked = 0;
  const walk = (name: string, names: Names, path: readonly string[]): void => {
    const definition = circuit.definitions.get(name);
    if (path.length > DEEPEST) throw tooLarge(subcircuit, `subcircuits in each other, more than ${DEEPEST} deep`);
    if (!definition) return;
    for (const element of definition.elements) {
      const below = [...path, element.name];
      if (element.name.startsWith('x')) {
        const inner = circuit.definitions.get(element.of);
        walked += 1;
        if (walked > MOST_INSTANCES) throw tooLarge(subcircuit, `more than ${MOST_INSTANCES} instances`);
        if (inner) walk(element.of, inside(inner, element.given, names), below);
        continue;
      }
      const transistor = transistorOf(element, names, { path: below, subcircuit: name }, circuit);
      if (transistor) found.push(transistor);
    }
  };
  const top = circuit.definitions.get(subcircuit);
  if (top) walk(subcircuit, inside(top, [], circuit.globals), []);
  return found;
}

function tooLarge(subcircuit: string, what: string): UserError {
  return new UserError([
    { message: `subcircuit ${subcircuit} has ${what}; verify the synapse alone, without an array` },
  ]);
}

function transistorOf(
  { of, given }: Element,
  names: Names,
  { path, subcircuit }: { readonly path: readonly string[]; readonly subcircuit: string },
  { polarities, scale, mismatch }: Circuit,
): PlacedTransistor | undefined {
  const polarity = polarities.get(of);
  const size = (name: string): number => {
    const pair = given.findLast((one) => one.name === name);
    return (pair && valueOf(pair.value, names)) ?? NaN;
  };
  const many = given.some(({ name }) => name === 'm') ? size('m') : 1;
  const [w, l] = [size('w') * scale, size('l') * scale];
  const area = w * l * many;
  if (!polarity || !(area > 0)) return undefined;
  return {
    // The instance that a designer drew, and what the PDK calls the transistor in it.
    instance: path.slice(0, Math.max(1, path.length - 1)).join('.'),
    device: path.at(-1) ?? '',
    path: [DUT, ...path].join('.'),
    polarity,
    area,
    libraryMismatch: () => mismatch?.({ subcircuit, w, l }),
  };
}

function readCircuit(text: string, mismatch: Circuit['mismatch']): Circuit {
  const items = itemsOf(text);
  const definitions = new Map<string, Definition>();
  const polarities = new Map<string, Polarity>();
  const globals: Pair[] = [];
  let scale = 1;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]!;
    if (item.head === '.model') addPolarity(joined(text, item), polarities);
    else if (/^\.params?$/.test(item.head)) globals.push(...pairsOf(joined(text, item)));
    else if (/^\.opt/.test(item.head)) scale = scaleOf(joined(text, item)) ?? scale;
    else if (isSubcircuit(item.head)) {
      const end = endOfSubcircuit(items, index);
      const statements = items.slice(index, end).map((inner) => joined(text, inner));
      for (const statement of statements) if (statement.startsWith('.model')) addPolarity(statement, polarities);
      const head = statements[0] ?? '';
      definitions.set(wordsBeforePairs(head)[1] ?? '', definitionOf(head, statements.slice(1)));
      index = end - 1;
    }
  }
  const own = new Map(globals.map(({ name, value }) => [name, value]));
  return {
    definitions,
    polarities,
    mismatch,
    scale,
    globals: memoizedNames(
      (name) => own.get(name),
      () => undefined,
    ),
  };
}

function definitionOf(head: string, statements: readonly string[]): Definition {
  const elements = statements.filter((statement) => /^[mx]/.test(statement));
  const parameters = statements.filter((statement) => /^\.params?\b/.test(statement));
  return {
    defaults: pairsOf(head),
    level: { parameters: parameters.flatMap(pairsOf) },
    elements: elements.map((statement) => {
      const words = wordsBeforePairs(statement);
      return { name: words[0] ?? '', of: words.at(-1) ?? '', given: pairsOf(statement) };
    }),
  };
}

function addPolarity(statement: string, polarities: Map<string, Polarity>): void {
  const [, name = '', type = ''] = /^\.model\s+([^\s(),=]+)\s+([np]mos)\b/.exec(statement) ?? [];
  if (name === '') return;
  const polarity = type === 'nmos' ? 'nfet' : 'pfet';
  for (const spelling of [name, name.replace(/\.\d+$/, '')]) polarities.set(spelling, polarity);
}

function scaleOf(statement: string): number | undefined {
  const value = /(?<!\w)scale\s*=\s*(\{[^{}]*\}|'[^']*'|[^\s,]+)/.exec(statement)?.[1];
  return value === undefined ? undefined : valueOf(withoutBraces(value), () => undefined);
}
