import { generator } from '../random/generator.js';
import { REFRACTORY_PULSES, smallestInterval } from '../spec/limits.js';

export interface PoissonTrain {
  /** Mean rate, hertz; the refractory time is allowed for. */
  readonly rate: number;
  /** Seconds; the last pulse ends within it. */
  readonly duration: number;
  /** Duration of an event pulse, seconds; events keep two of them apart. */
  readonly pulse: number;
  readonly seed: number;
  /** Channels of one seed are independent: each starts 2^64 draws after the one before. */
  readonly channel: number;
}

/**
 * Onset times in seconds of a Poisson train with refractory time. Onsets are whole microseconds: the last bit of a
 * logarithm may differ between machines, a rounded microsecond does not.
 *
 * @throws RangeError when the refractory time leaves no room for the rate
 */
export function poissonTrain({ rate, duration, pulse, seed, channel }: PoissonTrain): number[] {
  const refractory = Math.ceil(REFRACTORY_PULSES * pulse * 1e6 - 1e-6);
  const free = 1e6 / rate - refractory;
  if (!(free > 0))
    throw new RangeError(`a rate of ${rate} Hz leaves no room for a refractory time of ${refractory} us`);
  const random = generator(seed, channel);
  const last = (duration - smallestInterval(pulse)) * 1e6;
  const onsets: number[] = [];
  for (let now = 0; ;) {
    now += refractory + Math.round(random.exponential() * free);
    if (now > last) return onsets;
    onsets.push(now / 1e6);
  }
}
