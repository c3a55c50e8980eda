import type { LayerSettings } from './layer.js';
import type { Presentations } from './presentations.js';

/**
 * Three disjoint patterns on six inputs, three neurons. The weights start nearly alike, and such that one neuron wins
 * two of the patterns and another none: that must change, or nothing was separated.
 */
export const LAYER: LayerSettings = {
  inputs: 6,
  neurons: 3,
  budget: 100e-12,
  teaching: 10e-12,
  bound: 0.9,
  capacitance: 5e-12,
};

/** By neuron and input. */
export const INITIAL: readonly (readonly number[])[] = [
  [0.22, 0.22, 0.21, 0.21, 0.17, 0.17],
  [0.19, 0.19, 0.2, 0.2, 0.2, 0.2],
  [0.19, 0.19, 0.19, 0.19, 0.23, 0.23],
];

const PATTERNS = [
  [0, 1],
  [2, 3],
  [4, 5],
];

/** What the layer learns from: every pattern five times, in changing order. */
export const TRAINING: Presentations = {
  patterns: PATTERNS,
  order: [0, 1, 2, 1, 0, 2, 2, 0, 1, 0, 2, 1, 1, 2, 0],
  shown: 10e-3,
  pause: 12e-3,
};

/** Every pattern once. */
export const PROBE: Presentations = { ...TRAINING, order: [0, 1, 2] };
