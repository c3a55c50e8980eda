import { METRIC_WORDS } from '../report/words.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import type { TableWriter } from './text.js';
import type { DrawnExplanation } from './types.js';

/** An explanation of a drawn circuit as a page of text. */
export function drawnText(explanation: DrawnExplanation, table: TableWriter): string {
  const { spec, rule, process, equations, source, ports, warnings } = explanation;
  const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join('');
  const sections: readonly (readonly [string, string])[] = [
    ['The rule that it is held against', indented(equations)],
    ['In the language of specs', indented(source.split('\n').filter((line) => line !== ''))],
    [
      'Ports',
      table(
        [],
        ports.map(({ port, is }) => [port, is]),
        '  ',
      ),
    ],
    ['Netlists', netlists(explanation, table)],
    ['What verify checks', checks(explanation, table)],
    ['Not taken from the netlists', indented(warnings)],
  ];
  const body = sections.filter(([, text]) => text.trim() !== '').map(([title, text]) => `\n${title}\n${text}`);
  return `${spec}: a drawn circuit on ${process}, and a rule of kind ${rule}\n${body.join('')}`;
}

function netlists(explanation: DrawnExplanation, table: TableWriter): string {
  return table(
    ['netlist', 'file', 'subcircuit', 'transistors', 'gate area', 'mismatch in the library'],
    explanation.netlists.map(({ name = '', file, subcircuit, transistors }) => [
      name,
      file,
      subcircuit,
      transistors.map(({ number, polarity }) => `${number} ${polarity}`).join(', '),
      formatQuantity(transistors.reduce((sum, { area }) => sum + area, 0) * 1e12, 'um2', 3),
      mismatchText(transistors),
    ]),
    '  ',
  );
}

function mismatchText(transistors: DrawnExplanation['netlists'][number]['transistors']): string {
  const [all, known] = (['number', 'libraryMismatch'] as const).map((key) =>
    transistors.reduce((sum, one) => sum + one[key], 0),
  );
  return known === 0 ? 'none: state avt' : `of ${known} of ${all}`;
}

function checks({ checks: all, conditions }: DrawnExplanation, table: TableWriter): string {
  const rows = all.map(({ quantity, against, metric, max, stimulus }) => [
    `${quantity} vs ${against}`,
    `at most ${formatPercent(max)}`,
    METRIC_WORDS[metric],
    stimulus ?? '',
  ]);
  return (
    table(['check', 'limit', 'metric', 'measured in'], rows, '  ') +
    `  under ${conditions} ${conditions === 1 ? 'condition' : 'conditions'}, of every netlist; besides: whether the ` +
    'weight can be set and holds, whether it leaves\n  its range, what one event does alone, static power, energy of ' +
    'an event, largest voltage\n'
  );
}
