import { allCells } from '../cells/registry.js';
import { processNames, readProcess } from '../process/load.js';
import type { Vocabulary } from '../spec/vocabulary.js';
import type { CellDefinition } from '../cells/cell.js';

/** Cells that can hold a trace: those that are designed from a time constant and offer a current. */
export function traceCells(): CellDefinition[] {
  return allCells().filter(({ targets, ports }) => targets.some(({ name }) => name === 'tau') && ports.some(({ name }) => name === 'iout'));
}

/** The names a spec may use. Needs no PDK. */
export function vocabulary(): Vocabulary {
  return {
    traceCells: traceCells().map(({ name }) => name),
    processes: new Map(
      processNames().map((name) => {
        const file = readProcess(name);
        return [name, { corners: Object.keys(file.corners), roles: Object.keys(file.roles) }];
      }),
    ),
  };
}
