/**
 * Whittle's likelihood: the densities of a periodogram are independent and exponential around those of the process
 * (Whittle: Ark. Mat. 2 (1953) 423), so -2 ln of the likelihood is 2 ln S + 2 I / S each, up to a constant.
 */
export function whittleDeviances(densities: Float64Array, expected: Float64Array): Float64Array {
  return densities.map((density, index) => 2 * (Math.log(expected[index] ?? NaN) + density / (expected[index] ?? NaN)));
}

/** Ratios of a periodogram to the process, made normal by the cube root (Wilson, Hilferty: PNAS 17 (1931) 684). */
export function whittleResiduals(densities: Float64Array, expected: Float64Array): Float64Array {
  return densities.map((density, index) => 3 * (Math.cbrt(density / (expected[index] ?? NaN)) - 8 / 9));
}
