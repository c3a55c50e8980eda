import { spiceNumber } from '../../units/format.js';
import type { Cells } from './cells.js';

/**
 * Argument beyond which sinh goes on as a straight line: exp(40) is 2e17 times the scale, and nothing physical lies
 * there.
 */
const LARGEST_ARGUMENT = 40;

/**
 * Two-terminal elements of I = scale_k sinh(V / voltage), one scale (amperes) per element: the tunnelling form that
 * bipolar selectors and the low-conductance states of filamentary cells follow (Simmons, J. Appl. Phys. 34:1793, 1963,
 * at voltages below the barrier; used for cell and selector in A. Chen, IEEE TED 60:1318, 2013).
 *
 * @param voltage volts; the nonlinearity I(V)/I(V/2) is 2 cosh(V / 2 voltage)
 */
export function sinhCells(scale: Float64Array, voltage: number, prefix = 'x'): Cells {
  const top = Math.sinh(LARGEST_ARGUMENT);
  const slope = Math.cosh(LARGEST_ARGUMENT);
  return {
    element: {
      linear: false,
      evaluate: ({ word, bit }, _state, { current, conductance }) => {
        for (let cell = 0; cell < scale.length; cell += 1) {
          const argument = (word[cell]! - bit[cell]!) / voltage;
          const excess = Math.abs(argument) - LARGEST_ARGUMENT;
          if (excess > 0) {
            current[cell] = scale[cell]! * Math.sign(argument) * (top + slope * excess);
            conductance[cell] = (scale[cell]! / voltage) * slope;
          } else {
            current[cell] = scale[cell]! * Math.sinh(argument);
            conductance[cell] = (scale[cell]! / voltage) * Math.cosh(argument);
          }
        }
      },
    },
    spice: {
      subcircuits: [
        `.subckt sinh_element p n scale=1e-6 v0=${spiceNumber(voltage)}
b1 p n i = {scale}*sinh(min(max(V(p,n)/{v0},-${LARGEST_ARGUMENT}),${LARGEST_ARGUMENT}))
.ends`,
      ],
      sources: [],
      instance: (cell, label, word, bit) => [
        `${prefix}${label} ${word} ${bit} sinh_element scale=${spiceNumber(scale[cell]!)}`,
      ],
    },
  };
}

/** The voltage of a sinh whose current at V is `kappa` times that at V/2: V / (2 arccosh(kappa / 2)), kappa above 2. */
export function sinhVoltage(voltage: number, kappa: number): number {
  return voltage / (2 * Math.acosh(kappa / 2));
}
