import {
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  parseDocument,
  Parser,
  visit,
  type Document,
  type ErrorCode,
  type Node,
} from 'yaml';
import { ProblemList } from '../units/problem-list.js';
import { UserError, type Problem } from '../units/user-error.js';
import { LARGEST_SPEC } from './limits.js';
import { offsetOf, pairFinder, within } from './location.js';
import { decimalComma, yamlFault } from './yaml-faults.js';

export type Path = readonly PropertyKey[];

/** A YAML file turned into plain data, with a way back to the place of everything in it. */
export interface SpecDocument {
  readonly value: unknown;
  /**
   * Line and column of the value at a path, or of the nearest section that exists above it. With `key`, of the key
   * instead; with `index`, of that character of the value where it is written on one line without escapes.
   */
  locate(path: Path, options?: { readonly key?: boolean; readonly index?: number }): { line: number; column: number };
}

/** Deepest nesting; a spec needs 6. The parser recurses, and hostile nesting would end the process, not only throw. */
const DEEPEST = 40;
const MOST_ALIASES = 50;

/**
 * Most words and marks; two trains of 10 000 events take 60 000. Errors cost the parser time quadratic in their number.
 */
const MOST_LEXEMES = 100_000;

const SYNTAX: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'found a tab as indentation; YAML allows only spaces there, replace the tab by spaces',
  MULTIPLE_DOCS: 'found a second document ("---"); a file holds one spec, move the second one to its own file',
  RESOURCE_EXHAUSTION: 'the file is nested or aliased too deeply; write it out plainly',
  NON_STRING_KEY: 'found a key that is no plain word; keys are words such as name',
  TAG_RESOLVE_FAILED: 'found a tag (a word that starts with "!"); remove it and write the plain value',
  BAD_ALIAS: 'found a malformed alias; remove the * or write the value out',
};

/** Parses YAML (or JSON). Throws a UserError for an empty, oversized or malformed text. */
export function readDocument(text: string, file: string): SpecDocument {
  const counter = new LineCounter();
  const at: Locator = (offset) => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parsed(text, counter, file, at);
  assertUniqueKeys(document, text, file, at);
  assertPlainSection(document, file, at);
  const pairs = pairFinder();
  return {
    value: document.toJS({ maxAliasCount: MOST_ALIASES }),
    locate: (path, { key = false, index = 0 } = {}) =>
      at(offsetOf(document, path, key, pairs) + (key ? 0 : within(document, path, index, text))),
  };
}

/** Line and column of an offset, from 1. */
type Locator = (offset: number) => { line: number; column: number };

function fail(file: string, message: string, place: Partial<Problem> = {}): never {
  throw new UserError([{ file, ...place, message }]);
}

/** @throws UserError for a text that is too large, too deep or malformed */
function parsed(text: string, lineCounter: LineCounter, file: string, at: Locator): Document {
  if (text.length > LARGEST_SPEC)
    fail(
      file,
      `the file is larger than ${LARGEST_SPEC / 1e6} MB; a spec is a few lines, put long spike trains into a CSV file`,
    );
  const excess = findExcess(text);
  if (excess !== undefined) fail(file, excess);
  // The parser's own search for repeated keys takes time quadratic in their number.
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true, uniqueKeys: false });
  const syntax = document.errors[0] ?? document.warnings[0];
  if (syntax) {
    // One slip often upsets the rest of the file, so only the first is worth reading.
    const known = SYNTAX[syntax.code];
    const { message, offset } =
      known === undefined ? yamlFault(syntax, text) : { message: known, offset: syntax.pos[0] };
    fail(file, message, at(offset));
  }
  const comma = decimalComma(document, text);
  if (comma) fail(file, comma.message, at(comma.offset));
  return document;
}

function assertUniqueKeys(document: Document, text: string, file: string, at: Locator): void {
  const duplicates = new ProblemList();
  for (const offset of repeatedKeys(document))
    duplicates.add(() => ({
      file,
      ...at(offset),
      message: `found the key ${keyAt(text, offset)} a second time in this section; remove one of the two`,
    }));
  duplicates.throwIfAny();
}

/** @throws UserError for what is no section, or holds keys or aliases that mean something else to programs */
function assertPlainSection(document: Document, file: string, at: Locator): void {
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    fail(file, 'the file is empty; expected a spec that starts with "rulespice: 1"');
  }
  if (!isMap(document.contents))
    fail(
      file,
      'expected a spec that starts with "rulespice: 1", found no "key: value" lines',
      at(document.contents.range?.[0] ?? 0),
    );
  const prototype = prototypeKey(document);
  if (prototype !== undefined)
    fail(file, 'found the key "__proto__", which nothing here is called; rename or remove it', at(prototype));
  const alias = badAlias(document);
  if (alias) fail(file, alias.message, at(alias.offset));
}

/** Where keys begin that stood in the same section before, in order. */
function repeatedKeys(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return offsets.sort((a, b) => a - b);
}

/**
 * Where a key is called `__proto__`: it would set the prototype of a section instead of an entry, and readers that copy
 * sections drop it without a word.
 */
function prototypeKey(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair(_key, { key }) {
      if (!isScalar(key) || key.value !== '__proto__') return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** What is too much in a text, found without building anything. */
function findExcess(text: string): string | undefined {
  const parser = new Parser();
  const drain = (lexeme: string): void => {
    const tokens = parser.next(lexeme);
    while (tokens.next().done !== true);
  };
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    drain(lexeme);
    count += 1;
    if (parser.stack.length > DEEPEST)
      return `the file is nested more than ${DEEPEST} levels deep; a spec needs 6, remove the extra brackets or dashes`;
    if (count > MOST_LEXEMES)
      return `the file has more than ${MOST_LEXEMES} words and marks; put long spike trains into a CSV file`;
  }
  return undefined;
}

/** The first alias without anchor, inside its own anchor, or one too many (aliases of aliases grow exponentially). */
function badAlias(document: Document): { message: string; offset: number } | undefined {
  let count = 0;
  let found: { message: string; offset: number } | undefined;
  visit(document, {
    Alias(_key, alias, ancestors) {
      const target = alias.resolve(document);
      const offset = alias.range?.[0] ?? 0;
      count += 1;
      if (target === undefined)
        found = {
          message: `the alias *${alias.source} has no anchor &${alias.source} before it; write the value out`,
          offset,
        };
      else if (ancestors.includes(target))
        found = { message: `the alias *${alias.source} contains itself; write the value out`, offset };
      else if (count > MOST_ALIASES || holdsAlias(target))
        found = {
          message: `too many aliases, or aliases of aliases, at *${alias.source}; write the values out`,
          offset,
        };
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

function holdsAlias(node: Node): boolean {
  let holds = false;
  visit(node, {
    Alias: () => {
      holds = true;
      return visit.BREAK;
    },
  });
  return holds;
}

function keyAt(text: string, offset: number): string {
  const key = /^["']?([^"':\s]{1,40})/.exec(text.slice(offset, offset + 60))?.[1];
  return `"${key ?? text.slice(offset, offset + 10)}"`;
}
