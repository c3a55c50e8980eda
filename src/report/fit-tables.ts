import type { FitResult } from '../result/fit.js';
import { formatQuantity } from '../units/format.js';
import { columnsOf, type ShownTable } from './shown-table.js';
import { counted, plainText } from './words.js';

type Estimate = FitResult['fits'][number];
type Estimated = FitResult['derived'][number];

/** Every parameter with its interval, the derived ones last. */
export function parameterTable({ fits, derived }: Pick<FitResult, 'fits' | 'derived'>): ShownTable {
  return {
    title: 'Parameters',
    columns: columnsOf('*parameter', '#value', '#95 % interval', '#std. error', '~meaning'),
    rows: [...fits.flatMap(({ parameters }) => parameters), ...derived].map(parameterRow),
  };
}

/** How the parameters of each fit move together, and the files that were fitted. */
export function fitAppendix({ fits, data, masked }: Pick<FitResult, 'fits' | 'data' | 'masked'>): ShownTable[] {
  return [
    ...fits.map((one) => ({
      title: `Correlation: ${plainText(one.name)}`,
      folded: true,
      columns: columnsOf('*correlation', ...one.parameters.map(({ name }) => `#${plainText(name)}`)),
      rows: one.correlation.map((row, index) => [
        plainText(one.parameters[index]?.name ?? ''),
        ...row.map((value) => (value === null ? '-' : value.toFixed(3))),
      ]),
    })),
    {
      title: 'Data',
      columns: columnsOf('*File', '#Rows', '$sha256'),
      rows: data.map(({ file, rows, sha256 }) => [plainText(file), String(rows), sha256]),
      caption: `${counted(masked, 'row')} left out by --keep.`,
    },
  ];
}

function parameterRow({ name, unit, value, low, high, standardError, meaning }: Estimated): string[] {
  return [
    plainText(name),
    amount(value, unit, 4),
    `${amount(low, unit, 4)} to ${amount(high, unit, 4)}`,
    amount(standardError, unit, 2),
    plainText(meaning),
  ];
}

/** A prefix belongs to a plain unit only: `12 mV`, but `0.012 V/V`. */
function amount(value: number | null, unit: string, digits: number): string {
  if (value === null) return 'unknown';
  return /^[A-Za-z1]*$/.test(unit)
    ? formatQuantity(value, unit, digits)
    : `${Number(value.toPrecision(digits))} ${plainText(unit)}`;
}

/** How good a fit is and how it ended, one fact per line. */
export function qualityLines({ criteria, runs, heldOut, ...one }: Estimate): string[] {
  return [
    `${one.points} points, ${one.freedom} degrees of freedom, residual scatter ` +
      `${one.scatter.toPrecision(3)}; noise: ${one.noise}`,
    `explains ${(100 * one.explained).toFixed(1)} % of the ` +
      `${one.likelihood ? 'scatter (likelihood ratio)' : 'sum of squares'}; AICc ` +
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
export function agreementLines(agreements: FitResult['agreements']): string[] {
  return agreements.map(
    ({ bench, engine, points, worst, limit }) =>
      `SPICE card in ${engine} against the fit, ${bench}: ${points} points, largest distance ` +
      `${worst === null ? 'no number' : worst.toExponential(1)} (limit ${limit})`,
  );
}
