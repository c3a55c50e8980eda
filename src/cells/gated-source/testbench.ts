import { gatedMirrorBench } from '../gated-mirror.js';

export const testbench = gatedMirrorBench(1);
