import { BOLTZMANN, ELEMENTARY_CHARGE } from '../../../../units/constants.js';
import type { LoopOutline } from '../device-fit.js';

/** Boltzmann constant in eV/K. */
const K = BOLTZMANN / ELEMENTARY_CHARGE;

/** Voltage of a device that carries `current` behind a resistance, V. */
export function behind(volts: number, series: number, current: (v: number) => number): number {
  return bisect((v) => v + series * current(v) - volts, 0, volts);
}

/**
 * Energy, eV, by which the field must lower a barrier so that ions switch at a voltage that rises: their way, m, is
 * made within the time in which the rate grows by e. The energy is proportional to the voltage, up to a gate.
 *
 * @param speed attempt speed, m/s @param temperature K
 */
export function energyAt(
  { volts, rate }: LoopOutline['set'],
  barrier: number,
  way: number,
  speed: number,
  temperature: number,
): number {
  const thermal = K * temperature;
  // The energy stands in the logarithm of its own growth: twice is enough for a first guess.
  let energy = barrier;
  for (let round = 0; round < 3; round += 1)
    energy = Math.max(
      barrier + thermal * Math.log((way * Math.max(energy, thermal) * rate) / (volts * thermal * speed)),
      thermal,
    );
  return energy;
}

/** Where a rising function crosses 0 between two numbers; the nearer end where it does not. */
export function bisect(of: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let round = 0; round < 50; round += 1) {
    const middle = 0.5 * (from + to);
    if (of(middle) < 0) from = middle;
    else to = middle;
  }
  return 0.5 * (from + to);
}
