import type { LearnSpec } from '../spec/schema.js';
import type { Bench, Method } from './trainer.js';

/**
 * The outer product in pulses: every bit line has an error, every word line an input; where both meet, pulses in the
 * direction of the error and in number proportional to it, without looking (delta rule: Widrow, Hoff, IRE WESCON 1960;
 * in pulses on a resistive array: Gokmen, Vlasov, Front. Neurosci. 10:333, 2016). All other cells of these lines are
 * half-selected. A number of pulses is rounded by chance, so that small errors count too.
 */
export function outerProduct({ gain, 'most-pulses': most, potentiation, depression }: LearnSpec): Method {
  return {
    update: async (bench, { active }, output, teacher, { rounding }) => {
      const error = teacher.map((value, column) => value - output[column]!);
      const counts = error.map((value, column) =>
        Math.min(most, Math.floor(gain * Math.abs(value) + rounding[column]!)),
      );
      const deepest = counts.reduce((a, b) => Math.max(a, b), 0);
      for (let pulse = 1; pulse <= deepest; pulse += 1) {
        const due = (sign: 1 | -1): number[] =>
          [...counts.keys()].filter((column) => counts[column]! >= pulse && Math.sign(error[column]!) === sign);
        await bench.write({ rows: active, columns: due(1), pulse: potentiation });
        await bench.write({ rows: active, columns: due(-1), pulse: depression });
      }
    },
  };
}

/**
 * Weights kept in digital memory, where the outer product is exact; after each presentation the cells are read row by
 * row and pulsed until they agree (program and verify; mixed-precision learning: Nandakumar, Le Gallo, Piveteau et al.,
 * Front. Neurosci. 14:406, 2020).
 * @param step change of a weight by one pulse in the middle of the range, so that `gain` means the same as for pulses
 */
export function programAndVerify(
  { gain, potentiation, depression, tolerance, attempts }: LearnSpec,
  step: number,
): Method {
  let memory: Float64Array[] | undefined;
  const oneHot: Float64Array[] = [];
  const rowWeights = (bench: Bench, row: number, volts: number): Promise<Float64Array> =>
    bench.output((oneHot[row] ??= Float64Array.from({ length: bench.rows }, (_, at) => (at === row ? volts : 0))));
  return {
    update: async (bench, { active, inputs }, output, teacher) => {
      const volts = inputs.reduce((most, value) => Math.max(most, value), 0);
      if (!memory) {
        memory = [];
        for (let row = 0; row < bench.rows; row += 1) memory.push(await rowWeights(bench, row, volts));
      }
      for (const row of active)
        memory[row] = memory[row]!.map((weight, column) =>
          Math.min(1, Math.max(-1, weight + gain * step * (teacher[column]! - output[column]!))),
        );
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        let wrong = 0;
        for (let row = 0; row < bench.rows; row += 1) {
          const found = await rowWeights(bench, row, volts);
          const missing = memory[row]!.map((weight, column) => weight - found[column]!);
          const due = (sign: 1 | -1): number[] =>
            [...missing.keys()].filter((column) => sign * missing[column]! > tolerance);
          const [up, down] = [due(1), due(-1)];
          await bench.write({ rows: [row], columns: up, pulse: potentiation });
          await bench.write({ rows: [row], columns: down, pulse: depression });
          wrong += up.length + down.length;
        }
        if (wrong === 0) break;
      }
    },
  };
}
