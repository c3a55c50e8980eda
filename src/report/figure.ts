import type {
  EChartsOption,
  LineSeriesOption,
  ScatterSeriesOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts';
import { makeAxis, tickLabel, type Axis } from './axis.js';
import { downsample, type Point } from './downsample.js';
import { simplify } from './simplify.js';
import { standaloneSvg, tidySvg } from './svg.js';
import { TONES, roleStyle, type RoleStyle } from './theme.js';
import type { Figure, Series } from '../result/figure.js';
import { conditionsText, plainText } from './words.js';

export interface FigureOptions {
  /** Prefix of the ids in the SVG; unique in the page. */
  readonly id: string;
  /** Most points of one curve. */
  readonly maxPoints: number;
}

const WIDTH = 600;
const LEFT = 54;
const RIGHT = 18;
const TOP = 62;
const MAIN_HEIGHT = 250;
const RESIDUAL_TOP = TOP + MAIN_HEIGHT + 40;
const RESIDUAL_HEIGHT = 82;
const BOTTOM = 52;
/** A curve is drawn within this of its points, px. */
const NEAR = 0.15;

/** The same figure as the text of an SVG file. */
export async function renderFigureFile(figure: Figure, options: FigureOptions): Promise<string> {
  return standaloneSvg(await renderFigure(figure, options));
}

/**
 * One figure as an SVG string for inlining: overlay of the curves, residual panel beneath, a line at dt = 0 where the x
 * axis crosses it.
 */
export async function renderFigure(figure: Figure, options: FigureOptions): Promise<string> {
  const echarts = await import('echarts/dist/echarts.esm.min.mjs');
  const height = (figure.residual === undefined ? TOP + MAIN_HEIGHT : RESIDUAL_TOP + RESIDUAL_HEIGHT) + BOTTOM;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption(figureOption(figure, options.maxPoints));
    const conditions = figure.conditions === undefined ? '' : `, ${conditionsText(figure.conditions)}`;
    const names = figure.series.map((series) => plainText(series.name));
    const label = `${plainText(figure.title)}${conditions}: ${names.join(', ')}`;
    return tidySvg(chart.renderToSVGString(), options.id, label);
  } finally {
    chart.dispose();
  }
}

function figureOption(figure: Figure, maxPoints: number): EChartsOption {
  const curves = prepare(figure.series, maxPoints);
  const residual = prepare(figure.residual?.series ?? [], maxPoints);
  const x = makeAxis(plainText(figure.xTitle), coordinates([...curves, ...residual], 0), 6);
  const y = makeAxis(plainText(figure.yTitle), coordinates(curves, 1), 5);
  const panels: Panel[] = [{ x, y, curves, index: 0 }];
  if (figure.residual !== undefined) {
    panels.push({
      x,
      y: makeAxis(plainText(figure.residual.yTitle), [0, ...coordinates(residual, 1)], 2),
      curves: residual,
      index: 1,
    });
  }
  const main = { left: LEFT, right: RIGHT, top: TOP, height: MAIN_HEIGHT, outerBoundsMode: 'none' as const };
  return {
    animation: false,
    textStyle: { fontSize: 12 },
    grid: panels.length === 1 ? [main] : [main, { ...main, top: RESIDUAL_TOP, height: RESIDUAL_HEIGHT }],
    legend: {
      top: 2,
      left: 4,
      itemWidth: 30,
      itemHeight: 9,
      itemGap: 20,
      textStyle: { color: TONES.ink.light, fontSize: 12 },
      data: legendItems(curves),
    },
    xAxis: panels.map((panel) => xAxis(panel, panel.index === panels.length - 1)),
    yAxis: panels.map(yAxis),
    series: panels.flatMap((panel) => [zeroLines(panel), ...panel.curves.map((curve) => drawCurve(curve, panel))]),
  };
}

interface Panel {
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  readonly index: number;
}

/** A series with its style and no more points than are drawn. */
interface Curve {
  readonly name: string;
  readonly mark: Series['mark'];
  readonly style: RoleStyle;
  readonly points: readonly Point[];
}

function prepare(series: readonly Series[], maxPoints: number): Curve[] {
  let others = 0;
  return series.map(({ name, role, mark, x, y }) => ({
    name: plainText(name),
    mark,
    style: roleStyle(role, role === 'other' ? others++ : 0),
    // Every point of a measurement counts for the eye, a curve's neighbours do not.
    points: downsample(x, y, mark === 'points' ? 2.5 * maxPoints : maxPoints),
  }));
}

