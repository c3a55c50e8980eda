import { clampBench } from '../clamp.js';

export const testbench = clampBench(0.6, -1);
