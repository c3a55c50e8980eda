import { clampBench } from '../clamp.js';

export const testbench = clampBench(1.4, 1);
