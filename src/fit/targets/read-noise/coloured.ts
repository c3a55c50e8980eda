/**
 * Normal noise of a given spectrum as a sum of cosines and sines, eight times as long as it is given out, so that no
 * period shows.
 */
export function coloured(
  law: (at: Float64Array, values: ArrayLike<number>) => Float64Array,
  values: ArrayLike<number>,
  count: number,
  step: number,
  normal: () => number,
): Float64Array {
  const long = 8 * count;
  const distance = 1 / (long * step);
  const at = Float64Array.from({ length: long / 2 - 1 }, (_, index) => (index + 1) * distance);
  const sizes = law(at, values).map((density) => Math.sqrt(density * distance));
  const found = new Float64Array(count).fill(values[0] ?? NaN);
  // Rotating each wave by its angle per sample is exact enough over some thousand samples, and needs no inverse
  // transform.
  sizes.forEach((size, index) => {
    let [cos, sin] = [size * normal(), size * normal()];
    const [turn, lean] = [Math.cos((2 * Math.PI * (index + 1)) / long), Math.sin((2 * Math.PI * (index + 1)) / long)];
    for (let sample = 0; sample < count; sample += 1) {
      found[sample]! += cos;
      [cos, sin] = [cos * turn - sin * lean, cos * lean + sin * turn];
    }
  });
  return found;
}
