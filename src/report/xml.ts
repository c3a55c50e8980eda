import { shownLines } from '../units/line-of-text.js';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes without a value are left out, children are XML or escaped text. */
export function element(name: string, attributes: Attributes, children: readonly string[]): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeAttribute(String(value))}"`]))
    .join('');
  if (children.length === 0) return `<${name}${written}/>`;
  const inner = children.some((child) => child.startsWith('<')) ? `\n${children.join('\n')}\n` : children.join('');
  return `<${name}${written}>${inner}</${name}>`;
}

/** Text between tags. */
export function escapeText(text: string): string {
  return legal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\r\n\t]/g, ' ');
}

/** Controls and invisible characters written out; the few others that XML 1.0 does not allow, even escaped, as "?". */
function legal(text: string): string {
  return shownLines(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?');
}
