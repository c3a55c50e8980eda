import { interpolate } from '../waveform/interpolate.js';
import type { DeviceMeasure, DeviceTrace } from './device.js';

/** What is read from a trace; the same functions read both roads, the oracle has its own. */
type Read = DeviceMeasure['of'];

/** Time of the first crossing of `level` by a state, s; NaN when it never crosses. */
export function timeWhen(state: string, level: number, direction: 'rising' | 'falling'): Read {
  return (trace) => crossing(trace.time, statesOf(trace, state), level, direction);
}

/** Source voltage at that crossing, V: the switching voltage. */
export function driveWhen(state: string, level: number, direction: 'rising' | 'falling'): Read {
  return (trace) => at(trace, trace.drive, crossing(trace.time, statesOf(trace, state), level, direction));
}

/** Source voltage at which the current first crosses a level, V. */
export function driveWhenCurrent(amperes: number, direction: 'rising' | 'falling'): Read {
  return (trace) => at(trace, trace.drive, crossing(trace.time, trace.current, amperes, direction));
}

/**
 * Gate voltage at which the current first crosses a level after a time, V: the threshold of a transistor at constant
 * current.
 */
export function gateWhenCurrent(amperes: number, direction: 'rising' | 'falling', after = 0): Read {
  return (trace) => at(trace, trace.gate, crossing(trace.time, trace.current, amperes, direction, after));
}

/** Gate voltage at which a state first crosses a level, V. */
export function gateWhen(state: string, level: number, direction: 'rising' | 'falling'): Read {
  return (trace) => at(trace, trace.gate, crossing(trace.time, statesOf(trace, state), level, direction));
}

export function stateAt(state: string, time: number): Read {
  return (trace) => at(trace, statesOf(trace, state), time);
}

export function currentAt(time: number): Read {
  return (trace) => at(trace, trace.current, time);
}

/** Current through the device over its voltage, S. */
export function conductanceAt(time: number): Read {
  return (trace) => at(trace, trace.current, time) / at(trace, trace.voltage, time);
}

export function ratio(numerator: Read, denominator: Read): Read {
  return (trace) => numerator(trace) / denominator(trace);
}

export function difference(first: Read, second: Read): Read {
  return (trace) => first(trace) - second(trace);
}

/** -d ln G / d ln t between two times: the drift exponent. */
export function driftExponent(from: number, to: number): Read {
  return (trace) => -Math.log(conductanceAt(to)(trace) / conductanceAt(from)(trace)) / Math.log(to / from);
}

/**
 * First crossing of `level` in that direction from time `after` on, by linear interpolation; NaN when there is none.
 */
export function crossing(
  time: Float64Array,
  y: Float64Array,
  level: number,
  direction: 'rising' | 'falling',
  after = -Infinity,
): number {
  const sign = direction === 'rising' ? 1 : -1;
  for (let index = 1; index < y.length; index++) {
    const [before, now] = [sign * ((y[index - 1] ?? NaN) - level), sign * ((y[index] ?? NaN) - level)];
    const [from, to] = [time[index - 1] ?? NaN, time[index] ?? NaN];
    if (before < 0 && now >= 0 && to >= after) return from + ((to - from) * -before) / (now - before);
  }
  return NaN;
}

function at(trace: DeviceTrace, y: Float64Array, time: number): number {
  return Number.isNaN(time) ? NaN : (interpolate(trace.time, y, [time])[0] ?? NaN);
}

function statesOf(trace: DeviceTrace, state: string): Float64Array {
  const values = trace.states.get(state);
  if (!values) throw new Error(`no state "${state}" in the trace`);
  return values;
}
