import type { Result } from '../result/result.js';
import { sha256Hex } from '../units/sha256.js';
import { renderFigure } from './figure.js';
import { linkTerms, TERMS } from './glossary.js';
import { subjectOfPage } from './headline.js';
import { renderHeatMap } from './heat-map.js';
import { inlineSvg } from './svg.js';
import { reportTemplate } from './template.js';
import { themeCss } from './theme.js';
import { assertReports } from './validate.js';
import type { DrawnFigure } from './pictures.js';
import { pageView, type PageView } from './view.js';

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

/**
 * One self-contained HTML page: no network, and no script but our own, which finds and filters; the page says the same
 * without it. Throws a `ReportError` when the reports cannot be believed.
 */
export async function renderHtml(reports: readonly Result[], options: HtmlOptions): Promise<string> {
  assertReports(reports);
  const figures = await drawFigures(reports);
  return renderPage(pageView(reports, figures, { title: subjectOfPage(reports), ...options }));
}

async function drawFigures(reports: readonly Result[]): Promise<Map<Result, readonly DrawnFigure[]>> {
  const maxPoints = pointsPerCurve(reports);
  const drawn = new Map<Result, readonly DrawnFigure[]>();
  for (const [at, report] of reports.entries()) {
    const own: DrawnFigure[] = [];
    for (const [index, figure] of report.figures.entries()) {
      own.push({ figure, svg: inlineSvg(await renderFigure(figure, { id: `f${at + 1}-${index + 1}`, maxPoints })) });
    }
    for (const [index, map] of (report.kind === 'crossbar' ? report.maps : []).entries())
      own.push({ figure: map, svg: inlineSvg(await renderHeatMap(map, `m${at + 1}-${index + 1}`)) });
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
    ['verdicts', 'rows', 'table', 'figure'].map((name) => [
      name,
      handlebars.compile(reportTemplate(`${name}.html.hbs`), options),
    ]),
  );
  const document = handlebars.compile(reportTemplate('document.html.hbs'), options);
  const documents = view.reports.map((report) => linkTerms(document(report, { partials })));
  const used = new Set(documents.flatMap(({ used: ids }) => [...ids]));
  const script = reportTemplate('report.js').trim();
  const page = handlebars.compile(reportTemplate('page.html.hbs'), options);
  return page({
    ...view,
    css: `${themeCss()}\n${reportTemplate('report.css')}`,
    script,
    // What a browser may run is this text and no other.
    scriptHash: base64Of(sha256Hex(script)),
    documents: documents.map(({ html }) => html),
    terms: TERMS.filter(({ id }) => used.has(id)),
  });
}

function base64Of(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16))));
}
