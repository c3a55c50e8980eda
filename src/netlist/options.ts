/**
 * Simulator options under which femtoampere circuits converge to 0.3 % (CIRCUITS.md section 3). ngspice's own defaults put
 * 1.8 pA of gmin across every junction: a DPI's peak comes out 900 times too large.
 */
export const defaultOptions: Readonly<Record<string, string>> = {
  gmin: '1e-18',
  abstol: '1e-16',
  vntol: '1e-6',
  reltol: '1e-4',
  chgtol: '1e-19',
  trtol: '1',
  method: 'trap',
  itl1: '500',
  itl4: '200',
};

/** `.options` line with the user's overrides last. */
export function optionsLine(overrides: Readonly<Record<string, number | string>> = {}): string {
  const merged = { ...defaultOptions, ...Object.fromEntries(Object.entries(overrides).map(([key, value]) => [key, String(value)])) };
  return `.options ${Object.entries(merged).map(([key, value]) => `${key}=${value}`).join(' ')}`;
}
