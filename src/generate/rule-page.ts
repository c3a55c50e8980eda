import type { Explanation } from '../explain/types.js';
import { renderFigureFile } from '../report/figure.js';
import type { RuleResult } from '../result/rule.js';
import { checkText, conditionsText, limitText, measuredText } from '../report/words.js';
import type { RuleEntry } from '../rule/catalogue.js';
import { allCells } from '../cells/registry.js';
import { formatQuantity } from '../units/format.js';
import type { GeneratedFile } from './generated-file.js';

/** What one page is made from: an example of the rule, explained and verified. */
export interface RulePageInput {
  readonly entry: RuleEntry;
  readonly example: string;
  readonly explanation: Explanation;
  readonly report: RuleResult;
}

/** Most pictures of one page: the window or the reward sweep, and the trains. */
const FIGURES = 3;

/**
 * docs/reference/rules/<example>.md with its block diagram and figures: everything on it comes from the code and from
 * a run.
 */
export async function rulePage({ entry, example, explanation, report }: RulePageInput): Promise<GeneratedFile[]> {
  const figures = await Promise.all(
    report.figures.slice(0, FIGURES).map(async (figure, index) => ({
      path: `docs/reference/rules/${example}-${index + 1}.svg`,
      title: figure.title,
      text: await renderFigureFile(figure, { id: `figure${index}`, maxPoints: 600 }),
    })),
  );
  const agreement = [
    `${report.process.name}, engine ${report.engine.name} ${report.engine.version}.`,
    '',
    ...table(
      ['check', 'conditions', 'measured', 'limit', ''],
      report.verdicts.map((verdict) => [
        checkText(verdict),
        verdict.conditions ? conditionsText(verdict.conditions) : '',
        measuredText(verdict),
        limitText(verdict),
        verdict.status,
      ]),
    ),
    ...figures.flatMap(({ path, title }) => ['', `![${title}](${path.slice('docs/reference/rules/'.length)})`]),
  ];
  return [
    {
      path: `docs/reference/rules/${example}.md`,
      text: rulePageText({ entry, example, explanation, description: report.description }, agreement),
    },
    { path: `docs/reference/rules/${example}.svg`, text: explanation.diagram },
    ...figures.map(({ path, text: svg }) => ({ path, text: svg })),
  ];
}

/** The page around what was measured: all of it follows from the code without a simulation of the circuit. */
export function rulePageText(
  {
    entry,
    example,
    explanation,
    description,
  }: Omit<RulePageInput, 'report'> & { readonly description: string | undefined },
  agreement: readonly string[],
): string {
  return [
    `# ${entry.title}: ${example}`,
    '',
    `${entry.summary} Written by \`npm run docs:rules\` from ` +
      `\`examples/${example}.yaml\`${description === undefined ? '.' : `: ${description}`}`,
    ...section('Rule', ['```', ...explanation.equations, '```']),
    ...section('Circuit', [`![signal flow](${example}.svg)`, '', ...termTable(explanation)]),
    ...section('Agreement reached', agreement),
    ...section('Where it holds', limitTable(explanation)),
    ...section(
      'References',
      [...new Set([...entry.references, ...citations(explanation)])].map((reference) => `- ${reference}`),
    ),
    '',
  ].join('\n');
}

function termTable(explanation: Explanation): string[] {
  return table(
    ['term', 'cell', 'instances'],
    explanation.terms.map(({ term, instances }) => [
      `\`${term}\``,
      cellsOf(explanation, instances),
      instances.join(', '),
    ]),
  );
}

function limitTable({ limits }: Explanation): string[] {
  return table(
    ['instance', 'quantity', 'range', 'here', 'because'],
    limits.map(({ instance, quantity, min, max, unit, value, because }) => [
      instance,
      quantity,
      rangeText(min, max, unit),
      value === undefined ? '' : formatQuantity(value, unit, 3),
      because,
    ]),
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return rows.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function cellsOf({ blocks }: Explanation, instances: readonly string[]): string {
  return [...new Set(blocks.filter(({ instance }) => instances.includes(instance)).map(({ cell }) => cell))].join(', ');
}

function citations({ blocks }: Explanation): string[] {
  const used = new Set(blocks.map(({ cell }) => cell));
  return allCells()
    .filter(({ name }) => used.has(name))
    .flatMap(({ references }) => references.map(({ citation }) => citation));
}

function rangeText(min: number | undefined, max: number | undefined, unit: string): string {
  const print = (value: number): string => formatQuantity(value, unit === '1' ? '' : unit, 3);
  if (min !== undefined && max !== undefined) return `${print(min)} to ${print(max)}`;
  return min === undefined ? (max === undefined ? '' : `at most ${print(max)}`) : `at least ${print(min)}`;
}
