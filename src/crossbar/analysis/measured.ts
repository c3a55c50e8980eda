import { relaxedAsMeasured } from '../../nonideality/measured-relaxation.js';
import type { MeasuredNoise } from '../../nonideality/measured-noise.js';
import { generator, type Generator } from '../../random/generator.js';
import { UserError } from '../../units/user-error.js';
import { formatQuantity } from '../../units/format.js';
import type { MeasuredSpec } from '../spec/schema.js';
import { cellName } from './result.js';

/** Channels of one seed: what is drawn for one purpose does not depend on the others. */
const CHANNELS = { relaxation: 0, reads: 1, writes: 2 } as const;

/** Cells as they were measured: what relaxation, reads and pulses add to what the array wants of them. */
export class MeasuredCells {
  private readonly draws: Readonly<Record<keyof typeof CHANNELS, Generator>>;

  constructor(private readonly spec: MeasuredSpec) {
    const of = (channel: keyof typeof CHANNELS): Generator => generator(spec.seed, CHANNELS[channel]);
    this.draws = { relaxation: of('relaxation'), reads: of('reads'), writes: of('writes') };
  }

  /** Seconds after which cells are read that relax; undefined where they do not. */
  get after(): number | undefined {
    return this.spec.cards?.retention && this.spec.after;
  }

  get noisyReads(): boolean {
    return this.spec.cards?.noise !== undefined || this.spec.cards?.update !== undefined;
  }

  get noisyWrites(): boolean {
    return this.spec.cards?.update !== undefined;
  }

  /**
   * Conductances as programmed, S, after the time of the spec.
   * @throws UserError for a cell or a time at which nothing was measured
   */
  relaxed(conductance: Float64Array, columns: number): Float64Array {
    const { cards, after } = this.spec;
    const law = cards?.retention;
    if (law === undefined || after === undefined) return conductance;
    return conductance.map((value, cell) => {
      try {
        return relaxedAsMeasured(law, value, after, this.draws.relaxation);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new UserError([
          { message: `crossbar.measured.retention, ${cellName(cell, columns)}: ${error.message}; stay inside` },
        ]);
      }
    });
  }

  /** One read of every cell, S. @param random what draws, where not the seed of the spec alone does */
  read(conductance: Float64Array, random = this.draws.reads): Float64Array {
    const { noise, update } = this.spec.cards ?? {};
    if (noise) return conductance.map((value) => value * multiplier(nearest(noise, value), random));
    if (!update) return conductance;
    const { potentiation, depression } = update.readNoise;
    const sigma = Math.sqrt((potentiation ** 2 + depression ** 2) / 2);
    return conductance.map((value) => Math.max(0, value + sigma * random.normal()));
  }

  /** What one pulse adds to the change of a cell, S. */
  pulse(direction: 'potentiation' | 'depression', random = this.draws.writes): number {
    return (this.spec.cards?.update?.updateNoise[direction] ?? 0) * random.normal();
  }

  /** What is taken from the cards, in words. */
  notes(): string[] {
    const { noise, update, retention } = this.spec.cards ?? {};
    const { after } = this.spec;
    return [
      ...(noise
        ? [`reads have the noise of ${this.spec.noise}, ${noise.length === 1 ? 'one trace' : `${noise.length} traces`}`]
        : []),
      ...(update ? [`pulses have the noise of ${this.spec.update}`] : []),
      ...(retention && after !== undefined
        ? [`cells are read ${formatQuantity(after, 's')} after programming, relaxed as in ${this.spec.retention}`]
        : []),
    ];
  }
}

/** The cells of a spec as measured, where it names cards. */
export function measuredCells({ measured }: { readonly measured?: MeasuredSpec }): MeasuredCells | undefined {
  return measured === undefined ? undefined : new MeasuredCells(measured);
}

function nearest(noise: readonly MeasuredNoise[], conductance: number): MeasuredNoise {
  const distance = (one: MeasuredNoise): number => Math.abs(Math.log(conductance / one.conductance));
  return noise.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}

/** A read of a cell: white noise, and the trap in equilibrium. */
function multiplier({ readNoise, trap }: MeasuredNoise, random: Generator): number {
  const white = 1 + readNoise.sigma * random.normal();
  if (trap === undefined) return Math.max(white, 0);
  const occupied = random.uniform() < trap.emission / (trap.capture + trap.emission);
  return Math.max(white * (occupied ? 1 - trap.amplitude : 1), 0);
}
