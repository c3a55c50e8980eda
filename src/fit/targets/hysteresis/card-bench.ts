import type { DeviceState } from '../../../devices/device.js';
import type { ParameterSet } from '../../../devices/parameter-set.js';
import { devicePorts } from '../../../netlist/render-device.js';
import { ZERO_CELSIUS } from '../../../units/constants.js';
import { spiceNumber } from '../../../units/format.js';
import { interpolate } from '../../../waveform/interpolate.js';
import { column, type Waveforms } from '../../../waveform/waveforms.js';
import type { CardBench } from '../../card.js';
import { besideJump } from './jumps.js';
import type { LoopRecord } from './loop.js';
import type { LoopFit } from './loop-fit.js';
import { passing, register } from './registration.js';
import { drivenDevice, TOLERANCE, type DeviceValues } from './simulation.js';

/**
 * Tighter than those of a design: the card is compared with the fit point by point, also where the current rises within
 * millivolts.
 */
const OPTIONS =
  '.options gmin=1e-15 abstol=1e-15 vntol=1e-9 reltol=1e-6 chgtol=1e-18 trtol=1 method=gear itl1=500 itl4=50';
/** Steps of the simulator within one line of the stimulus, and in all at most. */
const STEPS = { perLine: 40, most: 50_000 };

interface Placed {
  readonly recording: LoopRecord;
  readonly index: number;
  readonly text: string;
  readonly subckt: string;
  /** The fit at every row, A. */
  readonly current: Float64Array;
}

/** The measured stimulus on the card: source, resistor or current limit, device. */
export function benchOf(work: LoopFit, set: ParameterSet, values: DeviceValues, placed: Placed): CardBench {
  const { fit, loop, orientation } = work;
  const { recording, index, subckt, current } = placed;
  const { use, name } = recording;
  const jumps = work.jumps[index] ?? [];
  const points = [...use.keys()].filter((point) => use[point] !== 'none' && !besideJump(jumps, point));
  const expectedJumps = register(fit, recording, jumps, orientation, values, index, TOLERANCE.card).jumps;
  return {
    name: `${name}, ${points.length} points${jumps.length > 0 ? ` and the voltages of ${jumps.length} jumps` : ''}`,
    circuit: { title: `${subckt}: ${name}`, text: circuitOf(work, set, values, placed) },
    analysis: analysisOf(recording),
    save: ['i(v_drive)', ...(jumps.length > 0 ? fit.device.states.map((state) => `v(${state.name})`) : [])],
    read: readingOf(work, values, placed, points),
    // The card's parallel capacitance, which the behavioural model has not, draws its part of a fast sweep.
    expected: Float64Array.of(
      ...points.map((point) => (current[point] ?? NaN) + (set.parameters['c_p'] ?? 0) * slopeAt(recording, point)),
      ...voltsWhen(recording, expectedJumps),
    ),
    floor: loop.floor,
  };
}

function analysisOf({ time }: LoopRecord): CardBench['analysis'] {
  const stop = time.at(-1) ?? NaN;
  const shortest = time.reduce(
    (least, value, point) => (point === 0 ? least : Math.min(least, value - (time[point - 1] ?? NaN))),
    Infinity,
  );
  const maxStep = Math.max(shortest / STEPS.perLine, stop / STEPS.most);
  return { kind: 'tran', step: maxStep, stop, maxStep };
}

function circuitOf(work: LoopFit, set: ParameterSet, values: DeviceValues, placed: Placed): string {
  const { time, volts, compliance, series } = placed.recording;
  const pwl = (source: string, node: string, values: ArrayLike<number>): string =>
    `v_${source} ${node} 0 ` +
    `pwl(${Array.from(time, (at, point) => `${spiceNumber(at)} ${spiceNumber(values[point] ?? NaN)}`).join(' ')})`;
  const [first, second] = work.orientation > 0 ? ['top', '0'] : ['0', 'top'];
  const nets = devicePorts(set).map((port, place) => (place === 0 ? first : place === 1 ? second : port));
  return [
    placed.text.trimEnd(),
    pwl('drive', 'drive', volts),
    ...(compliance
      ? [
          pwl('limit', 'limit', compliance),
          `b_series drive top i = min(max((V(drive)-V(top))/${spiceNumber(wireOf(placed))},-V(limit)),V(limit))`,
        ]
      : [series > 0 ? `r_series drive top ${spiceNumber(series)}` : 'v_series drive top 0']),
    `x_dut ${nets.join(' ')} ${placed.subckt} ${changesOf(work, values, placed).join(' ')}`,
    OPTIONS,
    '',
  ].join('\n');
}

