import type { DeviceDefinition } from '../device.js';
import { bind } from './behavioural.js';
import { benches } from './testbench.js';

/** Phase-change memory: threshold switching, melting, crystal growth, drift. */
export const pcm: DeviceDefinition = {
  name: 'pcm',
  title: 'Phase-change memory',
  summary:
    'Phase-change memory: an amorphous plug that switches on at a threshold, crystallises pulse by pulse, ' +
    'melts, and drifts.',
  references: [
    {
      citation:
        'Ielmini, Zhang: Analytical model for subthreshold conduction and threshold switching in ' +
        'chalcogenide-based memory devices. J. Appl. Phys. 102, 054517 (2007)',
      equation: 'threshold voltage proportional to the amorphous thickness; the idea, not the transport equation',
    },
    {
      citation:
        'Ielmini, Lavizzari, Sharma, Lacaita: Physical interpretation, modeling and impact on phase ' +
        'change memory (PCM) reliability of resistance drift. IEDM 2007',
      equation: 'G = G_0 (t/t_0)^-nu',
    },
    {
      citation:
        'Nandakumar et al.: A phase-change memory model for neuromorphic computing. J. Appl. Phys. 124, 152135 (2018)',
      equation: 'accumulation statistics (statistics.ts)',
    },
  ],
  equations: [
    'dx/dt = k_m M(T) (1 - x) - k_c C(T) x',
    'd age/dt = 1 - M(T) age/t_q',
    'G = [g_min + (g_max - g_min)(1 - x)] (age/t_0)^(-nu x)                     below threshold',
    'I = V [G (1 - S) + S/r_dyn],  S = (1 + tanh((|V| - max(v_th x, v_hold))/w_v))/2 / (1 + exp(-(x - x_s)/w_s))',
    'T = t_amb + r_th V I,  M = (1 + tanh((T - t_melt)/w_m))/2,  C = exp(-((T - t_c)/w_c)^2) (1 - M)',
  ],
  ports: [
    { name: 'a', description: 'one end; the device is symmetric' },
    { name: 'b', description: 'other end' },
  ],
  ohmic: false,
  states: [
    {
      name: 'x',
      unit: '1',
      description: 'amorphous fraction: 0 crystalline (SET), 1 amorphous (RESET)',
      perVolt: 1,
      range: () => [0, 1],
      paced: true,
    },
    {
      name: 'age',
      unit: 's',
      description: 'time since the last melt',
      perVolt: 1,
      range: () => [0, Infinity],
      paced: false,
    },
  ],
  parameters: [
    { name: 'g_max', unit: 'S', description: 'conductance of the crystal', min: 1e-9, max: 1 },
    { name: 'g_min', unit: 'S', description: 'conductance of the amorphous plug at age t_0', min: 1e-12, max: 1 },
    { name: 'nu', unit: '1', description: 'drift exponent at x = 1', min: 0, max: 0.3 },
    { name: 't_0', unit: 's', description: 'age at which conductances are stated', min: 1e-9, max: 1e6 },
    { name: 'v_th', unit: 'V', description: 'threshold voltage at x = 1', min: 0.1, max: 5 },
    { name: 'v_hold', unit: 'V', description: 'smallest threshold', min: 0.05, max: 5 },
    { name: 'w_v', unit: 'V', description: 'width of threshold switching', min: 0.01, max: 0.5 },
    { name: 'x_s', unit: '1', description: 'amorphous fraction below which there is no threshold', min: 0, max: 0.5 },
    { name: 'w_s', unit: '1', description: 'width of that', min: 1e-3, max: 0.2 },
    { name: 'r_dyn', unit: 'Ohm', description: 'resistance of the switched-on plug', min: 100, max: 1e6 },
    { name: 'r_th', unit: 'K/W', description: 'thermal resistance', min: 1e3, max: 1e9 },
    { name: 't_amb', unit: 'K', description: 'ambient temperature', min: 200, max: 500 },
    { name: 't_melt', unit: 'K', description: 'melting temperature', min: 500, max: 1500 },
    { name: 'w_m', unit: 'K', description: 'width of melting', min: 1, max: 100 },
    { name: 't_c', unit: 'K', description: 'temperature of fastest growth', min: 400, max: 1000 },
    { name: 'w_c', unit: 'K', description: 'width of the growth bell', min: 10, max: 300 },
    { name: 'k_c', unit: '1/s', description: 'growth rate at its maximum', min: 1, max: 1e10 },
    { name: 'k_m', unit: '1/s', description: 'melting rate', min: 1, max: 1e11 },
    { name: 't_q', unit: 's', description: 'age of a plug that is molten', min: 1e-10, max: 1e-6 },
    {
      name: 'c_p',
      unit: 'F',
      description: 'parallel capacitance; not part of the behavioural model',
      min: 1e-15,
      max: 1e-12,
    },
  ],
  limits: [
    {
      quantity: 'v',
      unit: 'V',
      min: -1.6,
      max: 1.6,
      because: 'pulses simulated to 1.6 V; the temperature is capped at 3000 K',
    },
    { quantity: 'pulse', unit: 's', min: 5e-9, because: 'the temperature follows the power at once' },
  ],
  bind,
  benches,
  figure: { bench: 'accumulation', x: 'time', y: 'x' },
};
