import type { FitParameter } from '../../search/parameter.js';
import { omega } from '../../../ekv/omega.js';
import type { TraceRecord } from './records.js';

// Taken once, as in ../mosfet/ekv.ts.
const { exp, log } = Math;

/** What the first guesses rest on. */
export interface Guess {
  /** Height after the first event above the rest, in the unit of the waveform, with its sign. */
  readonly height: number;
  /** s */
  readonly tau: number;
  /** Median step of the samples, s. */
  readonly step: number;
  /** Longest time that any waveform is followed after its last event, s. */
  readonly span: number;
  readonly unit: string;
  /** No column marks the events. */
  readonly guessed: boolean;
}

/** A hypothesis about the waveform after events. Parameters of its own follow A and tau. */
export interface Shape {
  readonly name: string;
  readonly summary: string;
  readonly equations: readonly string[];
  parameters(guess: Guess): readonly FitParameter[];
  /** The waveform at the times of a recording; `baseline` is its rest. `own` begins with A, tau. */
  waveform(recording: TraceRecord, own: ArrayLike<number>, baseline: number): Float64Array;
}

const share = (name: string, meaning: string, start: number): FitParameter => ({
  name,
  meaning,
  unit: '',
  scale: 'log',
  size: 1,
  start,
  min: 1e-4,
  max: 0.97,
});

/** Events add up; each is gone at once in full and decays. */
export const single: Shape = {
  name: 'single',
  summary: 'every event adds A, which decays exponentially',
  equations: ['x(t) = baseline + A sum over events before t of exp(-(t - t_event) / tau)'],
  parameters: () => [],
  waveform: ({ times, events }, { 0: height = NaN, 1: tau = NaN }, baseline) =>
    follow(
      times,
      events,
      (state, elapsed) => state * exp(-elapsed / tau),
      (state) => state + height,
      0,
    ).map((state) => baseline + state),
};

/** A trace that rises. */
export const double: Shape = {
  name: 'double',
  summary: 'every event adds a difference of two exponentials: rise and decay',
  equations: [
    'x(t) = baseline + A / peak sum over events before t of exp(-(t - t_event) / tau) - exp(-(t - ' +
      't_event) / tau rise); A is the height of the peak after one event',
    'without a column event, t_event is fitted as the onset',
  ],
  parameters: ({ step, tau, guessed, span }) => [
    share('rise/decay', 'time constant of the rise over that of the decay', 0.1),
    ...(guessed
      ? [
          {
            name: 'onset',
            meaning: 'start of the rise after the row where the waveform leaves its rest',
            unit: 's',
            scale: 'linear' as const,
            size: Math.max(step, tau / 20),
            start: -step,
            min: -span,
            max: span,
          },
        ]
      : []),
  ],
  waveform: ({ times, events }, { 0: height = NaN, 1: tau = NaN, 2: ratio = NaN, 3: onset = 0 }, baseline) => {
    const rise = ratio * tau;
    const top = log(1 / ratio) / (1 / rise - 1 / tau);
    const peak = exp(-top / tau) - exp(-top / rise);
    const starts = onset === 0 ? events : events.map((event) => event + onset);
    const slow = follow(
      times,
      starts,
      (state, elapsed) => state * exp(-elapsed / tau),
      (state) => state + height / peak,
      0,
    );
    const fast = follow(
      times,
      starts,
      (state, elapsed) => state * exp(-elapsed / rise),
      (state) => state + height / peak,
      0,
    );
    return slow.map((state, index) => baseline + state - (fast[index] ?? NaN));
  },
};

/** Every event sets the trace to A. */
export const nearest: Shape = {
  name: 'nearest',
  summary: 'every event sets the trace to A, whatever was there (pairing: nearest)',
  equations: ['x(t) = baseline + A exp(-(t - t_last event) / tau)'],
  parameters: () => [],
  waveform: ({ times, events }, { 0: height = NaN, 1: tau = NaN }, baseline) =>
    follow(
      times,
      events,
      (state, elapsed) => state * exp(-elapsed / tau),
      () => height,
      0,
    ).map((state) => baseline + state),
};

/**
 * The current of a differential-pair integrator with packets much shorter than tau: during a packet
 * (1 + I/Ig) dI / I = A / Ig, between them tau dI/dt = rest - I. For Ig -> 0 every event adds A: `single`.
 */
export const dpi: Shape = {
  name: 'dpi',
  summary: 'current of a log-domain integrator (DPI): an event from rest adds less than the ones that follow',
  equations: [
    'at an event: I + Ig ln(I / I before) = I before + A',
    'between events: tau dI/dt = baseline - I; baseline is the rest current, above 0 (Papadimitriou et al. 2014)',
  ],
  parameters: ({ height, unit }) => [
    {
      name: 'Ig',
      meaning: 'threshold current of the integrator',
      unit,
      scale: 'log',
      size: 1,
      start: Math.abs(height) / 10,
      min: Math.abs(height) * 1e-6,
      max: Math.abs(height) * 100,
    },
  ],
  waveform: ({ times, events }, { 0: height = NaN, 1: tau = NaN, 2: gate = NaN }, baseline) => {
    const rest = Math.max(baseline, 1e-9 * Math.abs(height));
    // I + Ig ln(I / before) = before + A, divided by Ig: w + ln w = before / Ig + A / Ig + ln(before / Ig).
    const step = (before: number): number => gate * omega((before + height) / gate + log(before / gate));
    return follow(times, events, (state, elapsed) => rest + (state - rest) * exp(-elapsed / tau), step, rest);
  },
};

/** A state that decays between events and steps at each, read at the times. */
function follow(
  times: Float64Array,
  events: readonly number[],
  decay: (state: number, elapsed: number) => number,
  step: (state: number) => number,
  start: number,
): Float64Array {
  let [state, at, next] = [start, Math.min(times[0] ?? NaN, events[0] ?? Infinity), 0];
  return times.map((time) => {
    for (let event = events[next]; event !== undefined && event <= time; event = events[(next += 1)]) {
      state = step(decay(state, event - at));
      at = event;
    }
    return decay(state, time - at);
  });
}
