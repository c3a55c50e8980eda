/**
 * How the numbers of one axis are shown: data times `factor`, ticks from `min` to `max` every `interval`, both in shown
 * numbers.
 */
export interface Axis {
  readonly title: string;
  readonly factor: number;
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

const PREFIXES: ReadonlyMap<number, string> = new Map([
  [-18, 'a'],
  [-15, 'f'],
  [-12, 'p'],
  [-9, 'n'],
  [-6, 'µ'],
  [-3, 'm'],
  [0, ''],
  [3, 'k'],
  [6, 'M'],
  [9, 'G'],
]);
const SI_UNITS = new Set(['s', 'V', 'A', 'F', 'W', 'J', 'Hz', 'S', 'Ω', 'ohm', 'Ohm', 'm', 'g', 'C']);

/**
 * An axis for these values: the prefix moves into the title (`time (s)` becomes `time (ms)`), about `ticks` round
 * intervals.
 */
export function makeAxis(title: string, values: readonly number[], ticks: number): Axis {
  const [low, high] = extent(values);
  const { factor, shown } = scale(title, Math.max(Math.abs(low), Math.abs(high)));
  const from = low * factor;
  const to = high * factor;
  const flat = to - from <= Math.abs(to) * 1e-9;
  const pad = flat ? Math.abs(to) * 0.1 || 1 : 0;
  const { min, max, interval } = roundRange(from - pad, to + pad, ticks);
  return { title: shown, factor, min: clean(min), max: clean(max), interval };
}

/** Of the round intervals near the wanted number the one that leaves the least room empty; the fewest where equal. */
function roundRange(from: number, to: number, ticks: number): { min: number; max: number; interval: number } {
  let best = { min: -Infinity, max: Infinity, interval: 1 };
  for (let count = Math.max(1, ticks - 1); count <= ticks * 1.8; count += 1) {
    const interval = roundInterval((to - from) / count);
    // A hair of slack keeps an end that is a multiple already, but for its last bits, from adding a whole interval.
    const min = Math.floor(from / interval + 1e-9) * interval;
    const max = Math.ceil(to / interval - 1e-9) * interval;
    if (max - min < (best.max - best.min) * 0.999) best = { min, max, interval };
  }
  return best;
}

/** A tick label without binary noise, with a true minus sign. */
export function tickLabel(value: number): string {
  return String(clean(value)).replace('-', '−');
}

function scale(title: string, size: number): { factor: number; shown: string } {
  if (size === 0) return { factor: 1, shown: title };
  const unit = /^(.*?)\s*[([]\s*([^()[\]]+?)\s*[)\]]$/s.exec(title);
  const exponent = 3 * Math.floor(Math.log10(size * 1.0000001) / 3);
  const prefix = PREFIXES.get(exponent);
  if (unit?.[2] !== undefined && SI_UNITS.has(unit[2]) && prefix !== undefined)
    return { factor: 10 ** -exponent, shown: `${unit[1]} (${prefix}${unit[2]})` };
  if (size >= 1e-2 && size < 1e4) return { factor: 1, shown: title };
  return { factor: 10 ** -exponent, shown: `${title} (10${superscript(exponent)})` };
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (character) =>
    character === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(character)),
  );
}

function roundInterval(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * 0.999999) ?? 10;
  return step * power;
}

function extent(values: readonly number[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

function clean(value: number): number {
  return Number(value.toPrecision(10)) + 0;
}
