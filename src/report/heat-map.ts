import type { CellMap } from '../result/table.js';
import { makeAxis, tickLabel } from './axis.js';
import { mergeSquares, tidySvg } from './svg.js';
import { TONES } from './theme.js';
import { plainText } from './words.js';

/** Squares on one side at most; larger arrays show the largest magnitude of each block. */
const MOST_SQUARES = 64;
const WIDTH = 600;
/** Shades of the colour scale, more than an eye tells apart. */
const SHADES = 64;
const COLORS = ['#f7f4ec', '#f6d9b8', '#efad78', '#d9611e', '#8f3708', '#4a1c04'];

/** A map of the cells as an SVG for inlining; `id` is unique in the page. Row 1 is at the top. */
export async function renderHeatMap(map: CellMap, id: string): Promise<string> {
  const { values } = map;
  const [title, rows, columns] = [plainText(map.title), values.length, values[0]?.length ?? 0];
  const echarts = await import('echarts/dist/echarts.esm.min.mjs');
  const scale = scaleOf(map, title);
  const [across, down] = [Math.min(columns, MOST_SQUARES), Math.min(rows, MOST_SQUARES)];
  const height = Math.min(560, Math.max(220, 120 + (430 * down) / across));
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      grid: { left: 54, right: 96, top: 16, bottom: 48 },
      xAxis: lineAxis('bit line', across, columns, 28),
      yAxis: { ...lineAxis('word line', down, rows, 36), inverse: true },
      visualMap: colourBar(scale, height),
      series: [{ type: 'heatmap', data: scale.squares, silent: true, progressive: 0 }],
    });
    const label = `${title}, ${rows} word lines by ${columns} bit lines`;
    return mergeSquares(tidySvg(chart.renderToSVGString(), id, label));
  } finally {
    chart.dispose();
  }
}

/** Squares in the unit of the colour bar, its upper end, and that unit. */
interface Scale {
  readonly squares: readonly (readonly [number, number, number])[];
  readonly high: number;
  readonly unit: string;
}

function scaleOf({ unit, values, largest = 0 }: CellMap, title: string): Scale {
  const squares = blocks(values, values[0]?.length ?? 0);
  const axis = makeAxis(
    unit === '1' ? 'change of state' : `${title} (${unit})`,
    [0, largest, ...squares.map(([, , value]) => value)],
    4,
  );
  const most = squares.reduce((found, [, , value]) => Math.max(found, value), largest);
  const step = most * axis.factor;
  return {
    squares: squares.map(([x, y, value]) => [x, y, (step * Math.round((SHADES * value) / most || 0)) / SHADES]),
    high: most * axis.factor,
    unit: /\(([^)]*)\)$/.exec(axis.title)?.[1] ?? '',
  };
}

/** Numbers of lines along an axis. */
function lineAxis(name: string, count: number, size: number, nameGap: number) {
  return {
    type: 'category' as const,
    data: Array.from({ length: count }, (_, index) => String(Math.floor((index * size) / count) + 1)),
    name,
    nameLocation: 'middle' as const,
    nameGap,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: TONES.muted.light, fontSize: 11 },
    nameTextStyle: { color: TONES.muted.light },
  };
}

function colourBar({ high, unit }: Scale, height: number) {
  return {
    type: 'continuous' as const,
    min: 0,
    max: high === 0 ? 1 : high,
    calculable: false,
    orient: 'vertical' as const,
    right: 0,
    top: 'middle',
    itemHeight: Math.min(160, height - 100),
    inRange: { color: COLORS },
    text: [high === 0 ? '' : `${tickLabel(Number(high.toPrecision(3)))} ${unit}`.trimEnd(), '0'],
    textStyle: { color: TONES.muted.light, fontSize: 11 },
  };
}

/** Magnitudes of the cells, or the largest of each block of them: x, y, value. */
function blocks(values: CellMap['values'], columns: number): (readonly [number, number, number])[] {
  const [across, down] = [Math.min(columns, MOST_SQUARES), Math.min(values.length, MOST_SQUARES)];
  const largest = new Float64Array(across * down);
  values.forEach((line, row) =>
    line.forEach((value, column) => {
      const square = Math.floor((row * down) / values.length) * across + Math.floor((column * across) / columns);
      largest[square] = Math.max(largest[square]!, Math.abs(value));
    }),
  );
  return Array.from(largest, (value, square) => [square % across, Math.floor(square / across), value] as const);
}
