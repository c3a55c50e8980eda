import type { Bench } from '../../netlist/testbench.js';
import type { Alteration } from '../../engine/simulator.js';
import { MOST_SOBOL_DIMENSIONS, sampleDraws } from '../../nonideality/sample-draws.js';
import { alterationsOf, shiftsOf, variationOf, type Variation } from '../../nonideality/variation.js';
import type { SamplingSpec } from '../../spec/types.js';
import { UserError } from '../../units/user-error.js';

/** How chips of one circuit differ. */
export interface ChipVariation extends Omit<Variation, 'draw'> {
  /** Values of the factors of one sample (from 1). */
  chip(this: void, sample: number): Float64Array;
  /** The same as changes of the loaded circuit. */
  alterations(this: void, chip: Float64Array): Alteration[];
  /** The bench that a chip stands on; the same one where supply and temperature do not vary. */
  bench(this: void, bench: Bench, chip: Float64Array): Bench;
}

/** @throws UserError where a Sobol sequence has too few dimensions for the circuit */
export function chipVariation({ dut }: Pick<Bench, 'dut'>, sampling: SamplingSpec): ChipVariation {
  const circuit = dut.varied();
  const variation = variationOf(circuit, sampling.spread);
  const { factors } = variation;
  if (sampling.method === 'sobol' && factors.length > MOST_SOBOL_DIMENSIONS) {
    throw new UserError([
      {
        path: ['variations', 'sampling'],
        message:
          `variations.sampling: ${factors.length} things vary in this circuit, and there are direction ` +
          `numbers of a Sobol sequence for ${MOST_SOBOL_DIMENSIONS}; choose latin-hypercube or random`,
      },
    ]);
  }
  const draws = sampleDraws(sampling);
  return {
    factors,
    chip: (sample) => variation.draw(draws(sample)),
    alterations: (chip) => alterationsOf(circuit, variation, chip),
    bench: (bench, chip) => {
      const { supply, temperature } = shiftsOf(variation, chip);
      if (supply === 0 && temperature === 0) return bench;
      return {
        ...bench,
        conditions: {
          ...bench.conditions,
          supply: bench.conditions.supply + supply,
          temperature: bench.conditions.temperature + temperature,
        },
      };
    },
  };
}
