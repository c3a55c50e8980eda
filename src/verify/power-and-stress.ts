import { SUPPLY_CURRENT } from '../netlist/testbench.js';
import type { Terminals } from '../netlist/dut.js';
import type { PredictionRow } from '../result/rule.js';
import type { CircuitRun } from '../roads/roads.js';
import { column, type Waveforms } from '../waveform/waveforms.js';

/*
 * What a designer asks of a circuit of his own besides its rule, taken from simulations that were done anyway.
 */

/** Static power, energy of one event, and the largest voltage over any transistor. */
export function powerAndStress(
  runs: readonly CircuitRun[],
  terminals: readonly Terminals[],
  supply: number,
  place: string,
): PredictionRow[] {
  const idle = runs.find(({ recording }) => recording.experiment.name === 'rest');
  const power = idle && supply * -first(column(idle.waveforms, SUPPLY_CURRENT));
  const row = (property: string, value: number, unit: string, note: string, instance = 'all'): PredictionRow => ({
    instance,
    property,
    value,
    unit,
    note: `${place}: ${note}`,
  });
  const energies = runs
    .filter(({ recording }) => recording.experiment.name === 'alone')
    .map(({ waveforms, recording: { experiment } }) => ({
      label: experiment.label,
      energy: energyOf(waveforms, supply),
    }));
  const stress = largestStress(runs, terminals);
  return [
    ...(power === undefined ? [] : [row('static power', power, 'W', 'from the supply, at rest')]),
    ...energies.map(({ label, energy }) =>
      row(
        `energy, ${label}`,
        energy,
        'J',
        'from the supply above what it takes at rest; drivers of events not counted',
      ),
    ),
    ...(stress ? [row('largest voltage', stress.volts, 'V', `${stress.pins} of ${stress.name}`, stress.name)] : []),
  ];
}

/** Charge from the supply above that at rest, times its voltage, J. */
function energyOf(waveforms: Waveforms, supply: number): number {
  const time = waveforms.axis.values;
  const current = column(waveforms, SUPPLY_CURRENT);
  const rest = first(current);
  let charge = 0;
  for (let index = 1; index < time.length; index += 1)
    charge += (rest - (current[index]! + current[index - 1]!) / 2) * (time[index]! - time[index - 1]!);
  return supply * charge;
}

interface Stress {
  readonly name: string;
  readonly pins: string;
  readonly volts: number;
}

const PINS = ['drain', 'gate', 'source', 'bulk'] as const;

function largestStress(runs: readonly CircuitRun[], terminals: readonly Terminals[]): Stress | undefined {
  let worst: Stress | undefined;
  for (const { waveforms } of runs)
    for (const { name, vectors } of terminals)
      for (let one = 0; one < vectors.length; one += 1)
        for (let other = one + 1; other < vectors.length; other += 1) {
          const volts = largestDifference(waveforms, vectors[one]!, vectors[other]!);
          if (!worst || volts > worst.volts) worst = { name, volts, pins: `${PINS[one]} to ${PINS[other]}` };
        }
  return worst;
}

function largestDifference(waveforms: Waveforms, one: string, other: string): number {
  const [a, b] = [one, other].map((vector) => (vector === '0' ? undefined : column(waveforms, vector)));
  let largest = 0;
  for (let index = 0; index < waveforms.axis.values.length; index += 1)
    largest = Math.max(largest, Math.abs((a?.[index] ?? 0) - (b?.[index] ?? 0)));
  return largest;
}

function first(values: Float64Array): number {
  return values[0] ?? NaN;
}
