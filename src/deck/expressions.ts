/** The texts between `{}` or single quotes; what strings hold is none. */
export function expressionsIn(text: string): string[] {
  return [...text.replace(/"[^"]*"/g, '').matchAll(/\{([^{}]*)\}|'([^']*)'/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
}

/**
 * A text of the same length without what its expressions and strings say: a sign found in it stands outside of them.
 */
export function expressionsMasked(text: string): string {
  return text.replace(/\{[^{}]*\}|'[^']*'|"[^"]*"/g, (expression) => '#'.repeat(expression.length));
}

/** An expression without the braces or quotes around it; anything else as it is. */
export function withoutBraces(text: string): string {
  return text.replace(/^(?:\{([^{}]*)\}|'([^']*)')$/, '$1$2').trim();
}
