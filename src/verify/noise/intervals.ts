import { valueAt } from '../../compare/sampled.js';
import type { CompiledSpec } from '../../compile.js';
import { pulseOnset } from '../../compose/events.js';
import { noiseGrid } from '../../nonideality/noise-grid.js';
import { traceStates, type TraceState } from '../../rule/rule.js';
import { EVENT_EDGE } from '../../spec/limits.js';
import { eventTimes, type Experiment } from '../../stimulus/experiment.js';
import { interpolate } from '../../waveform/interpolate.js';
import type { Waveforms } from '../../waveform/waveforms.js';
import type { Situations } from './transfer-paths.js';

/* The intervals in which noise is constant, and what is known in each of them. */

/**
 * Intervals of constant noise in the shortest time constant (the variance is low by 1 / (12 * 10^2)), and at least in
 * an experiment.
 */
const INTERVALS_PER_TAU = 10;
const INTERVALS_PER_EXPERIMENT = 100;

/** Ends of the intervals of an experiment, s. */
export function noiseGridOf(compiled: CompiledSpec, experiment: Experiment): Float64Array {
  return noiseGrid(
    experiment.duration,
    noiseInterval(experiment.duration, traceStates(compiled.rule)),
    edges(compiled, experiment).flatMap(({ times }) => times),
  );
}

function noiseInterval(duration: number, traces: readonly TraceState[]): number {
  return Math.min(duration / INTERVALS_PER_EXPERIMENT, ...traces.map(({ tau }) => tau / INTERVALS_PER_TAU));
}

/**
 * Starts and ends of the edges of every event, s. An edge is an interval of its own, in which nothing is noisy: what is
 * left out is the charge sqrt(kTC) on the few fF of a switch's node.
 */
function edges(
  { spec, dut }: CompiledSpec,
  experiment: Experiment,
): { readonly net: string; readonly times: readonly [start: number, up: number, down: number, end: number] }[] {
  const { pulse } = spec.circuit;
  return dut.events.flatMap((input) =>
    eventTimes(experiment, input.event)
      .map((time) => pulseOnset(input, time, pulse))
      .map((onset) => ({
        net: input.net,
        times: [onset, onset + EVENT_EDGE, onset + pulse, onset + pulse + EVENT_EDGE] as const,
      })),
  );
}

/** Which events are on during each interval; undefined in an edge. */
export function situationsOf(compiled: CompiledSpec, experiment: Experiment, grid: Float64Array): Situations {
  const events = edges(compiled, experiment);
  return Array.from(middles(grid), (middle) => {
    if (
      events.some(
        ({ times: [start, up, down, end] }) => (middle > start && middle < up) || (middle > down && middle < end),
      )
    )
      return undefined;
    return new Set(events.filter(({ times: [, up, down] }) => middle > up && middle < down).map(({ net }) => net));
  });
}

function middles(grid: Float64Array): Float64Array {
  return Float64Array.from(
    { length: grid.length - 1 },
    (_, index) => ((grid[index] ?? NaN) + (grid[index + 1] ?? NaN)) / 2,
  );
}

/** Reads node voltages in the middle of every interval. */
export function voltagesOn(
  grid: Float64Array,
  time: Float64Array,
  voltages: ReadonlyMap<string, Float64Array>,
): (node: string, interval: number) => number {
  const at = middles(grid);
  const read = new Map([...voltages].map(([node, y]) => [node, interpolate(time, y, at)]));
  return (node, interval) => read.get(node)?.[interval] ?? NaN;
}

/** The interval that a time ends or lies in: a step that ends on a boundary was taken before it. */
export function intervalAt(grid: Float64Array, time: number): number {
  let [low, high] = [0, grid.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((grid[middle] ?? NaN) < time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Mean of a waveform over each interval of a grid, by trapezoids. */
export function means({ axis }: Waveforms, values: Float64Array, grid: Float64Array): Float64Array {
  const time = axis.values;
  const integral = new Float64Array(time.length);
  for (let index = 1; index < time.length; index++) {
    integral[index] =
      (integral[index - 1] ?? NaN) +
      (((values[index] ?? NaN) + (values[index - 1] ?? NaN)) / 2) * ((time[index] ?? NaN) - (time[index - 1] ?? NaN));
  }
  const sampled = { x: time, y: integral };
  return Float64Array.from({ length: grid.length - 1 }, (_, index) => {
    const [from, to] = [grid[index] ?? NaN, grid[index + 1] ?? NaN];
    return (valueAt(sampled, to) - valueAt(sampled, from)) / (to - from);
  });
}
