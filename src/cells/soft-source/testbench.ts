import { softBoundBench, SOURCE } from '../soft-bound.js';

/** A pFET copy with an Early voltage of some 30 V. */
export const testbench = softBoundBench(SOURCE, 0.05);
