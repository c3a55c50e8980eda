/** A long pattern in parts, one directly after the other. */
export function patternOf(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join(''));
}
