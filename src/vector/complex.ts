/** A complex number, real part first. */
export type Complex = readonly [re: number, im: number];

export const magnitude = ([re, im]: Complex): number => Math.hypot(re, im);
export const angle = ([re, im]: Complex): number => Math.atan2(im, re);

export function product([a, b]: Complex, [c, d]: Complex): Complex {
  return [a * c - b * d, a * d + b * c];
}

export function quotient([a, b]: Complex, [c, d]: Complex): Complex {
  if (b === 0 && d === 0) return [a / c, 0];
  const square = c * c + d * d;
  return [(a * c + b * d) / square, (b * c - a * d) / square];
}

export function exponential([re, im]: Complex): Complex {
  const size = Math.exp(re);
  return [size * Math.cos(im), im === 0 ? 0 : size * Math.sin(im)];
}

export function logarithm(value: Complex): Complex {
  return [Math.log(magnitude(value)), angle(value)];
}

export function power(base: Complex, exponent: Complex): Complex {
  if (base[1] === 0 && exponent[1] === 0 && (base[0] >= 0 || Number.isInteger(exponent[0])))
    return [base[0] ** exponent[0], 0];
  if (base[0] === 0 && base[1] === 0) return [0, 0];
  return exponential(product(exponent, logarithm(base)));
}

export function squareRoot(value: Complex): Complex {
  if (value[1] === 0) return value[0] >= 0 ? [Math.sqrt(value[0]), 0] : [0, Math.sqrt(-value[0])];
  const size = Math.sqrt(magnitude(value));
  return [size * Math.cos(angle(value) / 2), size * Math.sin(angle(value) / 2)];
}

export function sine([re, im]: Complex): Complex {
  return [Math.sin(re) * Math.cosh(im), Math.cos(re) * Math.sinh(im)];
}

export function cosine([re, im]: Complex): Complex {
  return [Math.cos(re) * Math.cosh(im), -Math.sin(re) * Math.sinh(im)];
}
