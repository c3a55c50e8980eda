import { formatQuantity, renderFigure, type Figure, type RuleResult } from '../../src/browser.js';

/** Most points of one drawn curve. */
const MOST_POINTS = 600;
/** Most pictures of one kind: a page, not a book. */
const MOST_FIGURES = 6;

/** Draws figures into a part of the page. Our own renderer made the SVG; text in it is escaped there. */
export async function drawFigures(into: HTMLElement, figures: readonly Figure[], id: string): Promise<void> {
  const shown = figures.slice(0, MOST_FIGURES);
  const drawn = await Promise.all(
    shown.map((figure, at) => renderFigure(figure, { id: `${id}${at}-`, maxPoints: MOST_POINTS })),
  );
  into.replaceChildren(
    ...shown.map((figure, at) => {
      const place = element('figure', 'figure');
      place.innerHTML = drawn[at] ?? '';
      place.prepend(element('figcaption', '', figure.title));
      return place;
    }),
  );
}

/** One row for each verdict: what, found, limit, status. */
export function verdictTable({ verdicts }: RuleResult): HTMLElement {
  const rows = verdicts.map(({ quantity, against, measured, bound, limit, unit, status, reason }) =>
    row('td', [
      quantity + (against ? ` against ${against}` : ''),
      measured === undefined ? (reason ?? '') : amount(measured, unit),
      `${bound} ${amount(limit, unit)}`,
      status,
    ]),
  );
  rows.forEach((one, at) => one.lastElementChild?.classList.add(`is-${verdicts[at]?.status ?? ''}`));
  return table(['check', 'measured', 'limit', 'verdict'], rows);
}

/** What was sized: instance, parameter, value. */
export function sizingTable({ sizing }: RuleResult): HTMLElement {
  const names = [...new Set(sizing.flatMap((one) => Object.keys(one)))];
  const text = (value: unknown): string =>
    typeof value === 'number' ? value.toPrecision(4) : typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return table(
    names,
    sizing.map((one) =>
      row(
        'td',
        names.map((name) => text((one as Readonly<Record<string, unknown>>)[name])),
      ),
    ),
  );
}

function amount(value: number, unit: string): string {
  if (unit === 'fraction') return `${(100 * value).toPrecision(3)} %`;
  return unit === '1' ? value.toPrecision(3) : formatQuantity(value, unit);
}

function table(head: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const whole = element('table');
  const [top, body] = [element('thead'), element('tbody')];
  top.append(row('th', head));
  body.append(...rows);
  whole.append(top, body);
  return whole;
}

function row(cell: 'td' | 'th', texts: readonly string[]): HTMLElement {
  const line = element('tr');
  line.append(...texts.map((text) => element(cell, '', text)));
  return line;
}

export function element(tag: string, name = '', text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
