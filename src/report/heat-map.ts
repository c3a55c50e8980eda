import type { CellMap } from '../result/table.js';
import { makeAxis, tickLabel } from './axis.js';
import { tidySvg } from './svg.js';
import { TONES } from './theme.js';
import { plainText } from './words.js';

/** Squares on one side at most; larger arrays show the largest magnitude of each block. */
const MOST_SQUARES = 64;
const WIDTH = 600;
const COLORS = ['#f7f4ec', '#f6d9b8', '#efad78', '#d9611e', '#8f3708', '#4a1c04'];

/** A map of the cells as an SVG for inlining; `id` is unique in the page. Row 1 is at the top. */
export async function renderHeatMap({ title: given, unit, values, largest = 0 }: CellMap, id: string): Promise<string> {
  const [title, rows, columns] = [plainText(given), values.length, values[0]?.length ?? 0];
  const echarts = await import('echarts/dist/echarts.esm.min.mjs');
  const squares = blocks(values, columns);
  const axis = makeAxis(
    unit === '1' ? 'change of state' : `${title} (${unit})`,
    [0, largest, ...squares.map(([, , value]) => value)],
    4,
  );
  const high = squares.reduce((most, [, , value]) => Math.max(most, value * axis.factor), largest * axis.factor);
  const scaleUnit = /\(([^)]*)\)$/.exec(axis.title)?.[1] ?? '';
  const [across, down] = [Math.min(columns, MOST_SQUARES), Math.min(rows, MOST_SQUARES)];
  const height = Math.min(560, Math.max(220, 120 + (430 * down) / across));
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  const label = (count: number, size: number) =>
    Array.from({ length: count }, (_, index) => String(Math.floor((index * size) / count) + 1));
  const style = {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: TONES.muted.light, fontSize: 11 },
    nameTextStyle: { color: TONES.muted.light },
  };
  try {
    chart.setOption({
      animation: false,
      grid: { left: 54, right: 96, top: 16, bottom: 48 },
      xAxis: {
        type: 'category',
        data: label(across, columns),
        name: 'bit line',
        nameLocation: 'middle',
        nameGap: 28,
        ...style,
      },
      yAxis: {
        type: 'category',
        data: label(down, rows),
        name: 'word line',
        nameLocation: 'middle',
        nameGap: 36,
        inverse: true,
        ...style,
      },
      visualMap: {
        type: 'continuous',
        min: 0,
        max: high === 0 ? 1 : high,
        calculable: false,
        orient: 'vertical',
        right: 0,
        top: 'middle',
        itemHeight: Math.min(160, height - 100),
        inRange: { color: COLORS },
        text: [high === 0 ? '' : `${tickLabel(Number(high.toPrecision(3)))} ${scaleUnit}`.trimEnd(), '0'],
        textStyle: { color: TONES.muted.light, fontSize: 11 },
      },
      series: [
        {
          type: 'heatmap',
          data: squares.map(([x, y, value]) => [x, y, value * axis.factor]),
          silent: true,
          progressive: 0,
        },
      ],
    });
    return tidySvg(chart.renderToSVGString(), id, `${title}, ${rows} word lines by ${columns} bit lines`);
  } finally {
    chart.dispose();
  }
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
