const { exp, log, log1p } = Math;

/**
 * Wright's omega function: w + ln w = z, to rounding.
 *
 * Winitzki's guess for Lambert's W (ICCSA 2003), polished twice by the fourth-order step of Fritsch, Shafer and Crowley
 * (Comm. ACM 16 (1973) 123). The SPICE card does the same with one step.
 */
export function omega(z: number): number {
  if (z < -30) return exp(z);
  const s = z > 30 ? z : log1p(exp(z));
  let w = s * (1 - log1p(s) / (2 + s));
  for (let step = 0; step < 2; step += 1) {
    const r = z - w - log(w);
    const y = (1 + w) * (1 + w + (2 / 3) * r);
    w *= 1 + ((r / (1 + w)) * (y - r / 2)) / (y - r);
  }
  return w;
}
