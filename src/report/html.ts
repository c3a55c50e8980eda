import { renderFigure } from './figure.js';
import { reportTemplate } from './template.js';
import { themeCss } from './theme.js';
import type { SpecReport } from './types.js';
import { assertReports } from './validate.js';
import { pageView, type DrawnFigure, type PageView } from './view.js';

export interface HtmlOptions {
  /** When the run was made; never taken from the clock here, so that the same run gives the same bytes. */
  readonly date: Date;
  /** Heading of the page. */
  readonly title?: string;
  /** Version of rulespice that made the report. */
  readonly version?: string;
}

/** Bytes all curves of a page may take together, and what one point costs. */
const CURVE_BYTES = 2_500_000;
const POINT_BYTES = 9;

/** One self-contained HTML page: no network, no script. Throws a `ReportError` when the reports cannot be believed. */
export async function renderHtml(reports: readonly SpecReport[], options: HtmlOptions): Promise<string> {
  assertReports(reports);
  const figures = await drawFigures(reports);
  const view = pageView(reports, figures, { title: 'Learning rules, verified', ...options });
  return renderPage(view);
}

async function drawFigures(reports: readonly SpecReport[]): Promise<Map<SpecReport, readonly DrawnFigure[]>> {
  const maxPoints = pointsPerCurve(reports);
  const drawn = new Map<SpecReport, readonly DrawnFigure[]>();
  for (const [at, report] of reports.entries()) {
    const own: DrawnFigure[] = [];
    for (const [index, figure] of report.figures.entries()) {
      own.push({ figure, svg: await renderFigure(figure, { id: `f${at + 1}-${index + 1}`, maxPoints }) });
    }
    drawn.set(report, own);
  }
  return drawn;
}

/** Many curves share the page: each gets fewer points, never fewer than a hundred. */
function pointsPerCurve(reports: readonly SpecReport[]): number {
  const curves = reports
    .flatMap((report) => report.figures)
    .reduce((sum, figure) => sum + figure.series.length + (figure.residual?.series.length ?? 0), 0);
  return Math.min(600, Math.max(100, Math.floor(CURVE_BYTES / POINT_BYTES / Math.max(1, curves))));
}

async function renderPage(view: PageView): Promise<string> {
  const { default: Handlebars } = await import('handlebars');
  const [page, spec, rows, figure, css] = [
    'report.html.hbs',
    'spec.html.hbs',
    'rows.html.hbs',
    'figure.html.hbs',
    'report.css',
  ].map(reportTemplate) as [string, string, string, string, string];
  const handlebars = Handlebars.create();
  const options = { strict: true, knownHelpersOnly: true, preventIndent: true };
  const partials = {
    spec: handlebars.compile(spec, options),
    rows: handlebars.compile(rows, options),
    figure: handlebars.compile(figure, options),
  };
  return handlebars.compile(page, options)({ ...view, css: `${themeCss()}\n${css}` }, { partials });
}
