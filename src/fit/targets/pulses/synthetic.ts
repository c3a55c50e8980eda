import { curvatureOf, gained } from '../../../nonideality/update-curve.js';
import { generator } from '../../../random/generator.js';
import type { Synthetic } from '../../target.js';

const PULSES = 400;
const MEMORY = 8;
const ways = {
  up: { start: 2e-6, end: 20e-6, label: 0.8, update: 0.25e-6, read: 0.5e-6 },
  down: { start: 20e-6, end: 2e-6, label: 3, update: 0.3e-6, read: 0.2e-6 },
} as const;

/** 400 pulses each way between 2 and 20 uS; deviations are forgotten within 8 pulses. */
export function synthetic(seed: number): Synthetic {
  const draws = generator(seed);
  const keep = Math.exp(-1 / MEMORY);
  const trace = ({ start, end, label, update, read }: (typeof ways)['up' | 'down']): number[] => {
    const a = curvatureOf(label);
    let deviation = (update / Math.sqrt(1 - keep * keep)) * draws.normal();
    return Array.from({ length: PULSES }, (_, pulse) => {
      if (pulse > 0) deviation = keep * deviation + update * draws.normal();
      return start + (end - start) * gained(pulse / (PULSES - 1), a) + deviation + read * draws.normal();
    });
  };
  const [up, down] = [trace(ways.up), trace(ways.down)];
  const truth = Object.fromEntries(
    Object.entries(ways).flatMap(([way, { start, end, label, update, read }]) => [
      [`start ${way}`, start],
      [`end ${way}`, end],
      [`NL ${way}`, label],
      [`kept ${way}`, Math.exp(-1 / MEMORY)],
      [`update noise ${way}`, update],
      [`read noise ${way}`, read],
      [`N/A ${way}`, 1 / curvatureOf(label)],
    ]),
  );
  const rows = up.map((value, pulse) => `${pulse + 1},${value * 1e6},${(down[pulse] ?? NaN) * 1e6}`);
  return {
    csv: `pulse,g_up_uS,g_down_uS\n${rows.join('\n')}\n`,
    truth: { ...truth, asymmetry: ways.up.label + ways.down.label },
  };
}
