import type { BiasDriver, CellDefinition, Port } from '../cells/cell.js';
import { limitRange } from '../units/limit-range.js';

/*
 * A cell's README repeats its definition in three sections, for a reader who has only the page. What is repeated is
 * written here, so that the two cannot come to differ; the rest of the page is written by hand.
 */

/**
 * The README of a cell with its ports, its equations and references, and its limits as the definition has them. Prose
 * in the section "Region" stays where it is; bullets there are the limits.
 */
export function cellReadme(cell: CellDefinition, readme: string): string {
  return readme
    .trimEnd()
    .split(/^(?=## )/m)
    .map((section) => renewed(section, cell))
    .join('')
    .trimEnd()
    .concat('\n');
}

function renewed(section: string, cell: CellDefinition): string {
  const [heading = ''] = section.split('\n', 1);
  switch (heading) {
    case '## Ports':
      return page(heading, ports(cell));
    case '## Design equations':
      return page(heading, equations(cell));
    case '## Region':
      return page(heading, [...proseOf(section), ...limits(cell)]);
    default:
      return section;
  }
}

function page(heading: string, lines: readonly string[]): string {
  return [heading, '', ...lines, '', ''].join('\n');
}

function ports({ ports: all }: CellDefinition): string[] {
  return [
    '| port | kind | what |',
    '|---|---|---|',
    ...all.map((port) => `| \`${port.name}\` | ${port.kind} | ${port.description}${sourceOf(port)} |`),
  ];
}

/** Where a port's voltage comes from when nobody gives it. */
function sourceOf({ description, driver, level, complementOf, follows }: Port): string {
  return [
    driver && `; made by ${chain(driver)}`,
    level === undefined ? undefined : `; reference voltage ${level}`,
    complementOf === undefined ? undefined : ` (of \`${complementOf}\`)`,
    follows === undefined || description.includes('follow') ? undefined : `; must follow \`${follows}\``,
  ].join('');
}

function chain({ cell, reference, input }: BiasDriver): string {
  return `${cell}${input ? ` after ${chain(input)}` : ''}${reference === undefined ? '' : `, reference ${reference}`}`;
}

function equations({ equations: lines, references }: CellDefinition): string[] {
  const cited = references.map(
    ({ citation, equation }) => `- ${citation.replace(/\.?$/, ':')} ${equation.replace(/\.?$/, '.')}`,
  );
  return ['```', ...lines, '```', ...cited];
}

function limits({ limits: all }: CellDefinition): string[] {
  return all.map((limit) => `- ${limit.quantity}: ${limitRange(limit)} (${limit.because})`);
}

/** The lines of a section that are no bullets. */
function proseOf(section: string): string[] {
  return section
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '' && !line.startsWith('- '));
}
