/** q/k, K/V: an energy in eV over kT is `Q_OVER_K * energy / T`. Templates print the same digits. */
export const Q_OVER_K = 11604.518;
