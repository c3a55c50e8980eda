/**
 * How a population of programmed cells relaxes: mean and spread of the change of conductance by starting level and
 * time. Filaments that are programmed to a level spread as a diffusion whose clock is the logarithm of time (A. Levy et
 * al., IEEE Trans. Electron Devices 2022, technology C). The mean need not follow
 * that clock evenly: `detour` says by how much it is off the straight line halfway.
 */
export interface RelaxationLaw {
  /** What runs evenly: `log` ln(1 + t / onset), `power` of t itself. */
  readonly clock: 'log' | 'power';
  /** Only of the logarithmic clock, s. */
  readonly onset: number;
  /** Time at which shift and spread are given, s, and the starting conductance, S. */
  readonly time: number;
  readonly level: number;
  /**
   * S at `time` and `level`; by how much more per level, relative to it, and per its square; the detour and by how much
   * more per level; exponent over the clock.
   */
  readonly shift: {
    readonly size: number;
    readonly slope: number;
    readonly bend: number;
    readonly detour: number;
    readonly tilt: number;
    readonly exponent: number;
  };
  /** S at `time` and `level`; power of the level and how it falls exponentially above it; exponent over the clock. */
  readonly spread: { readonly size: number; readonly rise: number; readonly fall: number; readonly exponent: number };
  /** Variance of one read, S^2: in the first as in every later one. */
  readonly readVariance: number;
  /** Share of the variance of the relaxation that stays; the rest is another draw at every read. */
  readonly kept: number;
  /** Exponent over the ratio of two times with which what stays is forgotten. */
  readonly forgetting: number;
}

/** Clock at `time`, 1 at the time of the law. */
export function clockOf({ clock, onset, time: longest }: RelaxationLaw, time: number): number {
  return clock === 'log' ? Math.log1p(time / onset) / Math.log1p(longest / onset) : time / longest;
}

/** Mean change at a clock and a starting conductance, S. */
export function shiftOf(law: RelaxationLaw, clock: number, start: number): number {
  const above = start / law.level - 1;
  const [constant, linear, square] = shiftByLevel(law, clock);
  return constant + (linear + square * above) * above;
}

/** The same as factors of 1, a and a^2, with a the distance of the starting conductance from the level, over it. */
export function shiftByLevel(
  { shift: { size, slope, bend, detour, tilt, exponent } }: RelaxationLaw,
  clock: number,
): readonly [number, number, number] {
  const way = Math.pow(clock, exponent);
  const off = 4 * way * (1 - way);
  return [size * way + detour * off, slope * way + tilt * off, bend * way];
}

/** Standard deviation of the relaxation alone, S: g^rise exp(-fall g) over its value at the level of the law. */
export function relaxationSpread(
  { spread: { size, rise, fall, exponent }, level }: RelaxationLaw,
  clock: number,
  start: number,
): number {
  const ratio = start / level;
  return size * Math.pow(ratio, rise) * Math.exp(-fall * (ratio - 1)) * Math.pow(clock, exponent);
}

/** Standard deviation of a measured change, S: that of the relaxation and of both reads. */
export function measuredSpread(law: RelaxationLaw, clock: number, start: number): number {
  return Math.sqrt(relaxationSpread(law, clock, start) ** 2 + 2 * law.readVariance);
}
