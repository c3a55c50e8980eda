import { UserError } from '../../units/user-error.js';

/**
 * Cells that SPICE solves in reasonable time and memory: 256 x 256 ohmic cells take about 7 s and 0.4 GB, 32 x 32
 * devices 30 s.
 */
export const MOST_OHMIC_CELLS = 256 * 256;
export const MOST_DEVICE_CELLS = 32 * 32;

/** @throws UserError for an array that is too large for SPICE, with the way out. */
export function assertSpiceSize(rows: number, columns: number, dynamic: boolean, quantity: string): void {
  const most = dynamic ? MOST_DEVICE_CELLS : MOST_OHMIC_CELLS;
  if (rows * columns <= most) return;
  throw new UserError([
    {
      message:
        `${quantity}: ${rows} x ${columns} cells are too many for SPICE, which gets to about ` +
        `${Math.sqrt(most)} x ${Math.sqrt(most)} here; remove this check, the twin solves the array without ` +
        `SPICE, or check agreement on a smaller array`,
    },
  ]);
}
