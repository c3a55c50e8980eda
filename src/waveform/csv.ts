import type { Column, Waveforms } from './waveforms.js';

const CHUNK_ROWS = 1000;

/**
 * Waveforms as RFC 4180 text, axis first, plain SI numbers that read back exactly; a complex vector gives `re(...)` and
 * `im(...)`.
 */
export function writeCsv(waveforms: Waveforms): string {
  return [...csvChunks(waveforms)].join('');
}

/** The same text in pieces, to stream long transients into a file. */
export function* csvChunks(waveforms: Waveforms): Generator<string> {
  const series = [waveforms.axis, ...waveforms.columns.values()].flatMap(toSeries);
  yield `${series.map(({ name }) => quote(name)).join(',')}\r\n`;
  const points = waveforms.axis.values.length;
  for (let start = 0; start < points; start += CHUNK_ROWS) {
    let text = '';
    for (let row = start; row < Math.min(points, start + CHUNK_ROWS); row += 1) {
      text += `${series.map(({ values }) => String(values[row])).join(',')}\r\n`;
    }
    yield text;
  }
}

function toSeries({ name, values, imaginary }: Column): { name: string; values: Float64Array }[] {
  if (!imaginary) return [{ name, values }];
  return [
    { name: `re(${name})`, values },
    { name: `im(${name})`, values: imaginary },
  ];
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
