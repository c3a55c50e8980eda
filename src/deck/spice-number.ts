const SUFFIXES: readonly (readonly [string, number])[] = [
  ['meg', 1e6],
  ['mil', 25.4e-6],
  ['t', 1e12],
  ['g', 1e9],
  ['k', 1e3],
  ['m', 1e-3],
  ['u', 1e-6],
  ['n', 1e-9],
  ['p', 1e-12],
  ['f', 1e-15],
  ['a', 1e-18],
];

/**
 * A number as ngspice reads it (`1k`, `2.5meg`, `10us`: letters after the suffix are ignored), or undefined when it is
 * none.
 */
export function readSpiceNumber(text: string): number | undefined {
  const found = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/.exec(text.toLowerCase().replace('µ', 'u'));
  if (!found) return undefined;
  const suffix = SUFFIXES.find(([letters]) => found[2]!.startsWith(letters));
  return Number(found[1]) * (suffix?.[1] ?? 1);
}
