import { isPair, isScalar, Lexer, visit, type Document, type YAMLError } from 'yaml';

/** What is wrong with the text of a YAML file, in words for people who do not know its grammar, and where. */
export interface YamlFault {
  readonly message: string;
  /** Character from 0. */
  readonly offset: number;
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
/** Lexemes that stand for nothing in the text. */
const MARKS = new Set(['\u0002', '\u001f', '\u0018']);
const SAME_COLUMN = 'the entries of one section start in the same column';

/** The fault behind an error of the parser, which often names the place where it gave up instead of the slip. */
export function yamlFault({ code, message, pos: [offset] }: YAMLError, text: string): YamlFault {
  const here = (told: string): YamlFault => ({ message: told, offset });
  const line = lineAt(text, offset);
  if (/^Flow (map|sequence) .* end with/.test(message) || /Expected flow (map|sequence) to end/.test(message))
    return unclosed(text, offset);
  if (/^Unexpected flow-(map|seq)-end/.test(message)) return here(unopened(text[offset] ?? ''));
  if (/^Missing closing ["']quote/.test(message)) return unquoted(text, offset);
  // The others are told in the parser's words.
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check
  switch (code) {
    case 'BLOCK_IN_FLOW': {
      const [, before = '', key = ''] = /^(.*?)\s+(\S+?):(?:\s|$)/.exec(line.after) ?? [];
      const where = key === '' ? '' : `; put one between "${before}" and "${key}"`;
      return here(`found two entries without a comma between them${where}`);
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /:(\s|$)/.test(line.after)
        ? here(`found a second ":" in one value, "${line.after}"; put the value in quotes, or on a line of its own`)
        : here(`the next line is indented deeper than this one; ${SAME_COLUMN}`);
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR': {
      const glued = /^([^\s:]+):(\S+)/.exec(line.after);
      if (glued)
        return here(`found "${glued[0]}"; put a space after the colon: "${glued[1] ?? ''}: ${glued[2] ?? ''}"`);
      return here(`found "${line.after}" without a colon; expected "key: value"`);
    }
    case 'BAD_INDENT':
      return here(`this line starts in another column than what it belongs to; ${SAME_COLUMN}`);
    case 'BAD_SCALAR_START': {
      const percent = /^%\s*([\d.]+)/.exec(line.after)?.[1];
      return here(
        `a value cannot start with "${text[offset] ?? ''}"; ` +
          (percent === undefined ? 'put it in quotes' : `write "${percent} %"`),
      );
    }
    default:
      return here(`malformed YAML: ${message.replace(/\s+/g, ' ')}`);
  }
}

/** From an offset to the end of its line, without a comment. */
function lineAt(text: string, offset: number): { readonly after: string } {
  const [after = ''] = text.slice(offset).split('\n');
  return { after: after.replace(/\s+#.*$/, '').trim() };
}

/** Brackets and quotes that are open before an offset, by where they are; the last one is the innermost. */
function openBefore(text: string, end: number): { readonly bracket: string; readonly offset: number }[] {
  const open: { bracket: string; offset: number }[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) continue;
    if (offset >= end) break;
    if (lexeme === '{' || lexeme === '[') open.push({ bracket: lexeme, offset });
    else if (lexeme === CLOSING[open.at(-1)?.bracket ?? '']) open.pop();
    offset += lexeme.length;
  }
  return open;
}

function unclosed(text: string, offset: number): YamlFault {
  const last = openBefore(text, offset).at(-1);
  if (!last) return { message: 'found a section without its closing bracket; close it', offset };
  const closing = CLOSING[last.bracket] ?? '';
  const found = text[offset] ?? '';
  // A bracket of the other kind stands where this one ends.
  if ('}]'.includes(found) && found !== '')
    return {
      message: `found "${found}" where "${closing}" has to close the "${last.bracket}"; write "${closing}"`,
      offset,
    };
  return { message: `found "${last.bracket}" without its "${closing}"; close it`, offset: last.offset };
}

function unopened(bracket: string): string {
  const opening = Object.entries(CLOSING).find(([, closing]) => closing === bracket)?.[0] ?? '';
  return `found "${bracket}" without a "${opening}" before it; there is one too many, or one is missing before`;
}

function unquoted(text: string, end: number): YamlFault {
  let [offset, found] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) continue;
    if (offset >= end) break;
    if (/^["']/.test(lexeme)) found = offset;
    offset += lexeme.length;
  }
  const quote = text[found] ?? '"';
  return {
    message: `found ${quote} without the ${quote} that ends the text; close it on the same line`,
    offset: found,
  };
}

/** `16` in `tau: 16,8 ms`, which YAML reads as two entries. */
const WHOLE = /^[+-]?\d+$/;
const FRACTION = /^\d+(?:[eE][+-]?\d+)?(?:\s*[^\d\s:][^:]*)?$/;

/**
 * The first number that was written with a decimal comma between brackets: YAML takes the comma for one between two
 * entries. Only what
 * has no blank after its comma can be that, and in a list only what has a unit.
 */
export function decimalComma(document: Document, text: string): YamlFault | undefined {
  let fault: YamlFault | undefined;
  const found = (before: unknown, after: unknown): void => {
    if (fault || !isScalar(before) || !isScalar(after) || !before.range || !after.range) return;
    const [whole, fraction] = [before, after].map(({ range }) => text.slice(range?.[0] ?? 0, range?.[1] ?? 0)) as [
      string,
      string,
    ];
    if (!WHOLE.test(whole) || !FRACTION.test(fraction)) return;
    if (text.slice(before.range[1], after.range[0]) !== ',') return;
    const number = `${whole}.${fraction}`;
    fault = {
      message: `found "${whole},${fraction}" with a decimal comma; write "${number}"`,
      offset: before.range[0],
    };
  };
  visit(document, {
    Map(_key, { items, flow }) {
      for (const [at, pair] of flow === true ? items.entries() : []) {
        const before = items[at - 1];
        // A key without a value: nobody writes that but by a comma.
        const alone = isPair(pair) && (pair.value === null || (isScalar(pair.value) && pair.value.value === null));
        if (before && alone) found(before.value, pair.key);
      }
    },
    Seq(_key, { items, flow }) {
      for (const [at, item] of flow === true ? items.entries() : [])
        if (isScalar(item) && typeof item.value === 'string') found(items[at - 1], item);
    },
  });
  return fault;
}
