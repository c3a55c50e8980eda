import type { DeviceBench } from '../device.js';
import { triangle } from '../drive.js';
import { currentAt, driveWhen, ratio, stateAt, timeWhen } from '../measures.js';

export const benches: readonly DeviceBench[] = [
  {
    name: 'loop',
    description: 'SET and RESET on a triangle of 1.5 and -3 V, 10 s',
    set: 'memdiode-tio2',
    drive: triangle([1.5, -3], 2.5),
    series: 0,
    maxStep: 5e-3,
    measures: [
      { name: 'SET voltage', unit: 'V', of: driveWhen('h', 0.5, 'rising') },
      { name: 'RESET voltage', unit: 'V', of: driveWhen('h', 0.5, 'falling') },
      { name: 'LRS current at 0.3 V', unit: 'A', of: currentAt(4.5) },
      { name: 'memory window at 0.3 V', unit: '1', of: ratio(currentAt(4.5), currentAt(0.5)) },
    ],
  },
  {
    name: 'pulse',
    description: 'SET by 1.1 V, then RESET by -2 V: a rate scaled by 1.2 shows in full',
    set: 'memdiode-tio2',
    drive: [
      [0, 0],
      [1e-4, 1.1],
      [0.1, 1.1],
      [0.1002, -2],
      [0.8, -2],
    ],
    series: 0,
    maxStep: 1e-3,
    measures: [
      { name: 'time to h = 0.5', unit: 's', of: timeWhen('h', 0.5, 'rising') },
      { name: 'state after RESET', unit: '1', of: stateAt('h', 0.8) },
    ],
  },
];
