import { cardHead, cardNumber } from '../../card.js';
import type { Estimate } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import { bandOfTrace } from './band.js';
import type { Hypothesis } from './hypothesis.js';
import type { Trace } from './traces.js';

/** Noise of every trace, as `parseMeasuredNoise` (src/nonideality/measured-noise.ts) reads it. */
export function card(
  hypothesis: Hypothesis,
  traces: readonly Trace[],
  estimates: readonly Estimate[],
  origin: Origin,
): string {
  const entries = traces.map((trace, index) => {
    const [samples, spectrum] = [estimates[2 * index], estimates[2 * index + 1]];
    if (samples === undefined) throw new Error('a card asks for a trace that was not fitted');
    const { conductance, sigma, trap } = hypothesis.noise(samples);
    const { from, to, middle } = bandOfTrace(trace);
    return [
      `  - trace: ${JSON.stringify(trace.name)}`,
      `    conductance: ${short(conductance)} S`,
      `    read-noise: { sigma: ${short(sigma)}, interval: ${short(trace.step)} s }`,
      ...(trap === undefined
        ? []
        : [
            `    trap: { amplitude: ${short(trap.amplitude)}, capture: ${short(trap.capture)} s, ` +
              `emission: ${short(trap.emission)} s }`,
          ]),
      `    spectrum: { density: ${cardNumber(spectrum, 0)}, at: ${short(middle)} Hz, exponent: ` +
        `${cardNumber(spectrum, 1)}, from: ${short(from)} Hz, to: ${short(to)} Hz }`,
    ].join('\n');
  });
  return `${cardHead(origin, 'noise of reads (parseMeasuredNoise reads it)')}noise:\n${entries.join('\n')}\n`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
