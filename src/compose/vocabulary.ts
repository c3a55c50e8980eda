import { allCells } from '../cells/registry.js';
import { parseOwnProcess, processNames, readProcess } from '../process/load.js';
import type { ProcessFile } from '../process/process-file.js';
import type { Vocabulary } from '../spec/vocabulary.js';
import type { CellDefinition } from '../cells/cell.js';

/** Cells that can hold a trace: those that are designed from a time constant and offer a current. */
export function traceCells(): CellDefinition[] {
  return allCells().filter(
    ({ targets, ports }) => targets.some(({ name }) => name === 'tau') && ports.some(({ name }) => name === 'iout'),
  );
}

/** The names a spec may use. Needs no PDK. */
export function vocabulary(): Vocabulary {
  return {
    traceCells: traceCells().map(({ name }) => name),
    processes: { names: processNames(), get: (name) => technologyOf(readProcess(name)) },
    ownProcess: (text, file) => technologyOf(parseOwnProcess(text, file).file),
  };
}

function technologyOf({ corners, roles }: ProcessFile): { corners: string[]; roles: string[] } {
  return { corners: Object.keys(corners), roles: Object.keys(roles) };
}
