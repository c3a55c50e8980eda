import { formatPercent, formatQuantity } from '../units/format.js';
import type { Carrier, Credit, Explanation, LimitRow, MismatchRow, Setting } from './types.js';

/** Lines up rows in columns; the CLI gives its table writer. */
export type TableWriter = (head: readonly string[], rows: readonly (readonly string[])[], indent?: string) => string;

/** What every pass decided, in their order. */
export function passesText({ passes }: Explanation): string {
  const sections = passes.map(({ name, does, lines }, index) =>
    [
      `${index + 1} ${name}: ${does}`,
      ...(lines.length === 0 ? ['nothing'] : lines).map((line) => `  ${line}`),
      '',
    ].join('\n'),
  );
  return sections.join('\n');
}

/** An explanation as a page of text. */
export function explanationText(explanation: Explanation, table: TableWriter): string {
  const { spec, rule, process } = explanation;
  const body = [...ruleSections(explanation, table), ...circuitSections(explanation, table)]
    .filter(([, text]) => text.trim() !== '')
    .map(([title, text]) => `\n${title}\n${text}`)
    .join('');
  return `${spec}: a rule of kind ${rule} on ${process}\n${body}`;
}

/** Title and text. */
type Section = readonly [string, string];

/** What the rule says, and what carries it. */
function ruleSections({ equations, source, credit, carriers, terms }: Explanation, table: TableWriter): Section[] {
  return [
    ['The rule', equations.map((equation) => `  ${equation}\n`).join('')],
    [
      'In the language of specs',
      source
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `  ${line}\n`)
        .join(''),
    ],
    ['Credit', credit ? creditText(credit) : ''],
    [
      'What carries the states',
      table(
        [],
        carriers.map((carrier) => [carrier.state, carrier.carrier, carrierText(carrier)]),
        '  ',
      ),
    ],
    [
      'Term by term',
      table(
        ['term', 'instances', 'how'],
        terms.map(({ term, instances, how }) => [term, instances.join(', '), how]),
        '  ',
      ),
    ],
  ];
}

/** What the circuit is made of, and where it holds. */
function circuitSections(explanation: Explanation, table: TableWriter): Section[] {
  const { blocks, parameters, limits } = explanation;
  return [
    [
      'Blocks',
      table(
        ['instance', 'in the netlist', 'cell', 'for', 'targets'],
        blocks.map((block) => [
          block.instance,
          block.path,
          block.cell,
          block.for,
          block.targets.map(({ name, value, unit }) => `${name} ${quantity(value, unit)}`).join(', '),
        ]),
        '  ',
      ),
    ],
    ['Elements', elements(explanation, table)],
    ['What it takes', partsTable(explanation, table)],
    [
      'What each parameter sets',
      table(
        ['in the spec', 'value', 'sets'],
        parameters.map(({ path, value, sets }) => [path, value, settingsText(sets)]),
        '  ',
      ),
    ],
    ['Transistors, W/L in um', table([], transistors(explanation), '  ')],
    ['Where the equations hold', limitsTable(limits, table)],
    ['Mismatch in the library of the PDK', explanation.mismatch ? mismatchTable(explanation.mismatch, table) : ''],
  ];
}

/** What stands for 0 and 1 of a state, in words. */
export function carrierText({ carrier, zero = 0, one, unit }: Carrier): string {
  if (carrier === 'gate')
    return (
      `its logarithm, ` +
      `${one === undefined ? 'and the sizes decide which voltage stands for 1' : `${quantity(one, unit)} stands for 1`}`
    );
  return carrier === 'current'
    ? `${quantity(one ?? NaN, unit)} stands for 1`
    : `${quantity(zero, unit)} to ${quantity(one ?? NaN, unit)} stand for 0 to 1`;
}

function creditText({ delay, tau, captured, optimum }: Credit): string {
  return (
    `  a reward ${quantity(delay, 's')} after the pair finds ${formatPercent(captured)} of its eligibility ` +
    `(tau ${quantity(tau, 's')}); it stands out most from unrelated pairs at tau ${quantity(optimum, 's')}\n`
  );
}

function elements({ blocks }: Explanation, table: TableWriter): string {
  const rows = blocks.flatMap(({ instance, elements: own }) =>
    (own ?? []).map(({ name, value, unit, because }) => [instance, name, quantity(value, unit), because]),
  );
  return rows.length === 0 ? '' : table([], rows, '  ');
}

function partsTable({ parts = [] }: Explanation, table: TableWriter): string {
  const rows = parts.map(({ part, area, capacitance, decoupling, staticPower }) => [
    part,
    quantity(area, 'm2'),
    quantity(capacitance, 'F'),
    quantity(decoupling, 'F'),
    quantity(staticPower, 'W'),
  ]);
  const head = ['part', 'area, no wiring', 'capacitance', 'of it decoupling', 'static power'];
  return rows.length === 0 ? '' : table(head, rows, '  ');
}

/** Cells of one kind have the same transistors: each is shown once. */
function transistors({ blocks }: Explanation): string[][] {
  const cells = new Map(blocks.map((block) => [block.cell, block.devices]));
  return [...cells]
    .filter(([, devices]) => devices.length > 0)
    .map(([cell, devices]) => [cell, devices.map(({ name, size }) => `${name} ${size}`).join(', ')]);
}

function mismatchTable(rows: readonly MismatchRow[], table: TableWriter): string {
  const MICRO = 1e6;
  return table(
    ['', 'sizes', 'avt, mV um', 'abeta, % um', 'where the library says so'],
    rows.map(({ polarity, sizes, avt, abeta, at }) => [
      polarity,
      sizes.join(', '),
      (avt * MICRO * 1e3).toPrecision(4),
      (abeta * MICRO * 100).toPrecision(4),
      at.join(', '),
    ]),
    '  ',
  );
}

function limitsTable(limits: readonly LimitRow[], table: TableWriter): string {
  const rows = limits.map(({ instance, quantity: name, min, max, unit, value, inside, because }) => [
    instance,
    name,
    `${min === undefined ? '' : `${quantity(min, unit)} `}to${max === undefined ? '' : ` ${quantity(max, unit)}`}`,
    value === undefined ? '' : `${quantity(value, unit)}${inside === false ? ' OUTSIDE' : ''}`,
    because,
  ]);
  return table(['instance', 'quantity', 'range', 'here', 'because'], rows, '  ');
}

function settingsText(sets: readonly Setting[]): string {
  return sets.length === 0
    ? 'nothing in this circuit'
    : sets
        .map(
          ({ instance, element, through }) =>
            `${element} of ${instance}${through === undefined ? '' : ` (${through})`}`,
        )
        .join(', ');
}

function quantity(value: number, unit: string): string {
  return formatQuantity(value, unit === '1' ? '' : unit, 4);
}
