import { clockOf, relaxationSpread, shiftOf, type RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import { generator, type Generator } from '../../../random/generator.js';
import type { Synthetic } from '../../target.js';
import { expectedMoments } from './population.js';

const CELLS = 200;
const TIMES = [0.01, 0.1, 1, 100, 1e5];
/** Near what techC does. */
const law: Omit<RelaxationLaw, 'level'> = {
  clock: 'log',
  onset: 20e-3,
  time: 1e5,
  shift: { size: -1.6e-6, slope: -1.5e-6, bend: 0.4e-6, detour: 0.2e-6, tilt: 0.1e-6, exponent: 1 },
  spread: { size: 3.8e-6, rise: 0.5, fall: 0.7, exponent: 0.5 },
  readVariance: 0.09e-12,
  kept: 0.75,
  forgetting: 0.06,
};

/**
 * 200 cells from 2 to 40 uS. Reads of a cell depend on each other, and cells differ more than a normal scatter would
 * have it.
 */
export function synthetic(seed: number): Synthetic {
  const draws = generator(seed);
  const starts = Array.from({ length: CELLS }, () => 2e-6 + 38e-6 * draws.uniform());
  const whole: RelaxationLaw = { ...law, level: starts.reduce((sum, start) => sum + start, 0) / CELLS };
  const rows = starts.flatMap((start, cell) => readsOf(whole, cell, start, draws));
  const moments = expectedMoments(whole, starts, law.time);
  return {
    csv: `cell,t_s,g_uS\n${rows.join('\n')}\n`,
    truth: {
      shift: law.shift.size,
      slope: law.shift.slope,
      bend: law.shift.bend,
      detour: law.shift.detour,
      tilt: law.shift.tilt,
      spread: law.spread.size,
      rise: law.spread.rise,
      fall: law.spread.fall,
      onset: law.onset,
      'read variance': law.readVariance,
      kept: law.kept,
      forgetting: law.forgetting,
      'mean at 100 ks': moments.mean,
      'spread at 100 ks': moments.deviation,
    },
  };
}

/** The rows of one cell. */
function readsOf(whole: RelaxationLaw, cell: number, start: number, draws: Generator): string[] {
  // Some cells relax twice as far as others: a mixture with variance 1 and kurtosis 4.7.
  const liveliness = draws.uniform() < 0.2 ? Math.sqrt(2.5) : Math.sqrt(0.5 / 0.8);
  // The error of the first read is in every change.
  const first = Math.sqrt(law.readVariance) * draws.normal();
  let [state, before, last] = [0, 0, 0];
  const later = TIMES.map((time) => {
    const clock = clockOf(whole, time);
    const spread = relaxationSpread(whole, clock, start);
    // What is left of the variance before, filled up to what is due now.
    const left = before === 0 ? 0 : (last / time) ** law.forgetting;
    state = left * state + liveliness * Math.sqrt(law.kept * (spread ** 2 - (left * before) ** 2)) * draws.normal();
    [before, last] = [spread, time];
    const change =
      shiftOf(whole, clock, start) +
      state +
      liveliness * Math.sqrt(1 - law.kept) * spread * draws.normal() +
      Math.sqrt(law.readVariance) * draws.normal() -
      first;
    return `${cell},${time},${(start + change) * 1e6}`;
  });
  return [`${cell},0,${start * 1e6}`, ...later];
}
