import type { ParameterSet } from '../../devices/parameter-set.js';
import { asymmetry, fitLabel } from '../../nonideality/update-curve.js';
import { formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { arrayCircuit } from '../bias.js';
import { readConductances } from '../cells/device-state.js';
import { deviceElement, stateScale, type Devices } from '../cells/device.js';
import { trapezoid } from '../pulse.js';
import type { LearnSpec } from '../spec/schema.js';
import { applyPulse } from '../transient.js';

/*
 * How single devices answer the pulses of a learning rule, without an array around them: the update curve, and the
 * symmetry point at which a potentiating and a depressing pulse cancel.
 */

type Pulse = LearnSpec['potentiation'];
type Pulses = Pick<LearnSpec, 'potentiation' | 'depression'>;

/**
 * An update curve ends where a pulse moves the conductance by less than this share of what all before it did, or after
 * so many pulses.
 */
const SATURATED = 0.01;
const MOST_PULSES = 256;
const FEWEST_PULSES = 8;

/** Conductances of one device under identical pulses, up from its lowest conductance and down again. */
export interface MeasuredCurve {
  /** S; the first before any pulse. */
  readonly up: readonly number[];
  readonly down: readonly number[];
  /**
   * Nonlinearity labels (src/nonideality/update-curve.ts) of both, and their sum, which is 0 where both directions
   * mirror each other.
   */
  readonly labels: { readonly potentiation: number; readonly depression: number; readonly asymmetry: number };
}

/** @throws UserError when a pulse moves the conductance the wrong way or not at all */
export async function updateCurve(
  set: ParameterSet,
  { potentiation, depression }: Pulses,
  signal?: AbortSignal,
): Promise<MeasuredCurve> {
  let state = lowestState(set);
  const run = async (pulse: Pulse): Promise<number[]> => {
    const first = readConductances(set, state)[0]!;
    const values = [first];
    for (let count = 1; count <= MOST_PULSES; count += 1) {
      state = await pulseAll(set, state, 1, pulse, signal);
      const [before, now] = [values.at(-1)!, readConductances(set, state)[0]!];
      values.push(now);
      if (count >= FEWEST_PULSES && Math.abs(now - before) <= SATURATED * Math.abs(now - first)) break;
    }
    return values;
  };
  const up = await run(potentiation);
  const down = await run(depression);
  assertDirection(set, 'potentiation', potentiation, up, 1);
  assertDirection(set, 'depression', depression, down, -1);
  const [rising, falling] = [fitLabel(up).label, fitLabel(down).label];
  const nonlinearity = { potentiation: rising, depression: falling };
  return {
    up,
    down,
    labels: {
      ...nonlinearity,
      asymmetry: asymmetry({ lowest: up[0]!, highest: up.at(-1)!, pulses: up.length - 1, nonlinearity }),
    },
  };
}

/**
 * States of every cell at its symmetry point: pairs of one pulse up and one down until nothing moves any more, then the
 * middle of the last pair (Kim, Rasch, Gokmen et al., Zero-shifting technique for deep neural network training on
 * resistive cross-point arrays, arXiv:1907.10228, 2019). Every cell is alone with the pulse.
 */
export async function symmetryStates(
  devices: Devices,
  start: Float64Array,
  cells: number,
  { potentiation, depression }: Pulses,
  signal?: AbortSignal,
): Promise<Float64Array> {
  let state = start;
  for (let pair = 0; pair < MOST_PAIRS; pair += 1) {
    const up = await pulseAll(devices, state, cells, potentiation, signal);
    const down = await pulseAll(devices, up, cells, depression, signal);
    const moved = down.reduce((most, value, at) => Math.max(most, Math.abs(value - state[at]!)), 0);
    state = down;
    if (moved < SETTLED) return down.map((value, at) => 0.5 * (value + up[at]!));
  }
  throw new UserError([
    {
      message:
        `learn: ${MOST_PAIRS} pairs of a potentiation and a depression do not bring the device to a ` +
        `symmetry point; take pulses that move it more, or another method than zero-shifted`,
    },
  ]);
}

const MOST_PAIRS = 2000;
/** Volts of a state's node in one pair. */
const SETTLED = 1e-5;

/** Every device sees the whole pulse: ideal lines, all of them selected. */
async function pulseAll(
  devices: Devices,
  state: Float64Array,
  cells: number,
  { voltage, width, edge }: Pulse,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const [word, bit] = voltage > 0 ? [voltage, 0] : [0, -voltage];
  const circuit = arrayCircuit(
    { word: 0, bit: 0, driver: 0, sense: 0, ends: 'one' },
    { words: [word], bits: new Array<number>(cells).fill(bit) },
  );
  return (await applyPulse(circuit, deviceElement(devices), state, trapezoid(width, edge), signal ? { signal } : {}))
    .state;
}

/** The wall of the memory with the smaller conductance. */
function lowestState(set: ParameterSet): Float64Array {
  const { low, high, perVolt } = stateScale(set);
  const at = (memory: number): Float64Array =>
    Float64Array.from(perVolt, (unit, index) =>
      index === 0 ? memory : (set.initial[set.device.states[index]!.name] ?? NaN) / unit,
    );
  const ends = [low[0]!, high[0]!].map(at) as [Float64Array, Float64Array];
  return readConductances(set, ends[0])[0]! < readConductances(set, ends[1])[0]! ? ends[0] : ends[1];
}

/** A curve that moves the conductance by less than this share of itself is none. */
const LEAST = 1e-3;

function assertDirection(
  set: ParameterSet,
  name: 'potentiation' | 'depression',
  { voltage, width }: Pulse,
  values: readonly number[],
  sign: 1 | -1,
): void {
  const [first, last] = [values[0]!, values.at(-1)!];
  const gained = last / first - 1;
  if (sign * gained >= LEAST) return;
  const still = Math.abs(gained) < LEAST;
  const [what, wayOut] = still
    ? ['hardly move', 'take a higher voltage or a longer pulse']
    : [sign > 0 ? 'lower' : 'raise', 'turn the sign of the voltage'];
  throw new UserError([
    {
      message:
        `learn.${name}: ${values.length - 1} pulses of ${formatQuantity(voltage, 'V')}, ` +
        `${formatQuantity(width, 's')} ${what} the conductance of ${set.name} (${formatQuantity(first, 'S')} ` +
        `before, ${formatQuantity(last, 'S')} after); ${wayOut}`,
    },
  ]);
}
