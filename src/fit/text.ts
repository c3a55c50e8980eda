import { formatQuantity } from '../units/format.js';
import type { Agreement } from './agreement.js';
import type { Estimate, Estimated } from './estimate.js';

export const PARAMETER_HEAD = ['parameter', 'value', '95 % interval', 'std. error', 'meaning'] as const;

/** One row of the table of parameters. */
export function parameterRow({ name, unit, value, low, high, standardError, meaning }: Estimated): string[] {
  return [
    name,
    valueText(value, unit, 4),
    `${valueText(low, unit, 4)} to ${valueText(high, unit, 4)}`,
    valueText(standardError, unit, 2),
    meaning,
  ];
}

/** A prefix belongs to a plain unit only: `12 mV`, but `0.012 V/V`. */
function valueText(value: number, unit: string, digits: number): string {
  return /^[A-Za-z]*$/.test(unit)
    ? formatQuantity(value, unit, digits)
    : `${Number(value.toPrecision(digits))} ${unit}`;
}

/** How good a fit is and how it ended, one fact per line. */
export function qualityLines(one: Estimate): string[] {
  const { criteria, runs, heldOut } = one;
  return [
    `${one.points} points, ${one.freedom} degrees of freedom, residual scatter ` +
      `${one.scatter.toPrecision(3)}; noise: ${one.problem.noise}`,
    `explains ${(100 * one.explained).toFixed(1)} % of the ` +
      `${one.problem.likelihood === undefined ? 'sum of squares' : 'scatter (likelihood ratio)'}; AICc ` +
      `${criteria.aicc.toFixed(1)} against ${criteria.nothing.aicc.toFixed(1)} without effect, BIC ` +
      `${criteria.bic.toFixed(1)} against ${criteria.nothing.bic.toFixed(1)}`,
    `stopped: ${one.stop}; ${one.starts.agreeing} of ${one.starts.tried} starts agree`,
    ...(runs
      ? [
          `runs test: ${runs.runs} runs of signs, ${runs.expected.toFixed(0)} expected, p ` +
            `${runs.p < 1e-15 ? '< 1e-15' : `= ${runs.p.toPrecision(2)}`}`,
        ]
      : []),
    ...(heldOut
      ? [
          `held out: ${heldOut.points} points, rms ${heldOut.rms.toPrecision(3)} (fitted points: ` +
            `${heldOut.rmsFitted.toPrecision(3)})`,
        ]
      : []),
  ];
}

/** How the SPICE card did in the simulator. */
export function agreementLines(agreements: readonly Agreement[]): string[] {
  return agreements.map(
    ({ bench, engine, points, worst, limit }) =>
      `SPICE card in ${engine} against the fit, ${bench}: ${points} points, largest distance ` +
      `${worst.toExponential(1)} (limit ${limit})`,
  );
}
