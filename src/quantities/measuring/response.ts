import { fitDecay } from '../../compare/decay-fit.js';
import { valueAt } from '../../compare/sampled.js';
import type { CircuitSpec, Spec } from '../../spec/types.js';
import { measuredEvents } from '../../stimulus/experiment.js';
import { measuredPart, settled } from './measured-part.js';
import { stateOf, type Recording, type Recordings } from './recording.js';

/** How a trace answers a single event. */
export interface Response {
  /** Decay time constant, s; undefined when what follows is no exponential. */
  readonly tau: number | undefined;
  /** Why it is none. */
  readonly shape?: string;
  /** What the event added, rule units. */
  readonly peak: number;
}

/** The answer of the state of a trace rule to the first measured event; undefined without a recording. */
export function firstResponse([recording]: Recordings, spec: Spec): Response | undefined {
  return (
    recording && measureResponse(recording, 'x', measuredEvents(recording.experiment, 'pre')[0] ?? NaN, spec.circuit)
  );
}

/**
 * The response of a trace to a single pulse and its peak: the largest value once the edge's displacement current is
 * over. A DPI or a ramp peaks right there, a tau-cell a fraction of a millisecond later.
 *
 * @param onset of the pulse, s
 */
export function measureResponse(
  recording: Recording,
  state: string,
  onset: number,
  circuit: Pick<CircuitSpec, 'pulse' | 'edge'>,
): Response {
  const curve = measuredPart(recording, state);
  const end = settled(onset + circuit.pulse, circuit);
  let best = { at: end, peak: valueAt(curve, end) };
  curve.x.forEach((at, index) => {
    const value = curve.y[index] ?? NaN;
    if (at > end && value > best.peak) best = { at, peak: value };
  });
  const fit = fitDecay(curve, best.at);
  return {
    tau: fit.tau,
    peak: best.peak - leftOver(recording, state, fit.tau ?? NaN, best.at),
    ...(fit.tau === undefined ? { shape: `the response ${fit.reason}` } : {}),
  };
}

/**
 * What the history left of a trace at a later time, by the decay of the response itself: what a single event added is
 * above it.
 */
function leftOver(recording: Recording, state: string, tau: number, at: number): number {
  const { measuredFrom } = recording.experiment;
  if (measuredFrom === undefined) return 0;
  return valueAt(stateOf(recording, state), measuredFrom) * Math.exp(-(at - measuredFrom) / tau);
}
