import { integratorBench } from '../integrator.js';

export const testbench = integratorBench('in', { tau: 1, current: 20e-12, pulse: 1e-3, capacitance: 4e-12 });
