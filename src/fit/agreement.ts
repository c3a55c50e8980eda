import type { Simulator } from '../engine/simulator.js';
import type { CardBench, SpiceCard } from './card.js';

/** How far a simulated card may lie from the fit it was written from. */
export const AGREEMENT_LIMIT = 1e-3;

/** A card in the simulator against the fit, on the stimulus of the data. */
export interface Agreement {
  readonly bench: string;
  readonly engine: string;
  readonly points: number;
  /** Largest relative distance, and the point where it is. */
  readonly worst: number;
  readonly at: number;
  readonly limit: number;
}

/**
 * Simulates a card on every bench.
 * @throws SimulationError when a simulation fails; a bench that returns another number of points is a defect of the
 *   target
 */
export async function checkCard(card: SpiceCard, simulator: Simulator, signal?: AbortSignal): Promise<Agreement[]> {
  const engine = (await simulator.info()).name;
  const found: Agreement[] = [];
  for (const bench of card.benches) {
    const session = await simulator.open(bench.circuit);
    try {
      const waveforms = await session.run(bench.analysis, { save: bench.save, ...(signal ? { signal } : {}) });
      found.push({
        bench: bench.name,
        engine,
        points: bench.expected.length,
        ...distance(bench, bench.read(waveforms)),
        limit: AGREEMENT_LIMIT,
      });
    } finally {
      await session.close();
    }
  }
  return found;
}

/** A fault for each bench out of the limit; a distance that is no number is one. */
export function disagreements(agreements: readonly Agreement[]): string[] {
  return agreements
    .filter(({ worst, limit }) => !(worst <= limit))
    .map(
      ({ bench, engine, worst, at, limit }) =>
        `the SPICE card simulated in ${engine} lies ${worst.toExponential(1)} from the fit (limit ` +
        `${limit}) on "${bench}", point ${at + 1}`,
    );
}

function distance({ name, expected, floor }: CardBench, simulated: Float64Array): { worst: number; at: number } {
  if (simulated.length !== expected.length || expected.length === 0)
    throw new Error(`the bench "${name}" gives ${simulated.length} points for ${expected.length} expected ones`);
  let [worst, at] = [0, 0];
  expected.forEach((value, index) => {
    const away = Math.abs((simulated[index] ?? NaN) - value) / Math.max(Math.abs(value), floor);
    if (!(away <= worst)) [worst, at] = [away, index];
  });
  return { worst, at };
}
