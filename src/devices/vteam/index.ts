import type { DeviceDefinition } from '../device.js';
import { bind } from './behavioural.js';
import { benches } from './testbench.js';

/** Threshold-voltage memristor: the generic model of the field. */
export const vteam: DeviceDefinition = {
  name: 'vteam',
  title: 'VTEAM memristor',
  summary:
    'Memristor with voltage thresholds: nothing moves between them, and beyond them a state moves with a ' +
    'power of the excess.',
  references: [
    {
      citation:
        'Kvatinsky, Ramadan, Friedman, Kolodny: VTEAM: a general model for voltage-controlled memristors. ' +
        'IEEE Trans. Circuits Syst. II 62(8), 786-790 (2015)',
      equation:
        'dw/dt = k_off (v/v_off - 1)^a_off f_off(w) for v > v_off, k_on (v/v_on - 1)^a_on f_on(w) for v < ' +
        'v_on, 0 between; linear and exponential I-V',
    },
  ],
  equations: [
    'ds/dt = k_off/d max(v/v_off - 1, 0)^a_off (1 - s^(2 p_w)) + k_on/d max(v/v_on - 1, 0)^a_on (1 - ' +
      '(1-s)^(2 p_w)), 0 <= s <= 1',
    'I = v / (r_on + (r_off - r_on) s)                      iv = 0 (linear)',
    'I = v/r_on exp(-s ln(r_off/r_on))                      iv = 1 (exponential)',
  ],
  ports: [
    { name: 'p', description: 'a positive voltage raises s, towards r_off' },
    { name: 'n', description: 'other end' },
  ],
  ohmic: true,
  states: [
    {
      name: 's',
      unit: '1',
      description: 'position of the boundary: 0 is r_on (LRS), 1 is r_off (HRS)',
      perVolt: 1,
      range: () => [0, 1],
      paced: true,
    },
  ],
  parameters: [
    { name: 'r_on', unit: 'Ohm', description: 'resistance at s = 0', min: 1, max: 1e12 },
    { name: 'r_off', unit: 'Ohm', description: 'resistance at s = 1', min: 1, max: 1e15 },
    { name: 'k_on', unit: 'm/s', description: 'speed of SET', min: -1e3, max: 0 },
    { name: 'k_off', unit: 'm/s', description: 'speed of RESET', min: 0, max: 1e3 },
    { name: 'a_on', unit: '1', description: 'exponent of SET', min: 1, max: 20 },
    { name: 'a_off', unit: '1', description: 'exponent of RESET', min: 1, max: 20 },
    { name: 'v_on', unit: 'V', description: 'SET threshold', min: -20, max: -1e-3 },
    { name: 'v_off', unit: 'V', description: 'RESET threshold', min: 1e-3, max: 20 },
    { name: 'd', unit: 'm', description: 'path of the boundary, w_off - w_on', min: 1e-10, max: 1e-6 },
    { name: 'p_w', unit: '1', description: 'steepness of the window', min: 1, max: 50 },
    { name: 'iv', unit: '1', description: '0: linear I-V, 1: exponential I-V', min: 0, max: 1 },
    {
      name: 'c_p',
      unit: 'F',
      description: 'parallel capacitance; not part of the behavioural model',
      min: 1e-15,
      max: 1e-12,
    },
  ],
  limits: [
    { quantity: 'v', unit: 'V', min: -3, max: 3, because: 'simulated range; the power law has no limit of its own' },
    { quantity: 'frequency', unit: 'Hz', max: 100e6, because: 'loops simulated up to 100 MHz' },
  ],
  bind,
  benches,
  figure: { bench: 'loop-b', x: 'drive', y: 'current' },
};
