import { formatQuantity } from '../../units/format.js';

export interface TextPlot {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** `time, s`: name and unit. */
  readonly xTitle: string;
  readonly yTitle: string;
}

const [WIDTH, HEIGHT] = [64, 16];

/**
 * A curve in characters, for terminals: line by line, with the ends of both axes written beside them. Points are
 * joined.
 */
export function textPlot({ x, y, xTitle, yTitle }: TextPlot): string {
  const [left, right, bottom, top] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const grid = Array.from({ length: HEIGHT }, () => Array<string>(WIDTH).fill(' '));
  const place = (value: number, low: number, high: number, cells: number): number =>
    high > low ? Math.round(((value - low) / (high - low)) * (cells - 1)) : 0;
  const mark = (column: number, row: number): void => {
    const line = grid[HEIGHT - 1 - row];
    if (line) line[column] = '*';
  };
  let before: readonly [number, number] | undefined;
  x.forEach((value, index) => {
    const point = [place(value, left, right, WIDTH), place(y[index] ?? NaN, bottom, top, HEIGHT)] as const;
    const from = before ?? point;
    const steps = Math.max(Math.abs(point[0] - from[0]), Math.abs(point[1] - from[1]), 1);
    for (let step = 0; step <= steps; step++)
      mark(
        Math.round(from[0] + ((point[0] - from[0]) * step) / steps),
        Math.round(from[1] + ((point[1] - from[1]) * step) / steps),
      );
    before = point;
  });
  const [yName, yUnit = ''] = yTitle.split(', ');
  const [xName, xUnit = ''] = xTitle.split(', ');
  const labels = [formatQuantity(top, yUnit), formatQuantity(bottom, yUnit)];
  const margin = Math.max(...labels.map((label) => label.length), (yName ?? '').length) + 2;
  const label = (row: number): string =>
    row === 0 ? (labels[0] ?? '') : row === HEIGHT - 1 ? (labels[1] ?? '') : row === HEIGHT / 2 ? (yName ?? '') : '';
  const lines = grid.map((cells, row) => `${label(row).padStart(margin)} |${cells.join('').trimEnd()}`);
  const ends = [formatQuantity(left, xUnit), xName ?? '', formatQuantity(right, xUnit)];
  const space = WIDTH - ends.join('').length;
  const gap = (width: number): string => ' '.repeat(Math.max(1, width));
  const foot =
    `${' '.repeat(margin + 2)}${ends[0]}${gap(Math.floor(space / 2))}` +
    `${ends[1]}${gap(Math.ceil(space / 2))}${ends[2]}`;
  return [...lines, `${' '.repeat(margin)} +${'-'.repeat(WIDTH)}`, foot, ''].join('\n');
}
