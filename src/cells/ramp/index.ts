import type { CellDefinition } from '../cell.js';
import { supplyPorts, traceOutputs } from '../ports.js';
import { traceTargets } from '../trace-targets.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Voltage ramp read by a subthreshold pFET: an exact exponential of fixed amplitude. */
export const ramp: CellDefinition = {
  name: 'ramp',
  title: 'Ramp trace',
  summary: 'Every event sets a current to its peak, from where it decays exponentially: a nearest-spike trace.',
  references: [
    {
      citation:
        'Indiveri, Chicca, Douglas: A VLSI array of low-power spiking neurons and bistable synapses with ' +
        'spike-timing dependent plasticity. IEEE Trans. Neural Networks 17, 211-221 (2006)',
      equation:
        'a spike resets a gate voltage, a constant subthreshold current lets it ramp back, the device ' +
        'turns the ramp into an exponential',
    },
    {
      citation:
        'Linares-Barranco, Serrano-Gotarredona, Serrano-Gotarredona: Current mode techniques for ' +
        'sub-pico-ampere circuit design. AICSP 38, 103-119 (2004)',
      equation: 'the set level comes from a diode-connected copy that carries the peak current',
    },
  ],
  equations: [
    'tau = (C + C_par) U_T / (kappa_p (I_leak + I_junction))',
    'V(t) = V_set + (I_leak + I_junction) t / (C + C_par)',
    'I = I_0 exp(kappa_p (VDD - V) / U_T) = I_peak exp(-t / tau)',
    'V_set = VDD - V_sg(I_peak)',
  ],
  ports: [
    { name: 'event', kind: 'event', direction: 'in', description: 'sets the trace while high' },
    {
      name: 'gleak',
      kind: 'bias',
      direction: 'in',
      description: 'decay',
      driver: { cell: 'replica-bias', reference: 'i_leak' },
    },
    {
      name: 'vset',
      kind: 'bias',
      direction: 'in',
      description: 'gate voltage of the peak current',
      driver: { cell: 'set-buffer', input: { cell: 'replica-bias', reference: 'i_peak' } },
    },
    ...traceOutputs,
    ...supplyPorts,
  ],
  devices: [
    { name: 'mup', role: 'logic-p' },
    { name: 'mdown', role: 'logic-n' },
    { name: 'msw', role: 'steer-p' },
    { name: 'mleak', role: 'trace-p' },
    { name: 'mout', role: 'trace-p' },
  ],
  parameters: [{ name: 'csyn', unit: 'F', description: 'state capacitor to the supply' }],
  targets: traceTargets('output current right after an event'),
  currents: [
    { name: 'i_leak', description: 'decay current', trims: { quantity: 'tau', slope: -1 } },
    { name: 'i_peak', description: 'peak current', trims: { quantity: 'amplitude', slope: 1 } },
  ],
  sets: true,
  storage,
  channels,
  limits: [
    {
      quantity: 'i_leak',
      unit: 'A',
      min: 50e-15,
      max: 30e-12,
      because: 'between leakage and the end of weak inversion of the mirror',
    },
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'output above leakage and inside weak inversion',
    },
    { quantity: 'tau', unit: 's', min: 3e-3, max: 1, because: 'shown by simulation from 3 ms to 1 s at 27 C' },
    { quantity: 'pulse', unit: 's', min: 100e-6, because: 'the buffer slews 1 pF in 30 us and settles in as long' },
  ],
  design,
  testbench,
};
