import { themeCss } from '../../report/theme.js';
import { STATUS_WORDS, durationText } from '../../report/words.js';
import { renderFigure } from '../../report/figure.js';
import { reportTemplate } from '../../report/template.js';
import { renderHeatMap } from './heat-map.js';
import type { CrossbarReport } from './types.js';
import { valueText, worstOf } from './verdicts.js';

/** One self-contained page about arrays: no network, no script. */
export async function renderCrossbarHtml(
  reports: readonly CrossbarReport[],
  { date, version }: { readonly date: Date; readonly version: string },
): Promise<string> {
  const { default: Handlebars } = await import('handlebars');
  const [template, css] = [reportTemplate('crossbar.html.hbs'), reportTemplate('report.css')];
  const view = {
    css: `${themeCss()}\n${css}`,
    ...badge(worstOf(reports.map(({ status }) => status))),
    date: `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    version,
    reports: await Promise.all(reports.map(reportView)),
  };
  return Handlebars.create().compile(template, { strict: true, knownHelpersOnly: true, preventIndent: true })(view);
}

async function reportView(report: CrossbarReport, index: number) {
  const figures: { title: string; svg: string }[] = [];
  for (const [number, figure] of report.figures.entries())
    figures.push({
      title: figure.title,
      svg: await renderFigure(figure, { id: `f${index + 1}-${number + 1}`, maxPoints: 600 }),
    });
  const maps: { title: string; caption: string; svg: string }[] = [];
  for (const [number, map] of report.maps.entries())
    maps.push({ title: map.title, caption: map.caption, svg: await renderHeatMap(map, `m${index + 1}-${number + 1}`) });
  return {
    ...badge(report.status),
    name: report.spec.name,
    file: report.spec.file,
    description: report.spec.description ?? '',
    action: report.action,
    size: `${report.array.rows} × ${report.array.columns} cells`,
    time: durationText(report.wallSeconds),
    verdicts: report.verdicts.map((verdict) => ({
      ...badge(verdict.status),
      quantity: verdict.quantity,
      meaning: verdict.meaning,
      measured: verdict.measured === undefined ? '' : valueText(verdict.measured, verdict.unit),
      limit: `${verdict.bound === 'max' ? 'at most' : 'at least'} ${valueText(verdict.limit, verdict.unit)}`,
      reason: verdict.reason ?? '',
      replay: verdict.replay,
    })),
    tables: report.tables.map(({ title, head, rows, caption }) => ({ title, head, rows, caption: caption ?? '' })),
    figures,
    maps,
    notes: report.notes,
  };
}

function badge(status: CrossbarReport['status']) {
  return { status, mark: STATUS_WORDS[status].mark, word: STATUS_WORDS[status].word.replace('-', ' ') };
}
