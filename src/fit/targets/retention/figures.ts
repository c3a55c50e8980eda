import { clockOf, measuredSpread, shiftOf, type RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import type { Figure } from '../../../result/figure.js';
import { formatQuantity } from '../../../units/format.js';
import type { Cell, Cells } from './cells.js';
import { momentsOf, readAt } from './population.js';

const GROUPS = 3;
const POINTS = 60;

/**
 * Mean and spread over time for cells of a few ranges of levels, and over the level at the longest time; points are
 * cells, lines the law.
 */
export function figuresOf({ fitted, times }: Cells, law: RelaxationLaw): readonly Figure[] {
  const sorted = fitted.toSorted((a, b) => a.start - b.start);
  return [
    overLevel(sorted, times.at(-1) ?? NaN, law),
    ...split(sorted, GROUPS).map((cells) => overTime(cells, times, law)),
  ];
}

function overTime(cells: readonly Cell[], times: readonly number[], law: RelaxationLaw): Figure {
  const [shortest = NaN, longest = NaN] = [times[0], times.at(-1)];
  const clocks = Array.from({ length: POINTS + 1 }, (_, index) => shortest * (longest / shortest) ** (index / POINTS));
  const title =
    `cells from ${formatQuantity(cells[0]?.start ?? NaN, 'S', 3)} to ` +
    `${formatQuantity(cells.at(-1)?.start ?? NaN, 'S', 3)}`;
  const middle = cells.reduce((sum, { start }) => sum + start, 0) / cells.length;
  const found = times
    .map((at) => ({ at, ...momentsOf(readAt(cells, at).map(({ change }) => change)) }))
    .filter((one) => one.cells > 2);
  return drawing(
    `${title}: change over time`,
    'log10 of time (s)',
    found.map(({ at, mean, deviation }) => ({ x: Math.log10(at), mean, deviation })),
    clocks.map((at) => ({ x: Math.log10(at), ...lawAt(law, at, middle) })),
  );
}

function overLevel(sorted: readonly Cell[], longest: number, law: RelaxationLaw): Figure {
  const late = split(sorted, 20).flatMap((cells) => {
    const reads = readAt(cells, longest);
    return reads.length < 3
      ? []
      : [
          {
            x: 1e6 * (reads.reduce((sum, { start }) => sum + start, 0) / reads.length),
            ...momentsOf(reads.map(({ change }) => change)),
          },
        ];
  });
  const [lowest, highest] = [(late[0]?.x ?? NaN) * 1e-6, (late.at(-1)?.x ?? NaN) * 1e-6];
  const levels = Array.from({ length: POINTS + 1 }, (_, index) => lowest + ((highest - lowest) * index) / POINTS);
  return drawing(
    `change at ${formatQuantity(longest, 's')} over the level`,
    'starting conductance (uS)',
    late,
    levels.map((start) => ({ x: 1e6 * start, ...lawAt(law, longest, start) })),
  );
}

function lawAt(law: RelaxationLaw, time: number, start: number): { mean: number; deviation: number } {
  const clock = clockOf(law, time);
  return { mean: shiftOf(law, clock, start), deviation: measuredSpread(law, clock, start) };
}

type Point = { readonly x: number; readonly mean: number; readonly deviation: number };

function drawing(title: string, xTitle: string, found: readonly Point[], law: readonly Point[]): Figure {
  const series = (points: readonly Point[], of: 'mean' | 'deviation') => ({
    x: points.map(({ x }) => x),
    y: points.map((point) => 1e6 * point[of]),
  });
  return {
    title,
    xTitle,
    yTitle: 'mean and spread (uS)',
    series: [
      { name: 'mean', role: 'circuit', mark: 'points', ...series(found, 'mean') },
      { name: 'mean, law', role: 'model', mark: 'line', ...series(law, 'mean') },
      { name: 'spread', role: 'circuit', mark: 'points', ...series(found, 'deviation') },
      { name: 'spread, law', role: 'other', mark: 'line', ...series(law, 'deviation') },
    ],
  };
}

/** Groups of neighbours, as equal in size as can be. */
function split(cells: readonly Cell[], groups: number): Cell[][] {
  return Array.from({ length: groups }, (_, group) =>
    cells.slice(Math.round((group * cells.length) / groups), Math.round(((group + 1) * cells.length) / groups)),
  ).filter((part) => part.length > 0);
}
