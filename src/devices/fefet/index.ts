import type { DeviceDefinition } from '../device.js';
import { bind, DOMAINS } from './behavioural.js';
import { benches } from './testbench.js';

/** Ferroelectric transistor: polarisation that nucleates, on the gate of an EKV transistor. */
export const fefet: DeviceDefinition = {
  name: 'fefet',
  title: 'FeFET',
  summary: 'Ferroelectric transistor: ten domains that switch by nucleation shift the threshold of a transistor.',
  references: [
    {
      citation:
        'Deng et al.: A comprehensive model for ferroelectric FET capturing the key behaviors: ' +
        'scalability, variation, stochasticity, and accumulation. VLSI Technology 2020',
      equation:
        'tau = tau_0 exp((E_a/|V|)^alpha) per domain, E_a normally distributed; here first order in the ' +
        'mean field, not the stochastic exponent beta = 2',
    },
    {
      citation:
        'Enz, Krummenacher, Vittoz: An analytical MOS transistor model valid in all regions of operation. ' +
        'Analog Integr. Circuits Signal Process. 8, 83-114 (1995)',
      equation: 'I = I_S [q(v_p)^2 - q(v_p - v_ds)^2], q(v) = ln(1 + exp(v/2U_T))',
    },
    {
      citation:
        'Ni et al.: A circuit compatible accurate compact model for ferroelectric-FETs. VLSI Technology ' +
        '2018; Jiang et al.: VLSI Technology 1997',
      equation: 'Preisach history with turning points (preisach.ts)',
    },
  ],
  equations: [
    'dp_i/dt = [tanh(k_fe v_gs/v_c) - p_i]/tau_i,  tau_i = tau_0 exp(min((E_i/max(|k_fe v_gs|, v_c2))^alpha, 60))',
    'E_i = e_a + s_ea z_i,  z_i the ten equal-probability quantiles of a normal distribution',
    'V_th = v_th0 - mw/2 mean(p),  v_p = (v_gs - V_th)/n',
    'I = i_s [q(v_p)^2 - q(v_p - v_ds)^2],  q(v) = ln(1 + exp(v/(2 u_t)))',
  ],
  ports: [
    { name: 'd', description: 'drain' },
    { name: 's', description: 'source' },
    { name: 'g', description: 'gate; a positive voltage lowers the threshold' },
  ],
  ohmic: false,
  states: Array.from({ length: DOMAINS }, (_, index) => ({
    name: `p${index + 1}`,
    unit: '1',
    description: `polarisation of domain ${index + 1}, easiest first`,
    perVolt: 1,
    range: (): readonly [number, number] => [-1, 1],
    paced: true,
  })),
  parameters: [
    { name: 'tau_0', unit: 's', description: 'switching time at infinite field', min: 1e-13, max: 1e-3 },
    { name: 'alpha', unit: '1', description: 'exponent of the field', min: 0.5, max: 6 },
    { name: 'e_a', unit: 'V', description: 'mean activation voltage', min: 0.1, max: 20 },
    { name: 's_ea', unit: 'V', description: 'its standard deviation over the domains', min: 0, max: 5 },
    { name: 'k_fe', unit: '1', description: 'share of the gate voltage across the ferroelectric', min: 0.01, max: 1 },
    { name: 'v_c', unit: 'V', description: 'width of the sign of the field', min: 1e-3, max: 1 },
    { name: 'v_c2', unit: 'V', description: 'smallest field counted', min: 1e-3, max: 1 },
    { name: 'mw', unit: 'V', description: 'memory window', min: 0, max: 10 },
    { name: 'v_th0', unit: 'V', description: 'threshold at zero polarisation', min: -5, max: 5 },
    { name: 'i_s', unit: 'A', description: 'specific current', min: 1e-12, max: 1 },
    { name: 'n', unit: '1', description: 'slope factor', min: 1, max: 3 },
    { name: 'u_t', unit: 'V', description: 'thermal voltage', min: 0.01, max: 0.05 },
    {
      name: 'c_g',
      unit: 'F',
      description: 'gate capacitance; not part of the behavioural model',
      min: 1e-17,
      max: 1e-12,
    },
    {
      name: 'c_d',
      unit: 'F',
      description: 'drain capacitance; not part of the behavioural model',
      min: 1e-17,
      max: 1e-12,
    },
  ],
  limits: [
    {
      quantity: 'v',
      unit: 'V',
      min: -2,
      max: 2,
      because: 'drain voltage; no velocity saturation and no drain-induced lowering',
    },
    {
      quantity: 'v_g',
      unit: 'V',
      min: -4.5,
      max: 4.5,
      because: 'gate sweeps simulated to 4 V; no charge trapping and no breakdown',
    },
  ],
  bind,
  benches,
  figure: { bench: 'window', x: 'gate', y: 'current' },
};
