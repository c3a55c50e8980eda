import { integratorBench } from '../integrator.js';

export const testbench = integratorBench('event', { tau: 20e-3, current: 20e-12, pulse: 0.5e-3 });
