import type { DeviceBench } from '../device.js';
import { currentAt, driveWhen, stateAt, timeWhen } from '../measures.js';
import { triangle } from '../drive.js';

export const benches: readonly DeviceBench[] = [
  {
    name: 'loop-a',
    description: 'RESET, then SET of the example of the paper on a triangle of 1 V, 1 us',
    set: 'vteam-a',
    changes: { s: 0.02 },
    drive: triangle([1, -1], 250e-9),
    series: 0,
    maxStep: 0.5e-9,
    measures: [
      { name: 'RESET voltage', unit: 'V', of: driveWhen('s', 0.5, 'rising') },
      { name: 'SET voltage', unit: 'V', of: driveWhen('s', 0.5, 'falling') },
      { name: 'current at 0.5 V before RESET', unit: 'A', of: currentAt(125e-9) },
      { name: 'current at -0.5 V after SET', unit: 'A', of: currentAt(875e-9) },
    ],
  },
  {
    name: 'loop-b',
    description: 'RESET, then SET of the array device on a triangle of 1.4 V, 1 us',
    set: 'vteam-b',
    changes: { s: 0.02 },
    drive: triangle([1.4, -1.4], 250e-9),
    series: 1e3,
    maxStep: 0.5e-9,
    measures: [
      { name: 'RESET voltage', unit: 'V', of: driveWhen('s', 0.5, 'rising') },
      { name: 'SET voltage', unit: 'V', of: driveWhen('s', 0.5, 'falling') },
    ],
  },
  {
    name: 'pulse-b',
    description: 'RESET of the array device by 1.2 V: a rate scaled by 1.2 shows in full',
    set: 'vteam-b',
    changes: { s: 0.1 },
    drive: [
      [0, 0],
      [1e-9, 1.2],
      [101e-9, 1.2],
      [102e-9, 0],
    ],
    series: 1e3,
    maxStep: 0.2e-9,
    measures: [
      { name: 'time to s = 0.5', unit: 's', of: timeWhen('s', 0.5, 'rising') },
      { name: 'state after 30 ns', unit: '1', of: stateAt('s', 30e-9) },
    ],
  },
];
