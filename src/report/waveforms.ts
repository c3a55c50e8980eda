import type { Figure, Series } from '../result/figure.js';
import type { Result } from '../result/result.js';
import type { CellMap } from '../result/table.js';
import type { WaveformsFile } from '../result/waveforms.js';
import { plainJson } from '../units/plain-json.js';

/** More than any picture needs, and half the bytes of a number as it is. */
const DIGITS = 9;

/** Results whose curves and maps have lost their numbers and say how many there were. */
export function withoutNumbers(results: readonly Result[]): Result[] {
  const hollow = (series: readonly Series[]): Series[] =>
    series.map((one) => ({ ...one, points: one.x.length, x: [], y: [] }));
  return results.map((result) => withPictures(result, (figure) => replaced(figure, hollow), hollowMap));
}

function hollowMap(map: CellMap): CellMap {
  return { ...map, points: map.values.reduce((sum, line) => sum + line.length, 0), values: [] };
}

/** Text of the file that stands beside a result, one curve in a line. Ends with a newline. */
export function renderWaveforms(results: readonly Result[], { date }: { readonly date: Date }): string {
  const list = (items: readonly string[], indent: string): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}]`;
  const curves = (series: readonly Series[]): string =>
    list(
      series.map(({ name, x, y }) => line({ name, x, y })),
      '          ',
    );
  const documents = results.map((result) => {
    const figures = result.figures.map(
      ({ title, series, residual }) =>
        `{ "title": ${line(title)}, "series": ${curves(series)}, "residual": ${curves(residual?.series ?? [])} }`,
    );
    const maps = mapsOf(result).map(({ title, values }) => line({ title, values }));
    return `{ "name": ${line(result.name)}, "figures": ${list(figures, '      ')}, "maps": ${list(maps, '      ')} }`;
  });
  const head = `"waveforms": 1, "generated": ${line(date.toISOString())}`;
  return `${plainJson(`{ ${head}, "reports": ${list(documents, '  ')} }`)}\n`;
}

function line(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(DIGITS)) : one));
}

/**
 * Results with the numbers of their pictures again, from the file beside them.
 * @throws RangeError when that file is of other results
 */
export function withNumbers(results: readonly Result[], { reports }: WaveformsFile): Result[] {
  if (reports.length !== results.length) throw new RangeError('the waveforms are of another number of documents');
  return results.map((result, at) => {
    const { figures = [], maps = [], name } = reports[at] ?? {};
    if (name !== result.name) throw new RangeError(`the waveforms are of ${name ?? 'nothing'}, not of ${result.name}`);
    let [figure, map] = [0, 0];
    return withPictures(
      result,
      (one) => {
        const curves = figures[figure++];
        return replaced(one, (series, lower) => filled(series, (lower ? curves?.residual : curves?.series) ?? []));
      },
      (one) => ({ ...one, values: maps[map++]?.values ?? [] }),
    );
  });
}

function filled(series: readonly Series[], curves: readonly Pick<Series, 'x' | 'y'>[]): Series[] {
  return series.map((one, at) => {
    const { x, y } = curves[at] ?? { x: [], y: [] };
    if (one.points !== undefined && x.length !== one.points)
      throw new RangeError(`the waveforms have ${x.length} points of ${one.name} instead of ${one.points}`);
    return { ...one, x, y };
  });
}

function replaced(figure: Figure, series: (given: readonly Series[], lower: boolean) => Series[]): Figure {
  const { residual } = figure;
  return {
    ...figure,
    series: series(figure.series, false),
    ...(residual === undefined ? {} : { residual: { ...residual, series: series(residual.series, true) } }),
  };
}

function withPictures(result: Result, figure: (one: Figure) => Figure, map: (one: CellMap) => CellMap): Result {
  const figures = result.figures.map(figure);
  return result.kind === 'crossbar' ? { ...result, figures, maps: result.maps.map(map) } : { ...result, figures };
}

function mapsOf(result: Result): readonly CellMap[] {
  return result.kind === 'crossbar' ? result.maps : [];
}