/** Resistance of the source that limits the current, ohms: that of the data, or next to none. */
function wireOf({ recording: { series, volts }, current }: Placed): number {
  const most = (of: Float64Array): number => of.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return series > 0 ? series : (1e-7 * most(volts)) / most(current);
}

/** What the card's subcircuit is told about this recording: the states that it starts in, and its temperature. */
function changesOf({ fit }: LoopFit, values: DeviceValues, { recording, index }: Placed): string[] {
  const { start } = drivenDevice(fit, values, recording, index);
  const { temperature } = recording;
  return [
    ...fit.device.states.map(
      (state, place) => `${state.name}_start=${spiceNumber((start[place] ?? NaN) / state.perVolt)}`,
    ),
    ...(fit.ambient !== undefined && temperature !== undefined
      ? [`${fit.ambient}=${spiceNumber(temperature + ZERO_CELSIUS)}`]
      : []),
  ];
}

/** Currents at the points and voltages of the jumps, from waveforms. */
function readingOf(
  { fit, orientation, jumps: allJumps }: LoopFit,
  values: DeviceValues,
  { recording, index }: Placed,
  points: readonly number[],
): CardBench['read'] {
  const { time } = recording;
  const jumps = allJumps[index] ?? [];
  const passed = jumps.map((jump) =>
    passing(drivenDevice(fit, values, recording, index), recording, jump, orientation),
  );
  return (waveforms) =>
    Float64Array.of(
      ...interpolate(
        waveforms.axis.values,
        column(waveforms, 'i(v_drive)').map((value) => -value),
        points.map((point) => Math.min(time[point] ?? NaN, waveforms.axis.values.at(-1) ?? NaN)),
      ),
      ...voltsWhen(
        recording,
        jumps.map((jump, nth) =>
          firstRise(waveforms, fit.device.states, passed[nth]!, [time[jump.from] ?? NaN, time[jump.to - 1] ?? NaN]),
        ),
      ),
    );
}

function voltsWhen({ time, volts }: LoopRecord, times: readonly number[]): Float64Array {
  return Float64Array.from(times, (at) => interpolate(time, volts, [at])[0] ?? NaN);
}

/** Of the voltage on the line that ends at a point, V/s. */
function slopeAt({ time, volts }: LoopRecord, point: number): number {
  const before = Math.max(point - 1, 0);
  return ((volts[before + 1] ?? NaN) - (volts[before] ?? NaN)) / ((time[before + 1] ?? NaN) - (time[before] ?? NaN));
}

/**
 * When the states of a simulation pass a jump, s: on the straight line between two of its points; the end of the
 * polarity where they do not.
 */
function firstRise(
  waveforms: Waveforms,
  states: readonly DeviceState[],
  passed: (state: Float64Array) => number,
  [from, to]: readonly [number, number],
): number {
  const { values: times } = waveforms.axis;
  const columns = states.map(({ name, perVolt }) => column(waveforms, `v(${name})`).map((volts) => volts * perVolt));
  const at = (point: number): number => passed(Float64Array.from(columns, (values) => values[point] ?? NaN));
  for (let point = 1; point < times.length; point += 1) {
    const [before, now] = [times[point - 1] ?? NaN, times[point] ?? NaN];
    if (before < from || now > to || !(at(point) >= 0)) continue;
    const [low, high] = [at(point - 1), at(point)];
    return low < 0 ? before - (low * (now - before)) / (high - low) : before;
  }
  return to;
}
