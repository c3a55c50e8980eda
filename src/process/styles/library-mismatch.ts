import { constantValue } from '../../deck/constant-expression.js';
import { withoutBraces } from '../../deck/expressions.js';
import type { PlacedLine } from '../../shelf/shelf.js';
import type { LibraryMismatch } from '../process.js';

/** Values of a distribution in a parameter of a model or of its instance. */
interface Term {
  readonly parameter: string;
  /** Standard deviation at an area of one, in the parameter's unit; relative where it multiplies. */
  readonly deviation: number;
  readonly at: PlacedLine;
}

interface Card {
  readonly limits: Map<string, number>;
  readonly terms: Term[];
}

/** One device at a unit area: lengths of one in the unit of the library. */
const UNIT_AREA: ReadonlyMap<string, number> = new Map(
  ['l', 'w', 'mult', 'm', 'nf', 'p_sqrtarea', 'mc_mm_switch', 'sw_stat_mismatch'].map((name) => [name, 1]),
);

const NUMBER = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?';
/** `vth0 = {0.5+mc_mm_switch*agauss(0,1.0,1)*(slope/sqrt(l*w*mult))}` of sky130's cards. */
const IN_CARD = new RegExp(
  `\\b(\\w+) ?= ?\\{ ?(${NUMBER}) ?\\+ ?mc_mm_switch ?\\* ?` +
    `agauss\\( ?0 ?, ?1(?:\\.0*)? ?, ?1 ?\\) ?\\* ?(\\(.*?\\)) ?\\}`,
  'g',
);
/** `delvto='mis_vth*sw_stat_mismatch'` and `mulu0='1-mis_k*sw_stat_mismatch'` at an instance of gf180's subcircuits. */
const AT_INSTANCE = /\b(delvto|mulu0) ?= ?'(?:1 ?[-+] ?)?(\w+) ?\* ?sw_stat_mismatch'/g;
const LIMIT = new RegExp(`\\b([lw]m(?:in|ax)) ?= ?(${NUMBER})`, 'g');
const PARAMETER = /\b([a-z_]\w*) ?= ?('[^']*'|\{[^{}]*\}|agauss\([^()]*\)|[^\s='{]+)/g;

/**
 * Mismatch of single transistors as the lines of a PDK's library have it: Pelgrom's coefficients of the threshold, V m,
 * and of the current factor, a number times m, with the lines that say so. Oxide thickness counts for the current,
 * whose factor is inverse to it.
 *
 * @param size of the transistor, m, where the library has cards for sizes
 * @param scale metres for a unit of the library's lengths
 * @returns undefined for a library that has no mismatch of this device
 */
export function mismatchIn(
  lines: readonly PlacedLine[],
  { w, l }: { readonly w: number; readonly l: number },
  scale: number,
): LibraryMismatch | undefined {
  const definitions = definitionsIn(lines);
  const cards = cardsIn(lines, (name) => valueOf(name, definitions, 0));
  const fits = ({ limits }: Card): boolean =>
    limits.size < 4 ||
    (limits.get('lmin')! <= l && l <= limits.get('lmax')! && limits.get('wmin')! <= w && w <= limits.get('wmax')!);
  const terms = cards.filter((card) => card.terms.length > 0 && fits(card)).at(0)?.terms ?? [];
  const threshold = terms.find(({ parameter }) => parameter === 'vth0' || parameter === 'delvto');
  const currents = terms.filter(({ parameter }) => ['toxe', 'u0', 'mulu0'].includes(parameter));
  if (!threshold && currents.length === 0) return undefined;
  const at = [...(threshold ? [threshold] : []), ...currents].map(({ parameter, at: { file, line } }) => ({
    parameter,
    file,
    line,
  }));
  return {
    avt: (threshold?.deviation ?? 0) * scale,
    abeta: Math.hypot(...currents.map(({ deviation }) => deviation)) * scale,
    at,
  };
}

function definitionsIn(lines: readonly PlacedLine[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { text } of lines)
    if (!/^\s*\*/.test(text))
      for (const [, name = '', value = ''] of text.toLowerCase().matchAll(PARAMETER)) found.set(name, value);
  return found;
}

const DEEPEST = 20;

function valueOf(name: string, definitions: ReadonlyMap<string, string>, depth: number): number | undefined {
  const own = UNIT_AREA.get(name);
  const text = definitions.get(name);
  if (own !== undefined || text === undefined || depth > DEEPEST) return own;
  // A number that is drawn stands for its deviation.
  const [, drawn] = /^agauss\( ?0 ?,([^,]*), ?1 ?\)$/.exec(text) ?? [];
  return constantValue(drawn ?? withoutBraces(text), (inner) => valueOf(inner, definitions, depth + 1));
}

function cardsIn(lines: readonly PlacedLine[], constant: (name: string) => number | undefined): Card[] {
  const cards: Card[] = [];
  for (const at of lines) {
    const text = at.text.toLowerCase().replace(/[ \t]+/g, ' ');
    if (/^\s*\*/.test(text)) continue;
    if (!text.startsWith('+') || cards.length === 0) cards.push({ limits: new Map(), terms: [] });
    const card = cards.at(-1)!;
    for (const [, name = '', value = ''] of text.matchAll(LIMIT)) card.limits.set(name, Number(value));
    for (const [, parameter = '', nominal = '', factor = ''] of text.matchAll(IN_CARD)) {
      const deviation = constantValue(factor, constant);
      if (deviation === undefined) continue;
      card.terms.push({ parameter, deviation: parameter === 'vth0' ? deviation : deviation / Number(nominal), at });
    }
    for (const [, parameter = '', name = ''] of text.matchAll(AT_INSTANCE)) {
      const deviation = constant(name);
      if (deviation !== undefined) card.terms.push({ parameter, deviation, at });
    }
  }
  return cards;
}
