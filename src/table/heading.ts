import { isNoUnit, isUnit, readTableUnit, tidyUnit } from './unit.js';

/** A name of a column taken apart. */
export interface Heading {
  /** As the file has it. */
  readonly text: string;
  /** Without its unit. */
  readonly name: string;
  /** As the rest of the program spells it; empty for none. */
  readonly unit: string;
  /** Why what stands in the place of a unit cannot be read: a column that is used must not lose it. */
  readonly fault?: string;
}

/** `dt (ms)`, `dt [ms]`, `dt {ms}`. */
const BRACKET = /^(.*?)\s*(?:\(([^()]*)\)|\[([^[\]]*)\]|\{([^{}]*)\})\s*$/;
/** `dt/ms`, `dt, ms`, `dt in ms`, `dt_ms`: only where what follows is a unit. */
const TAILS: readonly RegExp[] = [
  /^(.+?)\s*\/\s*([^/]+|[^/]+\/[^/]+)$/,
  /^(.+?)\s*,\s*([^,]+)$/,
  /^(.+?)\s+in\s+(\S+)$/,
  /^(.+)_([^_]+)$/,
];

/**
 * Takes a name apart. A bracket at its end is a unit even where it cannot be read, which is then a fault; the part
 * behind `_`, `/`, `in` or a comma counts only where it is one.
 */
export function headingOf(text: string): Heading {
  const bracket = BRACKET.exec(text);
  const inside = bracket?.[2] ?? bracket?.[3] ?? bracket?.[4];
  if (bracket?.[1] !== undefined && bracket[1] !== '' && inside !== undefined) {
    const name = tidyName(bracket[1]);
    if (isNoUnit(inside)) return { text, name, unit: '' };
    const reading = readTableUnit(inside);
    if ('fault' in reading) return { text, name, unit: '', fault: `"${inside}" is no unit: ${reading.fault}` };
    return { text, name: withoutTail(name, inside), unit: tidyUnit(inside) };
  }
  for (const pattern of TAILS) {
    const [, name = '', unit = ''] = pattern.exec(text) ?? [];
    if (name !== '' && isUnit(unit)) return { text, name: tidyName(name), unit: tidyUnit(unit) };
  }
  return { text, name: tidyName(text), unit: '' };
}

/** `dt_ms (ms)` says its unit twice. */
function withoutTail(name: string, unit: string): string {
  const [, before = '', tail = ''] = /^(.+)_([^_]+)$/.exec(name) ?? [];
  return before !== '' && isUnit(tail) && tidyUnit(tail) === tidyUnit(unit) ? before : name;
}

/** The Greek letter of a difference is a d. */
function tidyName(name: string): string {
  return name.trim().replace(/^[\u0394\u2206](?=\p{L})/u, 'd');
}

/** The same name to the eye: micro sign or mu, one blank or two. */
export function sameName(a: string, b: string): boolean {
  return tidySpelling(a) === tidySpelling(b);
}

function tidySpelling(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** A heading with the unit that a line of units gives it. */
export function withUnit(heading: Heading, written: string, line: number): Heading {
  const unit = written.trim().replace(/^[[({]\s*(.*?)\s*[\])}]$/, '$1');
  if (isNoUnit(unit)) return heading;
  const reading = readTableUnit(unit);
  if ('fault' in reading) return { ...heading, fault: `"${unit}" in line ${line} is no unit: ${reading.fault}` };
  const tidy = tidyUnit(unit);
  if (heading.unit !== '' && heading.unit !== tidy)
    return { ...heading, fault: `its name says ${heading.unit} and line ${line} says ${unit}` };
  return { text: heading.text, name: heading.name, unit: tidy };
}
