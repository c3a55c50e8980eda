import { constantValue } from '../../deck/constant-expression.js';
import { withoutBraces } from '../../deck/expressions.js';
import type { PlacedLine } from '../../shelf/shelf.js';
import type { LibraryMismatch } from '../process.js';

/** Values of a distribution in a parameter of a model or of its instance. */
interface Term {
  readonly parameter: string;
  /** Standard deviation at the size of the transistor, in the parameter's unit; relative where it multiplies. */
  readonly deviation: number;
  readonly at: PlacedLine;
}

interface Card {
  readonly limits: Map<string, number>;
  readonly terms: Term[];
}

/** What stands for one device whose mismatch is switched on. */
const ONE = ['mult', 'm', 'nf', 'par', 'mc_mm_switch', 'sw_stat_mismatch'].map((name) => [name, 1] as const);

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
 * whose factor is inverse to it. A library may count with other lengths than the drawn ones (gf180mcu with effective
 * ones), so the coefficients are those of this size: its standard deviations times the root of its drawn area.
 *
 * @param size of the transistor, m
 * @param scale metres for a unit of the library's lengths
 * @returns undefined for a library that has no mismatch of this device
 */
export function mismatchIn(
  lines: readonly PlacedLine[],
  { w, l }: { readonly w: number; readonly l: number },
  scale: number,
): LibraryMismatch | undefined {
  const given = new Map([...ONE, ['w', w / scale] as const, ['l', l / scale] as const]);
  const definitions = definitionsIn(lines);
  const cards = cardsIn(lines, (name) => valueOf(name, { given, definitions }, 0));
  const root = Math.sqrt(w * l);
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
    avt: (threshold?.deviation ?? 0) * root,
    abeta: Math.hypot(...currents.map(({ deviation }) => deviation)) * root,
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

interface Known {
  readonly given: ReadonlyMap<string, number>;
  readonly definitions: ReadonlyMap<string, string>;
}

function valueOf(name: string, known: Known, depth: number): number | undefined {
  const { given, definitions } = known;
  const own = given.get(name);
  const text = definitions.get(name);
  if (own !== undefined || text === undefined || depth > DEEPEST) return own;
  // A number that is drawn stands for its deviation.
  const [, drawn] = /^agauss\( ?0 ?,([^,]*), ?1 ?\)$/.exec(text) ?? [];
  return constantValue(drawn ?? withoutBraces(text), (inner) => valueOf(inner, known, depth + 1));
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
