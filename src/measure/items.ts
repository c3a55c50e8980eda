/**
 * Parts of a `.meas` line: words, with what they have in parentheses, quoted expressions, and equals signs.
 *
 * `when v(a, b) = 'vdd/2' cross=last` has the items `when`, `v(a,b)`, `=`, `'vdd/2'`, `cross`, `=`, `last`.
 */
export function itemsOf(text: string): string[] {
  const items: string[] = [];
  let word = '';
  const end = (): void => {
    if (word !== '') items.push(word);
    word = '';
  };
  let depth = 0;
  for (const [piece] of text.matchAll(/'[^']*'|"[^"]*"|\{[^{}]*\}|[^]/g)) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && (piece === '=' || /^\s$/.test(piece))) {
      end();
      if (piece === '=') items.push(piece);
    } else if (!/^\s$/.test(piece)) word += piece;
  }
  end();
  return items;
}

/** A vector or a value without its quotes, braces or `par(...)`. */
export function withoutQuotes(item: string): string {
  const inner = /^par\((.*)\)$/.exec(item)?.[1] ?? item;
  return /^(?:'([^']*)'|"([^"]*)"|\{([^{}]*)\})$/.test(inner) ? inner.slice(1, -1).trim() : inner;
}
