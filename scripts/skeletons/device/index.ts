import type { DeviceDefinition } from '../device.js';
import { bind } from './behavioural.js';
import { benches } from './testbench.js';

/** TODO: what it is for, in a sentence. */
export const camelName: DeviceDefinition = {
  name: 'kebab-name',
  title: 'Plain name',
  summary: 'TODO: what it is for, in a sentence.',
  references: [
    {
      citation: 'Strukov, Snider, Stewart, Williams: The missing memristor found. Nature 453, 80-83 (2008)',
      equation: 'dw/dt proportional to the current (TODO: your source)',
    },
  ],
  equations: [
    'ds/dt = k/v_0 (max(v, 0) (1 - s^20) - max(-v, 0) (1 - (1-s)^20)), 0 <= s <= 1',
    'I = v (g_off + (g_on - g_off) s)',
  ],
  ports: [
    { name: 'p', description: 'a positive voltage raises s, towards g_on' },
    { name: 'n', description: 'other end' },
  ],
  ohmic: true,
  states: [
    { name: 's', unit: '1', description: '0 is g_off, 1 is g_on', perVolt: 1, range: () => [0, 1], paced: true },
  ],
  parameters: [
    { name: 'g_on', unit: 'S', description: 'conductance at s = 1', min: 1e-12, max: 1 },
    { name: 'g_off', unit: 'S', description: 'conductance at s = 0', min: 1e-15, max: 1 },
    { name: 'k', unit: 'Hz', description: 'rate of the state at v_0', min: 0, max: 1e12 },
    { name: 'v_0', unit: 'V', description: 'voltage of that rate', min: 1e-3, max: 10 },
    {
      name: 'c_p',
      unit: 'F',
      description: 'parallel capacitance; not part of the behavioural model',
      min: 1e-15,
      max: 1e-12,
    },
  ],
  limits: [{ quantity: 'v', unit: 'V', min: -2, max: 2, because: 'TODO: where the equations hold' }],
  bind,
  benches,
  figure: { bench: 'pulse', x: 'time', y: 's' },
};
