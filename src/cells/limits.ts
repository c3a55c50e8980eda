import type { Process } from '../process/process.js';
import type { CellDefinition, Limit } from './cell.js';

/** Unit current of the processes in which the limits of the cells were tried, A. */
const TRIED_AT = 20e-12;

/**
 * The limits of a cell in a process. In weak inversion a circuit whose currents are all larger by the same factor does
 * the same with voltages moved by one logarithm, so limits on currents go up with the unit current of a process that
 * leaks more; where weak inversion ends is checked for every device by itself.
 */
export function limitsIn(
  { limits }: Pick<CellDefinition, 'limits'>,
  { constants }: Pick<Process, 'constants'>,
): readonly Limit[] {
  const factor = Math.max(1, constants.unitCurrent / TRIED_AT);
  if (factor === 1) return limits;
  return limits.map(({ min, max, ...limit }) => {
    const scale = limit.unit === 'A' ? factor : 1;
    return {
      ...limit,
      ...(min === undefined ? {} : { min: min * scale }),
      ...(max === undefined ? {} : { max: max * scale }),
    };
  });
}
