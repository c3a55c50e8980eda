import type { DeviceDefinition } from '../device.js';
import { bind } from './behavioural.js';
import { benches } from './testbench.js';

/** Filamentary RRAM of Stanford and ASU: a tunnelling gap that field and heat close and open. */
export const stanfordRram: DeviceDefinition = {
  name: 'stanford-rram',
  title: 'Stanford/ASU RRAM',
  summary:
    'Filamentary metal-oxide RRAM: the gap between filament and electrode shrinks and grows with field and Joule heat.',
  references: [
    {
      citation:
        'Jiang, Yu, Wu, Engel, Guan, Wong: Verilog-A compact model for oxide-based resistive random ' +
        'access memory (RRAM). SISPAD 2014',
      equation:
        'I = I_0 exp(-g/g_0) sinh(V/V_0); T = T_0 + R_th |V I|; dg/dt = -v_0 exp(-E_a/kT) sinh(gamma ' +
        'a_0/L qV/kT); gamma = gamma_0 - beta (g/1nm)^3',
    },
    {
      citation:
        'Guan, Yu, Wong: A SPICE compact model of metal oxide resistive switching memory with variations. ' +
        'IEEE Electron Device Lett. 33, 1405-1407 (2012)',
      equation: 'the gap as the state',
    },
  ],
  equations: [
    'I = i_0 exp(-g/g_0) sinh(V/v_0)',
    'T = t_0 + r_th |V I|,  gamma = gamma_0 - beta (g/1nm)^3',
    'dg/dt = -vel/2 [exp(q(u - e_a)/kT) W(g - g_min) - exp(-q(u + e_a)/kT) W(g_max - g)]',
    'u = gamma a_0/tox V S((gamma |V| - f_min tox)/v_sm),  S(x) = (1 + tanh x)/2,  W(x) = 1 - exp(-x/w_g)',
  ],
  ports: [
    { name: 'te', description: 'top electrode; a positive voltage closes the gap (SET)' },
    { name: 'be', description: 'bottom electrode' },
  ],
  ohmic: false,
  states: [
    {
      name: 'g',
      unit: 'm',
      description: 'gap between filament and electrode',
      perVolt: 1e-9,
      range: (p) => [p('g_min'), p('g_max')],
      paced: true,
    },
  ],
  parameters: [
    { name: 'i_0', unit: 'A', description: 'current scale', min: 1e-9, max: 1 },
    { name: 'g_0', unit: 'm', description: 'tunnelling length', min: 1e-11, max: 1e-8 },
    { name: 'v_0', unit: 'V', description: 'voltage scale of the current', min: 0.05, max: 10 },
    { name: 'vel', unit: 'm/s', description: 'attempt speed of the ions', min: 1e-3, max: 1e3 },
    { name: 'e_a', unit: 'eV', description: 'activation energy of ion hopping', min: 0.1, max: 3 },
    { name: 'a_0', unit: 'm', description: 'hopping distance', min: 1e-11, max: 1e-8 },
    { name: 'tox', unit: 'm', description: 'oxide thickness', min: 1e-9, max: 1e-7 },
    { name: 'gamma_0', unit: '1', description: 'field enhancement at zero gap', min: 0.1, max: 100 },
    { name: 'beta', unit: '1', description: 'loss of field enhancement with (g/1nm)^3', min: 0, max: 50 },
    { name: 'f_min', unit: 'V/m', description: 'enhanced field below which nothing moves', min: 0, max: 1e11 },
    { name: 'g_min', unit: 'm', description: 'gap of the LRS', min: 1e-11, max: 1e-8 },
    { name: 'g_max', unit: 'm', description: 'gap of the HRS', min: 1e-11, max: 1e-8 },
    { name: 'r_th', unit: 'K/W', description: 'thermal resistance', min: 0, max: 1e8 },
    { name: 't_0', unit: 'K', description: 'ambient temperature', min: 200, max: 500 },
    { name: 'v_sm', unit: 'V', description: 'width of the smooth f_min gate', min: 0.01, max: 5 },
    { name: 'w_g', unit: 'm', description: 'width of the walls', min: 1e-13, max: 1e-9 },
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
      min: -2.5,
      max: 2.5,
      because: 'sinh is clamped at 16 v_0, which is 4 V; simulated to 2.5 V',
    },
    { quantity: 'switching time', unit: 's', min: 40e-12, because: 'hopping exponents are capped at exp(2)' },
    { quantity: 'temperature', unit: 'K', max: 2000, because: 'the filament temperature is capped there' },
  ],
  bind,
  benches,
  figure: { bench: 'loop', x: 'drive', y: 'current' },
};
