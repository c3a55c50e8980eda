import { UserError } from '../../units/user-error.js';
import type { CrossbarCircuit, LineDrive } from '../circuit.js';

/**
 * Refuses an array with lines that no conducting cell connects to any source: their voltage is undefined.
 * @throws UserError naming the first such line.
 */
export function assertNoIsland({ rows, columns, words, bits }: CrossbarCircuit, conductance: Float64Array): void {
  const driven = ({ first, last }: LineDrive): boolean => (first ?? last) !== undefined;
  if (words.every(driven) && bits.every(driven)) return;
  // Lines 0...rows-1 are word lines, then bit lines; a search from all driven lines through conducting cells.
  const reached = new Uint8Array(rows + columns);
  const queue: number[] = [];
  const reach = (line: number): void => {
    if (reached[line] === 1) return;
    reached[line] = 1;
    queue.push(line);
  };
  words.forEach((drive, row) => driven(drive) && reach(row));
  bits.forEach((drive, column) => driven(drive) && reach(rows + column));
  for (let line = queue.pop(); line !== undefined; line = queue.pop()) {
    const across = line < rows ? columns : rows;
    for (let other = 0; other < across; other += 1) {
      const cell = line < rows ? line * columns + other : other * columns + line - rows;
      if (conductance[cell]! > 0) reach(line < rows ? rows + other : other);
    }
  }
  const alone = reached.indexOf(0);
  if (alone < 0) return;
  const name = alone < rows ? `word line ${alone + 1}` : `bit line ${alone - rows + 1}`;
  throw new UserError([
    {
      message:
        `${name} floats: it has no driver and no conducting cell leads to one; drive it, or give its cells ` +
        `some conductance`,
    },
  ]);
}
