import type { DeviceDefinition } from '../device.js';
import { bind } from './behavioural.js';
import { benches } from './testbench.js';

/** The ReRAM of the SkyWater 130 nm process. */
export const sky130Reram: DeviceDefinition = {
  name: 'sky130-reram',
  title: 'SkyWater sky130 ReRAM',
  summary:
    'The ReRAM cell of the SkyWater 130 nm process: a filament that grows and dissolves, with a thermal time constant.',
  references: [
    {
      citation: 'SkyWater PDK: sky130_fd_pr_reram, commit d6d2a3c6960a, Apache-2.0 (Verilog-A, re-expressed)',
      equation:
        'I = I_k exp(-(t_ox - f)/(t_ox - f_ref)) sinh(V/V_ref); growth exp(-E_g/kT) exp(gamma a_0/t_ox ' +
        'qV/kT), dissolution exp(-E_r/kT) exp(-...); C_th dT/dt = |V I| - C_th (T - T_0)/tau_th',
    },
  ],
  equations: [
    'I = i_k exp(-(tox - f)/(tox - f_ref)) sinh(V/v_ref)',
    'df/dt = vel [exp(q(u - e_g)/kT) W(f_max - f) - exp(-q(u + e_r)/kT) W(f - f_min)],  W(x) = 1 - exp(-x/w_f)',
    'u = gamma a_0/tox V,  gamma = gk_0 + gk_1 ((tox - f)/1nm)^3',
    'dT/dt = |V I|/c_th - (T - t_0)/tau_th,  |V I| <= p_max',
  ],
  ports: [
    { name: 'te', description: 'top electrode; a positive voltage grows the filament (SET)' },
    { name: 'be', description: 'bottom electrode' },
  ],
  ohmic: false,
  states: [
    {
      name: 'f',
      unit: 'm',
      description: 'length of the filament',
      perVolt: 1e-9,
      range: (p) => [p('f_min'), p('f_max')],
      paced: true,
    },
    {
      name: 't',
      unit: 'K',
      description: 'temperature of the filament',
      perVolt: 100,
      range: (p) => [p('t_0'), p('t_0') + (p('p_max') * p('tau_th')) / p('c_th')],
      paced: false,
    },
  ],
  parameters: [
    { name: 'tox', unit: 'm', description: 'oxide thickness', min: 1e-9, max: 1e-7 },
    { name: 'f_max', unit: 'm', description: 'filament of the LRS', min: 1e-10, max: 1e-7 },
    { name: 'f_min', unit: 'm', description: 'filament of the HRS', min: 1e-10, max: 1e-7 },
    {
      name: 'f_ref',
      unit: 'm',
      description: 'filament at which the tunnelling length is taken',
      min: 1e-10,
      max: 1e-7,
    },
    { name: 'i_k', unit: 'A', description: 'current scale', min: 1e-9, max: 1 },
    { name: 'v_ref', unit: 'V', description: 'voltage scale of the current', min: 0.05, max: 10 },
    { name: 'vel', unit: 'm/s', description: 'attempt speed of the ions', min: 1e-3, max: 1e4 },
    { name: 'e_g', unit: 'eV', description: 'barrier of growth', min: 0.1, max: 3 },
    { name: 'e_r', unit: 'eV', description: 'barrier of dissolution', min: 0.1, max: 3 },
    { name: 'a_0', unit: 'm', description: 'hopping distance', min: 1e-11, max: 1e-8 },
    { name: 'gk_0', unit: '1', description: 'field enhancement without gap', min: 0.1, max: 100 },
    { name: 'gk_1', unit: '1', description: 'change of field enhancement with (gap/1nm)^3', min: -50, max: 50 },
    { name: 'c_th', unit: 'J/K', description: 'thermal capacitance', min: 1e-19, max: 1e-12 },
    { name: 'tau_th', unit: 's', description: 'thermal time constant', min: 1e-12, max: 1e-6 },
    { name: 't_0', unit: 'K', description: 'ambient temperature', min: 200, max: 500 },
    { name: 'w_f', unit: 'm', description: 'width of the walls', min: 1e-13, max: 1e-9 },
    {
      name: 'p_max',
      unit: 'W',
      description: 'largest heating power counted; keeps a cell without compliance finite',
      min: 1e-6,
      max: 1,
    },
    {
      name: 'c_p',
      unit: 'F',
      description: 'parallel capacitance; not part of the behavioural model',
      min: 1e-15,
      max: 1e-12,
    },
  ],
  limits: [
    { quantity: 'v', unit: 'V', min: -3, max: 3, because: 'calibrated for SET, RESET and FORM below 3.1 V' },
    {
      quantity: 'series resistance',
      unit: 'Ohm',
      min: 1e3,
      because: 'without compliance the LRS draws milliamperes and leaves the calibrated range',
    },
  ],
  bind,
  benches,
  figure: { bench: 'loop', x: 'drive', y: 'current' },
};
