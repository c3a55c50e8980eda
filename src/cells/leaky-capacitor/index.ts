import { bumpReference, restoringDevices } from '../bump-pair.js';
import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** A signed state that decays: the eligibility of a three-factor rule. */
export const leakyCapacitor: CellDefinition = {
  name: 'leaky-capacitor',
  title: 'Leaky capacitor',
  summary:
    'Signed state on a capacitor that a linearised transconductor restores to a reference voltage: an ' +
    'eligibility that gated mirrors raise and lower.',
  references: [
    bumpReference,
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 9',
      equation: 'follower-integrator: tau = C / g_m',
    },
  ],
  equations: [
    'C dV_e/dt = sum(I) - I_b sinh(x) / (2 + cosh(x)),  x = kappa (V_e - V_ref) / U_T',
    'tau = (C + C_par) / g_m,  g_m = kappa I_b / (3 U_T)',
    'dV_e = I t_p / C',
  ],
  ports: [
    { name: 'e', kind: 'charge', direction: 'inout', description: 'state; gated mirrors add and take packets here' },
    { name: 'vref', kind: 'voltage', direction: 'in', description: 'voltage that stands for 0', level: 'v_ref' },
    {
      name: 'gleak',
      kind: 'bias',
      direction: 'in',
      description: 'tail of the transconductor',
      copies: 2,
      driver: { cell: 'replica-bias', reference: 'i_leak' },
    },
    ...supplyPorts,
  ],
  devices: restoringDevices,
  parameters: [{ name: 'ce', unit: 'F', description: 'state capacitor to ground' }],
  targets: [
    { name: 'tau', unit: 's', description: 'decay time constant' },
    { name: 'reference', unit: 'V', description: 'V_ref: voltage that stands for 0' },
    { name: 'given', unit: '1', optional: true, description: '0 where the capacitance is not the choice of the spec' },
    {
      name: 'swing',
      unit: 'V',
      description: 'largest excursion to either side that must decay linearly',
      optional: true,
    },
    { name: 'capacitance', unit: 'F', description: 'state capacitor', optional: true },
    { name: 'area', unit: 'm2', description: 'area budget of the state capacitor', optional: true },
  ],
  currents: [
    { name: 'i_leak', description: 'tail current of the transconductor', trims: { quantity: 'tau', slope: -1 } },
    { name: 'v_ref', unit: 'V', description: 'voltage that stands for 0' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'i_leak',
      unit: 'A',
      min: 0.3e-12,
      max: 20e-12,
      because: 'above the off currents of the pair at 27 C (at 60 C 3 pA), inside weak inversion of the mirror',
    },
    { quantity: 'tau', unit: 's', min: 50e-3, max: 2, because: 'the equations say so within; simulated at 0.5 s' },
    { quantity: 'v_ref', unit: 'V', min: 0.65, max: 1.1, because: 'tail in saturation below, mirror above' },
    {
      quantity: 'swing',
      unit: 'V',
      max: 50e-3,
      because: 'the transconductor is linear within 2 % over 50 mV to either side',
    },
  ],
  design,
  testbench,
};
