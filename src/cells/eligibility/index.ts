import type { CellDefinition } from '../cell.js';
import { TAIL_EQUATION } from '../integrator.js';
import { supplyPorts, traceOutputs } from '../ports.js';
import { traceTargets } from '../trace-targets.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Leaky capacitor for tens of milliseconds to seconds; current packets come from a gated mirror. */
export const eligibility: CellDefinition = {
  name: 'eligibility',
  title: 'Eligibility trace',
  summary: 'Leaky capacitor: packets of current add to it, a subthreshold leak lets it decay over up to seconds.',
  references: [
    {
      citation: 'Bartolozzi, Indiveri: Synaptic dynamics in analog VLSI. Neural Computation 19, 2581-2603 (2007)',
      equation: 'tau = C U_T / (kappa I_leak), with the packet current of another cell as the tail',
    },
    {
      citation:
        'Gerstner, Lehmann, Liakoni, Corneil, Brea: Eligibility traces and plasticity on behavioral time ' +
        'scales. Front. Neural Circuits 12:53 (2018)',
      equation: 'de/dt = -e / tau_e + packets',
    },
  ],
  equations: ['tau = (C + C_par) U_T / (kappa_p I_tau)', 'C dV/dt = I_tau - I_in(t) / (1 + I/I_g)', TAIL_EQUATION],
  ports: [
    {
      name: 'in',
      kind: 'current',
      direction: 'in',
      description: 'packets: a current drawn out of the cell while an event lasts',
    },
    {
      name: 'gtau',
      kind: 'bias',
      direction: 'in',
      description: 'decay',
      driver: { cell: 'replica-bias', reference: 'i_tau' },
    },
    {
      name: 'vthr',
      kind: 'bias',
      direction: 'in',
      description: 'linear-range threshold',
      driver: { cell: 'replica-bias', reference: 'i_gate' },
    },
    ...traceOutputs,
    ...supplyPorts,
  ],
  devices: [
    { name: 'min', role: 'pair-n' },
    { name: 'mthr', role: 'pair-n' },
    { name: 'mleak', role: 'trace-p' },
    { name: 'mout', role: 'trace-p' },
  ],
  parameters: [{ name: 'csyn', unit: 'F', description: 'state capacitor to the supply' }],
  targets: traceTargets('peak output current after one packet from rest', 'a packet'),
  currents: [
    { name: 'i_tau', description: 'subthreshold leak that makes it decay', trims: { quantity: 'tau', slope: -1 } },
    {
      name: 'i_in',
      description: 'packet current, carried by the gated mirror that feeds the cell',
      trims: { quantity: 'amplitude', slope: 3 },
    },
    { name: 'i_gate', description: 'output current at which the gain starts to saturate' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'tau',
      unit: 's',
      min: 20e-3,
      max: 5,
      because: 'below, a dpi does; above, the leak meets the leakage of the process',
    },
    {
      quantity: 'i_tau',
      unit: 'A',
      min: 50e-15,
      max: 30e-12,
      because: 'between leakage and the end of weak inversion',
    },
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'output above leakage and inside weak inversion',
    },
  ],
  design,
  testbench,
};
