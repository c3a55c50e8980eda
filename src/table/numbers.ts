/*
 * Numbers as instruments and spreadsheets of many countries write them. Which mark is the decimal one is decided for a
 * whole file, never for a cell.
 */

export type DecimalMark = 'point' | 'comma';

/** Mark between groups of three digits; none for most files. */
export type Grouping = '' | ',' | '.';

export interface NumberFormat {
  readonly decimal: DecimalMark;
  readonly grouping: Grouping;
}

export const PLAIN: NumberFormat = { decimal: 'point', grouping: '' };

const EXPONENT = '(?:[eEdD][+-]?\\d+)?';
const SIMPLE = new RegExp(`^[+-]?(?:\\d+(?:[.,]\\d*)?|[.,]\\d+)${EXPONENT}$`);
const GROUPED = new RegExp(`^[+-]?\\d{1,3}(?:([.,'])\\d{3})(?:\\1\\d{3})*(?:[.,]\\d+)?${EXPONENT}$`);
const MANTISSA = /[.,']/;

/** Hard and narrow blanks, which only stand between digits; the typographic minus. */
function bare(cell: string): string {
  return /[\u00a0\u202f\u2009\u2212]/.test(cell)
    ? cell.replace(/\u2212/g, '-').replace(/(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))/g, '')
    : cell;
}

/** Whether a cell may be a number under some convention. */
export function looksNumeric(cell: string): boolean {
  const text = bare(cell);
  return text.length < 60 && (SIMPLE.test(text) || GROUPED.test(text));
}

/** What the marks of one cell say about a file. */
export type Evidence = 'comma' | 'point' | 'either' | 'none';

/**
 * `0,5` and `1.234,5` can only have a decimal comma, `1,234.5` only a point; `1,234` may be either. A lone point is
 * taken as decimal unless commas are.
 */
export function evidenceOf(cell: string): Evidence {
  const text = bare(cell);
  if (!MANTISSA.test(text) || !looksNumeric(text)) return 'none';
  const mantissa = text.replace(/^[+-]/, '').replace(/[eEdD].*$/, '');
  const [comma, point] = [mantissa.lastIndexOf(','), mantissa.lastIndexOf('.')];
  if (comma >= 0 && point >= 0) return comma > point ? 'comma' : 'point';
  if (comma >= 0) {
    if (mantissa.indexOf(',') !== comma) return 'point';
    return /^[1-9]\d{0,2},\d{3}$/.test(mantissa) && mantissa.length === text.replace(/^[+-]/, '').length
      ? 'either'
      : 'comma';
  }
  if (point < 0) return 'none';
  if (mantissa.indexOf('.') !== point) return 'comma';
  return 'point';
}

/** The number of a cell as programs write it; the cell itself where it is none in this format. */
export function plainNumber(cell: string, { decimal, grouping }: NumberFormat): string {
  let text = bare(cell);
  if (text.includes("'") && GROUPED.test(text)) text = text.replaceAll("'", '');
  if (grouping !== '' && text.includes(grouping)) {
    const mark = grouping === '.' ? '\\.' : ',';
    const rest = decimal === 'comma' ? ',' : '\\.';
    if (!new RegExp(`^[+-]?\\d{1,3}(?:${mark}\\d{3})+(?:${rest}\\d*)?${EXPONENT}$`).test(text)) return cell;
    text = text.replaceAll(grouping, '');
  }
  if (decimal === 'comma') {
    if (text.includes('.')) return cell;
    text = text.replace(',', '.');
  }
  return /^[+-]?[\d.]+[dD][+-]?\d+$/.test(text) ? text.replace(/[dD]/, 'e') : text;
}