function coordinates(curves: readonly Curve[], which: 0 | 1): number[] {
  return curves.flatMap((curve) => curve.points.map((point) => point[which]));
}

function legendItems(curves: readonly Curve[]): { name: string; icon?: string }[] {
  return curves.map(({ name, mark, style }) => ({ name, ...(mark === 'line' ? { icon: style.swatch } : {}) }));
}

function xAxis(panel: Panel, last: boolean): XAXisComponentOption {
  return {
    type: 'value',
    gridIndex: panel.index,
    min: panel.x.min,
    max: panel.x.max,
    interval: panel.x.interval,
    name: last ? panel.x.title : '',
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: { color: TONES.muted.light },
    axisLine: { show: true, onZero: false, lineStyle: { color: TONES.axis.light } },
    axisTick: { show: last, lineStyle: { color: TONES.axis.light } },
    axisLabel: { show: last, color: TONES.muted.light, formatter: tickLabel, hideOverlap: true },
    splitLine: { show: false },
  };
}

function yAxis(panel: Panel): YAXisComponentOption {
  return {
    type: 'value',
    gridIndex: panel.index,
    min: panel.y.min,
    max: panel.y.max,
    interval: panel.y.interval,
    name: panel.y.title,
    nameLocation: 'end',
    nameGap: 10,
    nameTextStyle: { color: TONES.muted.light, align: 'left', padding: [0, 0, 0, 6 - LEFT] },
    axisLine: { show: false, onZero: false },
    axisTick: { show: false },
    axisLabel: { color: TONES.muted.light, formatter: tickLabel },
    splitLine: { lineStyle: { color: TONES.grid.light } },
  };
}

function drawCurve({ name, mark, style, points: raw }: Curve, panel: Panel): LineSeriesOption | ScatterSeriesOption {
  const all = raw.map(([x, y]): Point => [x * panel.x.factor, y * panel.y.factor]);
  const points = mark === 'points' ? all : simplify(all, pixels(panel), NEAR);
  const color = TONES[style.tone].light;
  const common = { name, xAxisIndex: panel.index, yAxisIndex: panel.index, z: style.layer, silent: true };
  if (mark === 'points') {
    return {
      ...common,
      type: 'scatter',
      symbol: style.symbol,
      symbolSize: style.symbol === 'diamond' ? 10 : 8,
      clip: false,
      data: points.map(([x, y]) => [x, y]),
      itemStyle:
        style.symbol === 'circle'
          ? { color, opacity: 1 }
          : { opacity: 1, color: TONES.card.light, borderColor: color, borderWidth: 1.6 },
    };
  }
  return {
    ...common,
    type: 'line',
    showSymbol: false,
    symbol: 'none',
    clip: true,
    data: breakAtZero(points, panel.y),
    itemStyle: { color },
    lineStyle: {
      color,
      width: panel.index === 0 ? style.width : Math.min(style.width, 2),
      type: style.dash === 'solid' ? 'solid' : [...style.dash],
      cap: 'butt',
    },
  };
}

/** Pixels per unit of the axes of a panel. */
function pixels({ x, y, index }: Panel): Point {
  return [(WIDTH - LEFT - RIGHT) / (x.max - x.min), (index === 0 ? MAIN_HEIGHT : RESIDUAL_HEIGHT) / (y.max - y.min)];
}

/**
 * An STDP window jumps at dt = 0: the curve is interrupted there instead of drawn through values that no pair takes.
 */
function breakAtZero(points: readonly Point[], y: Axis): (number | '-')[][] {
  const jump = (y.max - y.min) / 4;
  return points.flatMap(([x, value], index) => {
    const before = points[index - 1];
    const crosses =
      before !== undefined && before[0] <= 0 && x >= 0 && before[0] < x && points[0] !== undefined && points[0][0] < 0;
    return crosses && Math.abs(value - before[1]) > jump
      ? [
          ['-', '-'],
          [x, value],
        ]
      : [[x, value]];
  });
}

function zeroLines(panel: Panel): LineSeriesOption {
  const data: ({ xAxis: number } | { yAxis: number })[] = [];
  if (panel.x.min < 0 && panel.x.max > 0) data.push({ xAxis: 0 });
  if (panel.y.min < 0 && panel.y.max > 0) data.push({ yAxis: 0 });
  return {
    type: 'line',
    data: [],
    xAxisIndex: panel.index,
    yAxisIndex: panel.index,
    silent: true,
    z: 1,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      lineStyle: { color: TONES.zero.light, width: 1, type: 'solid' },
      data,
    },
  };
}
