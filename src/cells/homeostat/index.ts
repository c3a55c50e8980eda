import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Slow integrator of the error of a synaptic current; its voltage scales all the synapses it reads. */
export const homeostat: CellDefinition = {
  name: 'homeostat',
  title: 'Homeostat',
  summary:
    'Scales synapses together, through the gate of their tails, until the mean of their summed current is the target.',
  references: [
    {
      citation:
        'Qiao, Bartolozzi, Indiveri: An ultralow leakage synaptic scaling homeostatic plasticity circuit ' +
        'with configurable time scales up to 100 ks. IEEE Trans. Biomed. Circuits Syst. 11, 1271-1277 (2017)',
      equation: 'low-pass of the error on the gate that scales the synapses',
    },
    {
      citation:
        'Bartolozzi, Indiveri: Global scaling of synaptic efficacy: homeostasis in silicon synapses. ' +
        'Neurocomputing 72, 726-731 (2009)',
      equation: 'a DPI has two factors, I_w and I_g: one may be the weight, the other the global scale',
    },
    {
      citation:
        'Vittoz, Fellrath: CMOS analog integrated circuits based on weak inversion operation. IEEE J. ' +
        'Solid-State Circuits 12, 224-231 (1977)',
      equation: 'V_DS = U_T ln(1 + S_2/S_1) of a triode below a diode with the same gate',
    },
  ],
  equations: [
    'C_h dV_h/dt = a (I_target - sum(I_syn))',
    'a = exp(-(VDD - V_tilt) / U_T) = 1 / (1 + S_top/S_triode)',
    'dV_h = (U_T / kappa_n) ln(r_1 / r_2) between rates r_1 and r_2',
    'tau_h = C_h U_T / (kappa_n a I_target)',
  ],
  ports: [
    {
      name: 'sum',
      kind: 'charge',
      direction: 'inout',
      description: 'takes the tilted copies of the synaptic currents',
    },
    { name: 'h', kind: 'charge', direction: 'inout', description: 'gate of the tails to be scaled; keeps the scale' },
    { name: 'tilt', kind: 'voltage', direction: 'out', description: 'source level of the tilted copies' },
    {
      name: 'gtarget',
      kind: 'bias',
      direction: 'in',
      description: 'target',
      driver: { cell: 'replica-bias', reference: 'i_target' },
    },
    {
      name: 'gtilt',
      kind: 'bias',
      direction: 'in',
      description: 'current of the tilt',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_tilt' },
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtilt', role: 'mirror-n' },
    { name: 'mtriode', role: 'level-p' },
    { name: 'mtop', role: 'tilt-p' },
    { name: 'mtarget', role: 'trace-p' },
    { name: 'mx0', role: 'sink-n' },
    { name: 'mx1', role: 'sink-n' },
    { name: 'my0', role: 'sink-n' },
    { name: 'my1', role: 'sink-n' },
  ],
  parameters: [{ name: 'ch', unit: 'F', description: 'capacitor that keeps the scale' }],
  targets: [
    { name: 'current', unit: 'A', description: 'target of the mean summed synaptic current' },
    { name: 'tau_h', unit: 's', description: 'time constant of the regulation, accelerated against biology' },
  ],
  currents: [
    { name: 'i_target', description: 'target of the mean summed synaptic current' },
    { name: 'i_tilt', description: 'current of the tilt' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 5e-12,
      max: 50e-12,
      because: 'the divided current must stay above junction leakage, the peaks of the synapses inside weak inversion',
    },
    {
      quantity: 'tau_h',
      unit: 's',
      min: 0.05,
      max: 1,
      because: 'accelerated time scale: hours need leakage of attoamperes, which these cards do not describe',
    },
    { quantity: 'ch', unit: 'F', min: 0.5e-12, max: 20e-12, because: 'events couple into a smaller one, area above' },
  ],
  design,
  testbench,
};
