/** A finite number as people and programs write it, without a unit: `2`, `.5`, `-1e-3`; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const value = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}
