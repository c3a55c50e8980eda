import { downsample } from '../report/downsample.js';
import type { Figure, Series } from '../result/figure.js';
import type { Estimate } from './estimate.js';
import type { Curve } from './problem.js';

/** Points of a curve that a result keeps: what an eye can see on a page. */
const MOST_POINTS = 1500;

/** The problem's own figures, else one per panel: data as points, the fit as one line per curve, residuals beneath. */
export function figuresOf(estimate: Estimate): Figure[] {
  const { problem, values } = estimate;
  return (problem.figures?.(values) ?? panelsOf(estimate)).map((figure) => ({
    ...figure,
    series: figure.series.map(shortened),
    ...(figure.residual ? { residual: { ...figure.residual, series: figure.residual.series.map(shortened) } } : {}),
  }));
}

function panelsOf(estimate: Estimate): Figure[] {
  const { problem } = estimate;
  const curves = problem.curves ?? [{ panel: problem.name, name: 'fit', from: 0, to: problem.x.length }];
  return [...new Set(curves.map(({ panel }) => panel))].map((panel) =>
    panelOf(
      estimate,
      panel,
      curves.filter((curve) => curve.panel === panel),
    ),
  );
}

function panelOf({ problem, predicted }: Estimate, title: string, curves: readonly Curve[]): Figure {
  const { x, observed, draw = (value: number): number => value } = problem;
  const own = curves.map((curve) => ({
    ...curve,
    rows: Array.from({ length: curve.to - curve.from }, (_, index) => curve.from + index),
  }));
  const all = own.flatMap(({ rows }) => rows);
  const along = (values: Float64Array, rows: readonly number[]): number[] => rows.map((index) => values[index] ?? NaN);
  const drawn = (values: Float64Array, rows: readonly number[]): number[] => along(values, rows).map(draw);
  const lines = own.map(({ name, rows }, nth): Series => {
    const order = problem.curves ? rows : rows.toSorted((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
    return {
      name: own.length > 1 ? name : 'fit',
      role: nth === 0 ? 'model' : 'other',
      mark: 'line',
      x: along(x, order),
      y: drawn(predicted, order),
    };
  });
  const model = drawn(predicted, all);
  const left = drawn(observed, all).map((value, index) => value - (model[index] ?? NaN));
  const points = { role: 'circuit', mark: 'points', x: along(x, all) } as const;
  return {
    title,
    xTitle: problem.xTitle,
    yTitle: problem.yTitle,
    series: [{ name: 'data', ...points, y: drawn(observed, all) }, ...lines],
    residual: { yTitle: 'data - fit', series: [{ name: 'data - fit', ...points, x: along(x, all), y: left }] },
  };
}

/** Without points that are no numbers, and no more than can be seen. */
function shortened({ x, y, ...series }: Series): Series {
  const there = [...x.keys()].filter((index) => Number.isFinite(x[index]) && Number.isFinite(y[index]));
  const points = downsample(
    there.map((index) => x[index] ?? 0),
    there.map((index) => y[index] ?? 0),
    MOST_POINTS,
  );
  return { ...series, x: points.map(([at]) => at), y: points.map(([, value]) => value) };
}
