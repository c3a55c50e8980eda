import type { CellDefinition } from '../../cells/cell.js';
import { allCells } from '../../cells/registry.js';
import { limitRange } from '../../units/limit-range.js';
import type { GeneratedFile } from '../generated-file.js';
import { code, pageText, table } from './markdown.js';

/** docs/reference/cells.md: the catalogue of cells; a cell's README has its circuit, its traps, what was measured. */
export function cellsPage(): GeneratedFile {
  const cells = allCells();
  const rows = cells.map(({ name, title, summary }) => [`[${code(name)}](#${name})`, title, summary]);
  return {
    path: 'docs/reference/cells.md',
    text: pageText([
      '# Cells',
      '',
      'The circuits that rules are made of. Written by `npm run generate` from `src/cells`; `rulespice cells <name>`',
      'prints one, and its README has the drawing, the behavioural model, what was measured, and the traps.',
      ...table(['cell', 'title', 'what it is for'], rows),
      ...cells.flatMap(section),
    ]),
  };
}

function section(cell: CellDefinition): string[] {
  const { name, title, equations, targets, currents, parameters, limits } = cell;
  return [
    '',
    `## ${name}`,
    '',
    `${title}: [README](../../src/cells/${name}/README.md), [reference netlist](../../netlists/cells/${name}.cir).`,
    '',
    '```',
    ...equations,
    '```',
    ...table(
      ['', 'name', 'unit', 'meaning'],
      [
        ...targets.map((one) => ['target', code(one.name), one.unit, one.description]),
        ...parameters.map((one) => ['size', code(one.name), one.unit, one.description]),
        ...currents.map((one) => ['reference', code(one.name), one.unit ?? 'A', `${one.description}${trims(one)}`]),
        ...limits.map((limit) => ['limit', code(limit.quantity), limit.unit, `${limitRange(limit)}: ${limit.because}`]),
      ],
    ),
  ];
}

function trims({ trims: trim }: CellDefinition['currents'][number]): string {
  return trim === undefined ? '' : `; a trim of the ${trim.quantity} moves it`;
}
