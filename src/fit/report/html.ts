import { renderFigure, type Drawing } from '../../report/figure.js';
import { themeCss } from '../../report/theme.js';
import { STATUS_WORDS, plainLines } from '../../report/words.js';
import { reportTemplate } from '../../report/template.js';
import type { Estimate } from '../estimate.js';
import type { Fit } from '../fit.js';
import { PARAMETER_HEAD, agreementLines, parameterRow, qualityLines } from '../text.js';

const MOST_POINTS = 1500;

/**
 * One self-contained page about a fit: data, curve, residuals, parameters with intervals, correlations; no network, no
 * script.
 */
export async function renderFitHtml(
  fit: Fit,
  { date, version }: { readonly date: Date; readonly version: string },
): Promise<string> {
  const { default: Handlebars } = await import('handlebars');
  const [template, css] = [reportTemplate('fit.html.hbs'), reportTemplate('report.css')];
  const { word, mark } = STATUS_WORDS[fit.status];
  const figures = [];
  for (const drawing of fit.estimates.flatMap(figuresOf))
    figures.push({
      title: drawing.title,
      svg: await renderFigure(drawing, { id: `f${figures.length + 1}`, maxPoints: MOST_POINTS }),
    });
  const view = {
    css: `${themeCss()}\n${css}`,
    status: fit.status,
    word,
    mark,
    title: fit.target.title,
    model: `${fit.model.name}: ${fit.model.summary}`,
    equations: fit.model.equations,
    references: fit.target.references,
    date: `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    version,
    faults: fit.faults,
    warnings: fit.warnings,
    notes: fit.notes,
    head: PARAMETER_HEAD,
    parameters: [...fit.estimates.flatMap(({ parameters }) => parameters), ...fit.derived].map(parameterRow),
    figures,
    fits: fit.estimates.map((one) => ({
      name: one.problem.name,
      lines: qualityLines(one),
      names: one.parameters.map(({ name }) => name),
      correlation: one.correlation.map((row, index) => ({
        name: one.parameters[index]?.name ?? '',
        cells: row.map((value) => value.toFixed(3)),
      })),
    })),
    data: fit.data.files,
    masked: fit.data.masked,
    provenance: plainLines(fit.origin.source),
    agreements: agreementLines(fit.agreements),
    cards: fit.cards.map(({ format, text }) => ({ title: format === 'yaml' ? 'Card' : 'SPICE card', text })),
  };
  return Handlebars.create().compile(template, { strict: true, knownHelpersOnly: true, preventIndent: true })(view);
}

/** The problem's own figures, else one per panel: data as points, the fit as one line per curve, residuals beneath. */
function figuresOf({ problem, predicted, values }: Estimate): readonly Drawing[] {
  if (problem.figures !== undefined) return problem.figures(values);
  const { x, observed, draw = (value: number): number => value } = problem;
  const curves = problem.curves ?? [{ panel: problem.name, name: 'fit', from: 0, to: x.length }];
  return [...new Set(curves.map(({ panel }) => panel))].map((panel): Drawing => {
    const own = curves
      .filter((curve) => curve.panel === panel)
      .map((curve) => ({
        ...curve,
        rows: Array.from({ length: curve.to - curve.from }, (_, index) => curve.from + index),
      }));
    const all = own.flatMap(({ rows }) => rows);
    const along = (values: Float64Array, rows: readonly number[]): number[] =>
      rows.map((index) => values[index] ?? NaN);
    const drawn = (values: Float64Array, rows: readonly number[]): number[] => along(values, rows).map(draw);
    const model = drawn(predicted, all);
    return {
      title: panel,
      xTitle: problem.xTitle,
      yTitle: problem.yTitle,
      series: [
        { name: 'data', role: 'circuit', mark: 'points', x: along(x, all), y: drawn(observed, all) },
        ...own.map(({ name, rows }, nth) => {
          const order = problem.curves ? rows : rows.toSorted((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
          return {
            name: own.length > 1 ? name : 'fit',
            role: nth === 0 ? ('model' as const) : ('other' as const),
            mark: 'line' as const,
            x: along(x, order),
            y: drawn(predicted, order),
          };
        }),
      ],
      residual: {
        yTitle: 'data - fit',
        series: [
          {
            name: 'data - fit',
            role: 'circuit',
            mark: 'points',
            x: along(x, all),
            y: drawn(observed, all).map((value, index) => value - (model[index] ?? NaN)),
          },
        ],
      },
    };
  });
}
