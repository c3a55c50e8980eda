import { readFile } from 'node:fs/promises';
import { renderFigure, type Drawing } from '../../report/figure.js';
import { themeCss } from '../../report/theme.js';
import { STATUS_WORDS, plainLines } from '../../report/words.js';
import { packagePath } from '../../units/package-path.js';
import type { Estimate } from '../estimate.js';
import type { Fit } from '../fit.js';
import { PARAMETER_HEAD, parameterRow, qualityLines } from '../text.js';

const MOST_POINTS = 1500;

/** One self-contained page about a fit: data, curve, residuals, parameters with intervals, correlations; no network, no script. */
export async function renderFitHtml(fit: Fit, { date, version }: { readonly date: Date; readonly version: string }): Promise<string> {
  const { default: Handlebars } = await import('handlebars');
  const [template, css] = await Promise.all(['fit.html.hbs', 'report.css'].map((name) => readFile(packagePath('templates', 'report', name), 'utf8'))) as [string, string];
  const { word, mark } = STATUS_WORDS[fit.status];
  const figures = [];
  for (const [index, one] of fit.estimates.entries()) figures.push({ title: one.problem.name, svg: await renderFigure(figureOf(one), { id: `f${index + 1}`, maxPoints: MOST_POINTS }) });
  const view = {
    css: `${themeCss()}\n${css}`,
    status: fit.status, word, mark,
    title: fit.target.title,
    equations: fit.target.equations,
    references: fit.target.references,
    date: `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    version,
    faults: fit.faults,
    warnings: fit.warnings,
    head: PARAMETER_HEAD,
    parameters: [...fit.estimates.flatMap(({ parameters }) => parameters), ...fit.derived].map(parameterRow),
    figures,
    fits: fit.estimates.map((one) => ({
      name: one.problem.name,
      lines: qualityLines(one),
      names: one.parameters.map(({ name }) => name),
      correlation: one.correlation.map((row, index) => ({ name: one.parameters[index]?.name ?? '', cells: row.map((value) => value.toFixed(3)) })),
    })),
    data: fit.data.files,
    masked: fit.data.masked,
    provenance: plainLines(fit.origin.source),
    card: fit.card ?? '',
  };
  return Handlebars.create().compile(template, { strict: true, knownHelpersOnly: true, preventIndent: true })(view);
}

function figureOf({ problem, predicted }: Estimate): Drawing {
  const order = [...problem.x.keys()].sort((a, b) => (problem.x[a] ?? 0) - (problem.x[b] ?? 0));
  const along = (values: Float64Array): number[] => order.map((index) => values[index] ?? NaN);
  const x = along(problem.x);
  const residual = along(problem.observed.map((value, index) => value - (predicted[index] ?? NaN)));
  return {
    title: problem.name,
    xTitle: problem.xTitle,
    yTitle: problem.yTitle,
    series: [{ name: 'data', role: 'circuit', mark: 'points', x, y: along(problem.observed) }, { name: 'fit', role: 'model', mark: problem.family ? 'points' : 'line', x, y: along(predicted) }],
    residual: { yTitle: 'residual', series: [{ name: 'data - fit', role: 'circuit', mark: 'points', x, y: residual }] },
  };
}
