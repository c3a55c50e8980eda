import type { BiasDriver, CellDefinition, Port } from '../../cells/cell.js';
import { allCells, findCell } from '../../cells/registry.js';
import { limitRange } from '../../units/limit-range.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { CellsResult } from '../schema/schemas.js';
import { textTable } from '../../report/text-table.js';
import { EXIT } from '../exit.js';

/** Prints the catalogue of cells, or one cell. */
export async function runCells(
  { name, json }: { readonly name: string | undefined; readonly json: string | undefined },
  session: Session,
): Promise<number> {
  assertWritable('--json', json);
  const cells = name === undefined ? allCells() : [findCell(name)];
  if (json !== undefined) await writeOutput(json, [jsonText(cellsResult(cells))], session);
  else if (name === undefined)
    session.io.out(
      `${textTable(
        ['cell', 'what it is'],
        cells.map((cell) => [cell.name, cell.summary]),
      )}\n"rulespice cells <name>" shows one.\n`,
    );
  else session.io.out(cells.map(cellText).join('\n'));
  announce(session.io, json);
  return EXIT.pass;
}

/** Cells as plain data, without their design functions. */
export function cellsResult(cells: readonly CellDefinition[]): CellsResult {
  return {
    cells: cells.map(
      ({ name, title, summary, references, equations, ports, devices, parameters, targets, currents, limits }) => ({
        name,
        title,
        summary,
        equations: [...equations],
        ports: ports.map((port) => ({
          name: port.name,
          kind: port.kind,
          direction: port.direction,
          description: port.description,
        })),
        devices: devices.map((device) => ({ name: device.name, role: device.role })),
        parameters: parameters.map((parameter) => ({
          name: parameter.name,
          unit: parameter.unit,
          description: parameter.description,
        })),
        targets: targets.map((target) => ({
          name: target.name,
          unit: target.unit,
          description: target.description,
          optional: target.optional ?? false,
        })),
        currents: currents.map((current) => ({
          name: current.name,
          unit: current.unit ?? 'A',
          description: current.description,
          ...(current.trims ? { trims: current.trims.quantity } : {}),
        })),
        limits: limits.map((limit) => ({ ...limit })),
        references: references.map((reference) => ({ ...reference })),
      }),
    ),
  };
}

/** One cell as a page of text. */
export function cellText(cell: CellDefinition): string {
  const rows = (lines: readonly string[][]): string => textTable([], lines, '  ');
  const sections: [string, string][] = [
    ['equations', cell.equations.map((equation) => `  ${equation}\n`).join('')],
    [
      'ports',
      rows(cell.ports.map((port) => [port.name, port.kind, port.direction, `${port.description}${drivenBy(port)}`])),
    ],
    ['transistors', rows(cell.devices.map((device) => [device.name, device.role]))],
    ['parameters', rows(cell.parameters.map((parameter) => [parameter.name, parameter.unit, parameter.description]))],
    ['targets', rows(cell.targets.map(targetRow))],
    ['references to supply', rows(cell.currents.map(currentRow))],
    ['limits', rows(cell.limits.map((limit) => [limit.quantity, limitRange(limit), limit.because]))],
    ['references', cell.references.map((reference) => `  ${reference.citation}\n    ${reference.equation}\n`).join('')],
  ];
  return `${cell.name}: ${cell.title}\n${cell.summary}\n${sections
    .filter(([, body]) => body.trim() !== '')
    .map(([title, body]) => `\n${title}\n${body}`)
    .join('')}`;
}

function targetRow({ name, unit, description, optional }: CellDefinition['targets'][number]): string[] {
  return [name, unit, `${description}${optional === true ? ' (optional)' : ''}`];
}

function currentRow({ name, unit, description, trims }: CellDefinition['currents'][number]): string[] {
  return [name, unit ?? 'A', `${description}${trims ? `; trimmed for ${trims.quantity}` : ''}`];
}

function drivenBy(port: Port): string {
  const chain = (driver: BiasDriver): string =>
    `${driver.cell}${driver.input ? ` from ${chain(driver.input)}` : ''}` +
    (driver.reference === undefined ? '' : ` (${driver.reference})`);
  if (port.driver) return `; made by ${chain(port.driver)}`;
  if (port.level !== undefined) return `; held at ${port.level}`;
  return port.complementOf === undefined ? '' : `; complement of ${port.complementOf}`;
}
