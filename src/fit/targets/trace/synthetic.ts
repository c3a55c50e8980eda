import { generator } from '../../../random/generator.js';
import type { Synthetic } from '../../target.js';

const truth = { A: 12e-12, tau: 0.02, baseline: 3e-12, kept: 0.6, sd: 0.8e-12 };
const EVENTS = [0.05, 0.08, 0.22, 0.3];
const STEP = 0.5e-3;

/** A current of 800 samples after four marked events; every deviation leaves 60 % to the next sample. */
export function synthetic(seed: number): Synthetic {
  const draws = generator(seed);
  let deviation = truth.sd * draws.normal();
  const rows = Array.from({ length: 800 }, (_, index) => {
    const time = index * STEP;
    if (index > 0) deviation = truth.kept * deviation + truth.sd * Math.sqrt(1 - truth.kept ** 2) * draws.normal();
    const trace = EVENTS.reduce(
      (sum, event) => sum + (time > event + STEP / 4 ? truth.A * Math.exp(-(time - event) / truth.tau) : 0),
      truth.baseline,
    );
    const marked = EVENTS.some((event) => Math.abs(event - time) < STEP / 4);
    return `${(time * 1e3).toFixed(1)},${((trace + deviation) * 1e12).toFixed(5)},${marked ? 1 : 0}`;
  });
  return { csv: `t_ms,x_pA,event\n${rows.join('\n')}\n`, truth };
}
