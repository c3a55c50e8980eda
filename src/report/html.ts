import type { Result } from '../result/result.js';
import { renderFigure } from './figure.js';
import { renderHeatMap } from './heat-map.js';
import { reportTemplate } from './template.js';
import { themeCss } from './theme.js';
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

/** Headings of a page that is about one kind of document. */
const TITLES: Readonly<Record<Result['kind'], string>> = {
  rule: 'Learning rules, verified',
  crossbar: 'Crossbar arrays',
  network: 'Neurons and synapses in closed loop',
  fit: 'Parameters from data',
  identify: 'Rules of circuits',
};

/** One self-contained HTML page: no network, no script. Throws a `ReportError` when the reports cannot be believed. */
export async function renderHtml(reports: readonly Result[], options: HtmlOptions): Promise<string> {
  assertReports(reports);
  const figures = await drawFigures(reports);
  return renderPage(pageView(reports, figures, { title: titleFor(reports), ...options }));
}

function titleFor(reports: readonly Result[]): string {
  const [first] = reports;
  if (first?.kind === 'fit' && reports.length === 1) return first.target.title;
  const kinds = [...new Set(reports.map(({ kind }) => kind))];
  return kinds.length > 1 ? 'Rules and arrays, verified' : TITLES[kinds[0] ?? 'rule'];
}

async function drawFigures(reports: readonly Result[]): Promise<Map<Result, readonly DrawnFigure[]>> {
  const maxPoints = pointsPerCurve(reports);
  const drawn = new Map<Result, readonly DrawnFigure[]>();
  for (const [at, report] of reports.entries()) {
    const own: DrawnFigure[] = [];
    for (const [index, figure] of report.figures.entries()) {
      own.push({ figure, svg: await renderFigure(figure, { id: `f${at + 1}-${index + 1}`, maxPoints }) });
    }
    for (const [index, map] of (report.kind === 'crossbar' ? report.maps : []).entries())
      own.push({ figure: map, svg: await renderHeatMap(map, `m${at + 1}-${index + 1}`) });
    drawn.set(report, own);
  }
  return drawn;
}

/** Many curves share the page: each gets fewer points, never fewer than a hundred. */
function pointsPerCurve(reports: readonly Result[]): number {
  const curves = reports
    .flatMap((report) => report.figures)
    .reduce((sum, figure) => sum + figure.series.length + (figure.residual?.series.length ?? 0), 0);
  return Math.min(600, Math.max(100, Math.floor(CURVE_BYTES / POINT_BYTES / Math.max(1, curves))));
}

async function renderPage(view: PageView): Promise<string> {
  const { default: Handlebars } = await import('handlebars');
  const handlebars = Handlebars.create();
  const options = { strict: true, knownHelpersOnly: true, preventIndent: true };
  const partials = Object.fromEntries(
    ['document', 'verdicts', 'rows', 'table', 'figure'].map((name) => [
      name,
      handlebars.compile(reportTemplate(`${name}.html.hbs`), options),
    ]),
  );
  const css = `${themeCss()}\n${reportTemplate('report.css')}`;
  return handlebars.compile(reportTemplate('page.html.hbs'), options)({ ...view, css }, { partials });
}
