import type { DesignContext, Sizing, Targets } from '../cell.js';
import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import { requireBelowStrongInversion, target } from '../log-domain.js';

/** Tail of the buffer: a hundred times the largest I_b that its load must give, A. */
const BUFFER = 20e-9;
/** Keeps the buffer stable, F; at 20 nA it still settles in a microsecond. */
const OUTPUT_CAPACITANCE = 200e-15;
/**
 * I_out over I_a I_b / I_n: Early effects of copy, sink and follower and the buffer's 2 mV (measured, README). I_n is
 * larger by it.
 */
const GAIN = 1.105;
/** I_n within which the cell was shown to hold, A. */
const LEAST = 1e-12;
const LARGEST = 100e-12;

/**
 * I_n = GAIN I_a I_b / I_out at the units of both inputs. @throws DesignRefusal when that is no current the cell can
 * carry
 */
export function design(targets: Targets, context: DesignContext): Sizing {
  const output = target(targets, 'current');
  const a = target(targets, 'a');
  const b = target(targets, 'b');
  const device = context.characterised('trace-p');
  for (const [what, current] of [
    ['product current', output],
    ['first input', a],
    ['second input', b],
  ] as const)
    requireBelowStrongInversion(what, current, device);
  const norm = (GAIN * a * b) / output;
  requireNorm(norm, { a, b, output });
  const pair = context.characterised('input-n');
  const gain = (pair.kappa(BUFFER / 2) * pair.earlyVoltage(BUFFER / 2)) / (2 * context.thermalVoltage);
  return {
    parameters: { cx: OUTPUT_CAPACITANCE },
    references: { i_a: a, i_b: b, i_n: norm, i_buffer: BUFFER },
    notes: [
      { element: 'i_n', value: norm, unit: 'A', because: `I_n = ${GAIN} I_a I_b / I_out at the units of the inputs` },
      { element: 'i_buffer', value: BUFFER, unit: 'A', because: 'large against I_b, which the buffer gives' },
    ],
    predictions: [
      { property: 'gain error of the buffer', value: 1 / (1 + gain), unit: '1' },
      {
        property: 'lowest middle level',
        value: context.supply - device.gateVoltage(a) - device.gateVoltage(b),
        unit: 'V',
        note: 'p at the units of both inputs',
      },
    ],
  };
}

/** @throws DesignRefusal for a normalising current outside the region in which the cell was shown to hold */
function requireNorm(norm: number, { a, b, output }: Readonly<Record<'a' | 'b' | 'output', number>>): void {
  if (!(norm < LEAST || norm > LARGEST)) return;
  const nearest = (GAIN * a * b) / Math.min(LARGEST, Math.max(LEAST, norm));
  throw new DesignRefusal(
    `a product of ${formatQuantity(output, 'A')} from ${formatQuantity(a, 'A')} and ` +
      `${formatQuantity(b, 'A')} needs I_n = I_a I_b / I_out of ${formatQuantity(norm, 'A')}, outside the ` +
      `${formatQuantity(LEAST, 'A')} to ${formatQuantity(LARGEST, 'A')} in which the multiplier holds`,
    `let the product be ${norm < LEAST ? 'at most' : 'at least'} ${formatQuantity(nearest, 'A')}, or ` +
      `${norm < LEAST ? 'raise' : 'lower'} the inputs' unit (circuit.trace.current)`,
  );
}
