import type { DeviceDefinition } from '../device.js';
import { bind } from './behavioural.js';
import { benches } from './testbench.js';

/** Dynamic memdiode: a diode pair whose size remembers. */
export const memdiode: DeviceDefinition = {
  name: 'memdiode',
  title: 'Dynamic memdiode',
  summary: 'Two opposed diodes with a memory: smooth, robust, and the best start for fitting measured I-V loops.',
  references: [
    {
      citation:
        'Aguirre, Pazos, Palumbo, Sune, Miranda: Application of the quasi-static memdiode model in ' +
        'cross-point arrays for large dataset pattern recognition. IEEE Access 8 (2020); dynamic form as ' +
        'in aguirref/memristive_ANN_sim',
      equation:
        'dh/dt = (1 - h)/tau_S(V) for V >= 0, -h/tau_R(V) for V < 0; I = I_0(h) (exp(b A(h) V) - exp(-(1-b) A(h) V))',
    },
  ],
  equations: [
    'dh/dt = (1 - h) exp(eta_s (V_d - v_set)) for V_d >= 0,  -h exp(-eta_r (V_d - v_res)) for V_d < 0',
    'I = (i_min + (i_max - i_min) h) [exp(b A V_d) - exp(-(1-b) A V_d)] + g_leak V_d,  A = a_min + (a_max - a_min) h',
    'V_d = V - r_s I',
  ],
  ports: [
    { name: 'p', description: 'a positive voltage raises h (SET)' },
    { name: 'n', description: 'other end' },
  ],
  ohmic: false,
  states: [
    { name: 'h', unit: '1', description: 'memory: 0 is HRS, 1 is LRS', perVolt: 1, range: () => [0, 1], paced: true },
  ],
  parameters: [
    { name: 'i_min', unit: 'A', description: 'diode current of the HRS', min: 1e-15, max: 1 },
    { name: 'i_max', unit: 'A', description: 'diode current of the LRS', min: 1e-15, max: 1 },
    { name: 'a_min', unit: '1/V', description: 'diode slope of the HRS', min: 0.01, max: 40 },
    { name: 'a_max', unit: '1/V', description: 'diode slope of the LRS', min: 0.01, max: 40 },
    { name: 'v_set', unit: 'V', description: 'voltage at which SET takes 1 s', min: 0.01, max: 10 },
    { name: 'v_res', unit: 'V', description: 'voltage at which RESET takes 1 s', min: -10, max: -0.01 },
    { name: 'eta_s', unit: '1/V', description: 'acceleration of SET', min: 0.1, max: 200 },
    { name: 'eta_r', unit: '1/V', description: 'acceleration of RESET', min: 0.1, max: 200 },
    { name: 'b', unit: '1', description: 'symmetry of the diodes', min: 0, max: 1 },
    { name: 'r_s', unit: 'Ohm', description: 'series resistance inside the device', min: 1e-3, max: 1e6 },
    { name: 'g_leak', unit: 'S', description: 'leakage', min: 0, max: 1 },
    {
      name: 'c_p',
      unit: 'F',
      description: 'parallel capacitance; not part of the behavioural model',
      min: 1e-15,
      max: 1e-12,
    },
  ],
  limits: [
    { quantity: 'v', unit: 'V', min: -3, max: 3, because: 'loops simulated to 3 V; diode exponents are clamped at 60' },
    { quantity: 'switching time', unit: 's', min: 14e-12, because: 'rate exponents are clamped at 25' },
  ],
  bind,
  benches,
  figure: { bench: 'loop', x: 'drive', y: 'current' },
};
