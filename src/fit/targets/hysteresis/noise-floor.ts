/** Points at 0 V or against the voltage from which on their size alone is the noise. */
const ENOUGH = 8;
/** Median of the size of a normal number of standard deviation 1. */
const MEDIAN = 0.6745;
/** By how much a second difference of independent numbers is larger than one of them. */
const SECOND_DIFFERENCE = Math.sqrt(6);
/** Share of the points, those of the smallest currents, in which the scatter of the instrument is looked for. */
const SMALLEST = 0.25;

/** Noise of the current, and why it is that. */
export interface Noise {
  /** Standard deviation, A; 0 where the data show none. */
  readonly size: number;
  readonly note?: string;
}

/**
 * Noise of the instrument: what flows at 0 V or against the voltage. A few such points may be an offset or a charge
 * that is displaced, so that they count only as far as the smallest currents scatter from row to row as well.
 */
export function noiseOf(v: Float64Array, i: Float64Array): Noise {
  const against = i.filter((current, row) => current * (v[row] ?? NaN) < 0 || v[row] === 0);
  const rms = against.length === 0 ? 0 : Math.sqrt(against.reduce((sum, one) => sum + one * one, 0) / against.length);
  if (against.length >= ENOUGH || rms === 0) return { size: rms };
  const scatter = scatterOf(i);
  if (scatter >= rms) return { size: rms };
  const largest = against.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return {
    size: scatter,
    note:
      `${against.length} point${against.length === 1 ? '' : 's'} at 0 V or against the voltage, up to ` +
      `${largest.toPrecision(2)} A, ${against.length === 1 ? 'is' : 'are'} more than the smallest currents scatter ` +
      `(${scatter.toPrecision(2)} A): an offset or a displaced charge, not the noise`,
  };
}

/** Scatter of the smallest currents from row to row: that of a smooth curve vanishes in second differences. */
function scatterOf(i: Float64Array): number {
  const differences = Array.from({ length: Math.max(i.length - 2, 0) }, (_, index) => {
    const [before = NaN, here = NaN, after = NaN] = i.subarray(index, index + 3);
    return {
      size: Math.max(Math.abs(before), Math.abs(here), Math.abs(after)),
      bend: Math.abs(before - 2 * here + after),
    };
  }).sort((a, b) => a.size - b.size);
  const smallest = differences.slice(0, Math.ceil(SMALLEST * differences.length)).map(({ bend }) => bend);
  smallest.sort((a, b) => a - b);
  return (smallest[Math.floor(smallest.length / 2)] ?? 0) / (MEDIAN * SECOND_DIFFERENCE);
}
