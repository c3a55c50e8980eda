/** Rise and fall time of an event pulse of 10 us or more, seconds. */
export const EVENT_EDGE = 1e-6;

/** Share of a shorter pulse that its edge takes. */
const EDGE_SHARE = 0.1;

/** Rise and fall time of an event pulse, seconds; that of the spec where it says one. */
export function edgeOf({ pulse, edge }: { readonly pulse: number; readonly edge?: number }): number {
  return edge ?? Math.min(EVENT_EDGE, EDGE_SHARE * pulse);
}

/** Shortest event pulse, seconds: below ten edges the pulse is mostly edge. */
export const SHORTEST_PULSE = 10 * EVENT_EDGE;

/** Poisson events of one channel keep at least this many pulse durations apart. */
export const REFRACTORY_PULSES = 2;

/** The refractory time may take at most this share of the mean interval; beyond it the train is no longer Poisson. */
export const REFRACTORY_SHARE = 0.5;

/** Highest mean rate of events, Hz; how long a pulse lasts sets a lower one. */
export const HIGHEST_RATE = 1e8;

/** Most points of an STDP window. */
export const MOST_WINDOW_POINTS = 401;

/** Most weights at which a window is measured. */
export const MOST_WINDOW_WEIGHTS = 9;

/** Most events of one channel in one experiment. */
export const MOST_EVENTS = 10_000;

/** Most input events of one neuron of a network: they cost the model only. */
export const MOST_DRIVE_EVENTS = 200_000;

/** Most conditions of a spec: each is a netlist, a calibration and a table of its own in the report. */
export const MOST_CONDITIONS = 1000;

/** Most measurements of samples: conditions times samples times checks. A week of simulations, half a gigabyte. */
export const MOST_MEASUREMENTS = 2_000_000;

/** Most samples of a mismatch, for each condition. */
export const MOST_SAMPLES = 100_000;

/** Longest experiment, seconds of simulated time. */
export const LONGEST_DURATION = 1000;

/** Largest netlist of a drawn circuit, bytes. */
export const LARGEST_NETLIST = 4_000_000;

/** Largest spec file, bytes. */
export const LARGEST_SPEC = 1_000_000;

/**
 * Smallest time in seconds from one event onset to the next in a channel: the pulse with both its edges must have
 * ended.
 */
export function smallestInterval(pulse: number): number {
  return pulse + 2 * edgeOf({ pulse });
}
