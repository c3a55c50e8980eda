import { softBoundBench, SINK } from '../soft-bound.js';

/** Two nFETs of the mirror at different drains, Early voltage 9 V, as in the gated sink. */
export const testbench = softBoundBench(SINK, 0.15);
