import type { DeviceBench } from '../device.js';
import { pulses, triangle } from '../drive.js';
import { currentAt, difference, gateWhen, gateWhenCurrent, stateAt } from '../measures.js';

const up = gateWhenCurrent(1e-7, 'rising');
const down = gateWhenCurrent(1e-7, 'falling', 1e-3);

export const benches: readonly DeviceBench[] = [
  {
    name: 'window',
    description: 'memory window of a gate sweep of 4 V, 4 ms, at 0.1 V on the drain',
    set: 'fefet-nls',
    drive: [
      [0, 0.1],
      [4e-3, 0.1],
    ],
    gate: triangle([4, -4], 1e-3),
    series: 0,
    maxStep: 2e-6,
    measures: [
      { name: 'threshold, erased', unit: 'V', of: up },
      { name: 'threshold, programmed', unit: 'V', of: down },
      { name: 'memory window', unit: 'V', of: difference(up, down) },
      { name: 'coercive voltage of domain 5', unit: 'V', of: gateWhen('p5', 0, 'rising') },
    ],
  },
  {
    name: 'pulses',
    description: 'ten gate pulses of 2.6 V, 100 ns: a rate scaled by 1.2 shows in full',
    set: 'fefet-nls',
    drive: [
      [0, 0.1],
      [5.2e-6, 0.1],
    ],
    gate: [...pulses({ count: 10, volts: 2.6, width: 100e-9, period: 500e-9, edge: 10e-9 }), [5.05e-6, 1], [5.2e-6, 1]],
    series: 0,
    maxStep: 5e-9,
    measures: [
      { name: 'domain 1 after 1 pulse', unit: '1', of: stateAt('p1', 0.52e-6) },
      { name: 'domain 5 after 5 pulses', unit: '1', of: stateAt('p5', 2.55e-6) },
      { name: 'drain current at 1 V after 10 pulses', unit: 'A', of: currentAt(5.15e-6) },
    ],
  },
];
