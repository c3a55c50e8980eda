import { formatQuantity } from '../../../units/format.js';
import type { RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import type { Cells } from './cells.js';
import { expectedMoments, momentsOf, readAt, type Moments } from './population.js';

/** Beyond this many of its own errors a mean or a spread is not what the law expects (once in 1000 by accident). */
const FAR = 3.3;

interface Compared {
  readonly time: number;
  readonly found: Moments;
  readonly law: Moments;
  /** Of the found spread, from the scatter of the squares: changes of filaments have long tails. */
  readonly deviationError: number;
}

function compare(cells: Cells['fitted'], times: readonly number[], law: RelaxationLaw): Compared[] {
  return times.flatMap((time) => {
    const reads = readAt(cells, time);
    if (reads.length < 2) return [];
    const found = momentsOf(reads.map(({ change }) => change));
    const squares = momentsOf(reads.map(({ change }) => (change - found.mean) ** 2));
    return [
      {
        time,
        found,
        law: expectedMoments(
          law,
          reads.map(({ start }) => start),
          time,
        ),
        deviationError: squares.deviation / Math.sqrt(reads.length) / (2 * found.deviation),
      },
    ];
  });
}

/** Mean and spread of all cells by time, as measured and as the law has them. */
export function findingsOf({ fitted, held, times }: Cells, law: RelaxationLaw): string[] {
  const lines = (title: string, cells: Cells['fitted']): string[] =>
    compare(cells, times, law).map(
      ({ time, found, law: expected, deviationError }) =>
        `${title} at ${formatQuantity(time, 's')}: mean ${siemens(found.mean)} +- ` +
        `${siemens(found.deviation / Math.sqrt(found.cells))} (law ${siemens(expected.mean)}), spread ` +
        `${siemens(found.deviation)} +- ${siemens(deviationError)} (law ${siemens(expected.deviation)}), ` +
        `${found.cells} cells`,
    );
  return [...lines('fitted cells', fitted), ...lines('held-out cells', held)];
}

/**
 * Times at which the cells that were held out are not what the law of the others expects. How far means and spreads of
 * so few may be off follows from the scatter and the tails of the fitted cells, which know them better; the law has
 * errors as well.
 */
export function surprises({ fitted, held, times }: Cells, law: RelaxationLaw): string[] {
  const known = new Map(compare(fitted, times, law).map((one) => [one.time, one]));
  return compare(held, times, law).flatMap(({ time, found, law: expected }) => {
    const others = known.get(time);
    if (others === undefined) return [];
    const both = Math.sqrt(1 / found.cells + 1 / others.found.cells);
    const tails = (others.deviationError / others.found.deviation) * Math.sqrt(others.found.cells);
    const [mean, spread] = [
      (found.mean - expected.mean) / (expected.deviation * both),
      (found.deviation - expected.deviation) / (expected.deviation * tails * both),
    ];
    const far = [
      ...(Math.abs(mean) > FAR ? [`mean by ${mean.toFixed(1)}`] : []),
      ...(Math.abs(spread) > FAR ? [`spread by ${spread.toFixed(1)}`] : []),
    ];
    return far.length === 0
      ? []
      : [`held-out cells miss the law at ${formatQuantity(time, 's')}: ${far.join(' and ')} of their own errors`];
  });
}

function siemens(value: number): string {
  return formatQuantity(value, 'S', 3);
}
