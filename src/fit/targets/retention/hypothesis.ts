import type { RelaxationLaw } from '../../../nonideality/relaxation-law.js';

/**
 * What a model leaves to the data: which clock relaxation follows, how far the level counts, and whether reads of a
 * cell depend on each other.
 */
export interface Hypothesis {
  readonly name: string;
  readonly summary: string;
  readonly clock: RelaxationLaw['clock'];
  /** Highest power of the level in the mean shift. */
  readonly shiftPowers: 0 | 1 | 2;
  /** Whether the spread depends on the level. */
  readonly spreadByLevel: boolean;
  /** Power of the clock in the spread; fitted where not given. 1/2 is a diffusion. */
  readonly spreadExponent?: number;
  /** Whether what one read shows is still there at the next. */
  readonly kept: boolean;
}

/** The first is what a fit takes unless told otherwise; `--compare` ranks all of them on the data at hand. */
export const hypotheses: readonly [Hypothesis, ...Hypothesis[]] = [
  {
    name: 'log',
    summary: 'a diffusion over the logarithm of time, shift quadratic in the level, spread rising and falling with it',
    clock: 'log',
    shiftPowers: 2,
    spreadByLevel: true,
    spreadExponent: 0.5,
    kept: true,
  },
  {
    name: 'log-free',
    summary: 'as log, the power of the clock in the spread free',
    clock: 'log',
    shiftPowers: 2,
    spreadByLevel: true,
    kept: true,
  },
  {
    name: 'log-linear',
    summary: 'as log, shift linear in the level',
    clock: 'log',
    shiftPowers: 1,
    spreadByLevel: true,
    spreadExponent: 0.5,
    kept: true,
  },
  {
    name: 'log-flat',
    summary: 'as log, every level alike',
    clock: 'log',
    shiftPowers: 0,
    spreadByLevel: false,
    spreadExponent: 0.5,
    kept: true,
  },
  {
    name: 'power',
    summary: 'powers of time, levels as in log',
    clock: 'power',
    shiftPowers: 2,
    spreadByLevel: true,
    kept: true,
  },
  {
    name: 'independent',
    summary: 'as log, but every read of a cell is a new draw: what a fit point by point assumes',
    clock: 'log',
    shiftPowers: 2,
    spreadByLevel: true,
    spreadExponent: 0.5,
    kept: false,
  },
];

/** In the order of `lawOf`. */
export function equationsOf({ clock, shiftPowers, spreadByLevel, spreadExponent, kept }: Hypothesis): string[] {
  const shift = ['shift', ...(shiftPowers > 0 ? ['slope a'] : []), ...(shiftPowers > 1 ? ['bend a^2'] : [])].join(
    ' + ',
  );
  return [
    `u(t) = ${clock === 'log' ? 'ln(1 + t / onset) / ln(1 + T / onset)' : 't / T'}, T the longest time;  ` +
      `r = g(0) / reference${shiftPowers > 0 ? ', a = r - 1' : ''}`,
    `mean of g(t) - g(0) = ${shiftPowers > 0 ? `(${shift})` : shift} w + ` +
      `${shiftPowers > 0 ? '(detour + tilt a)' : 'detour'} 4 w (1 - w);  w = ` +
      `${clock === 'log' ? 'u' : 'u^(shift exponent)'}`,
    `s(t) = spread ` +
      `${spreadByLevel ? 'r^rise exp(-fall (r - 1)) ' : ''}u^${spreadExponent ?? '(spread exponent)'};  ` +
      `variance of g(t) - g(0) = s(t)^2 + 2 (read noise)^2`,
    kept
      ? 'covariance of two reads = kept s(earlier)^2 (earlier / later)^forgetting + (read noise)^2, the ' +
        'last for the read at 0 that both are counted from'
      : 'covariance of two reads = (read noise)^2, for the read at 0 that both are counted from',
  ];
}
