import { thermalVoltage } from '../../units/constants.js';
import { spiceNumber } from '../../units/format.js';
import type { Cells } from './cells.js';

/** An access transistor; volts, A/V^2. */
export interface TransistorParameters {
  readonly threshold: number;
  /** Slope factor n. */
  readonly slope: number;
  /** Transconductance factor beta = mu C_ox W / L. */
  readonly beta: number;
  /** degrees Celsius */
  readonly temperature: number;
}

/** softplus^2 of a node's voltage, in SPICE. */
const softplusSquared = (node: string): string => `pow(max(V(${node}),0)+ln(1+exp(-abs(V(${node})))),2)`;

/**
 * nMOS access transistors from an inner node (drain) to the bit line (source), bulk at 0 V, with a gate voltage per
 * row:
 *
 *     I = I_S [ln^2(1 + exp((V_P - V_S) / 2U_T)) - ln^2(1 + exp((V_P - V_D) / 2U_T))],  V_P = (V_G - V_T0) / n,  I_S =
 * 2 n beta U_T^2
 *
 * (Enz, Krummenacher, Vittoz, Analog Integr. Circuits Signal Process. 8:83, 1995): symmetric, smooth from off to linear
 * region. Holds for line voltages at or above 0, where no junction conducts.
 */
export function transistorCells(
  { threshold, slope, beta, temperature }: TransistorParameters,
  gates: readonly number[],
  columns: number,
): Cells {
  const thermal = thermalVoltage(temperature);
  const scale = 2 * slope * beta * thermal * thermal;
  return {
    element: {
      linear: false,
      gated: true,
      evaluate: ({ word: drain, bit: source }, _state, { current, conductance, bitConductance }) => {
        for (let cell = 0; cell < drain.length; cell += 1) {
          const pinchOff = (gates[Math.floor(cell / columns)]! - threshold) / slope;
          const forward = (pinchOff - source[cell]!) / (2 * thermal);
          const reverse = (pinchOff - drain[cell]!) / (2 * thermal);
          const [f, r] = [softplus(forward), softplus(reverse)];
          // (f - r)(f + r) keeps its digits where both are nearly equal.
          current[cell] = scale * softplusDifference(forward, reverse, f, r) * (f + r);
          conductance[cell] = (scale * r * logistic(reverse)) / thermal;
          if (bitConductance) bitConductance[cell] = (scale * f * logistic(forward)) / thermal;
        }
      },
    },
    spice: {
      subcircuits: [
        `* access transistor, EKV; bulk at 0
.subckt access_nmos d g s
bf uf 0 v = ((V(g)-${spiceNumber(threshold)})/${spiceNumber(slope)}-V(s))*${spiceNumber(1 / (2 * thermal))}
br ur 0 v = ((V(g)-${spiceNumber(threshold)})/${spiceNumber(slope)}-V(d))*${spiceNumber(1 / (2 * thermal))}
bi d s i = ${spiceNumber(scale)}*( ${softplusSquared('uf')} - ${softplusSquared('ur')} )
.ends`,
      ],
      sources: gates.map((gate, row) => `vg${row + 1} g${row + 1} 0 dc ${spiceNumber(gate)}`),
      instance: (cell, label, word, bit) => [
        `xt${label} ${word} g${Math.floor(cell / columns) + 1} ${bit} access_nmos`,
      ],
    },
  };
}

/** ln(1 + exp(x)) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** softplus(a) - softplus(b); the mean value theorem's form where the two are close. */
function softplusDifference(a: number, b: number, atA: number, atB: number): number {
  const step = a - b;
  if (Math.abs(step) > 1e-3) return atA - atB;
  // ln((1 + e^a) / (1 + e^b)) = ln(1 + s (e^(a-b) - 1)) with s = logistic(b)
  return Math.log1p(logistic(b) * Math.expm1(step));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
