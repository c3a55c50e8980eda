import type { DeviceBench } from '../device.js';
import { triangle } from '../drive.js';
import { conductanceAt, driveWhen, ratio, timeWhen } from '../measures.js';

export const benches: readonly DeviceBench[] = [
  {
    name: 'loop',
    description: 'SET and RESET on a triangle of 2.5 V, 4 ms, behind 5 kOhm',
    set: 'sky130-reram',
    drive: triangle([2.5, -2.5], 1e-3),
    series: 5e3,
    maxStep: 2e-6,
    measures: [
      { name: 'SET voltage', unit: 'V', of: driveWhen('f', 4.1e-9, 'rising') },
      { name: 'RESET voltage', unit: 'V', of: driveWhen('f', 4.1e-9, 'falling') },
      { name: 'LRS conductance at 0.15 V', unit: 'S', of: conductanceAt(1.94e-3) },
      { name: 'memory window', unit: '1', of: ratio(conductanceAt(1.94e-3), conductanceAt(0.06e-3)) },
    ],
  },
  {
    name: 'pulse',
    description: 'SET by 1.9 V: a rate scaled by 1.2 shows in full',
    set: 'sky130-reram',
    drive: [
      [0, 0],
      [1e-8, 1.9],
      [2e-4, 1.9],
    ],
    series: 5e3,
    maxStep: 5e-8,
    measures: [{ name: 'time to f = 4.1 nm', unit: 's', of: timeWhen('f', 4.1e-9, 'rising') }],
  },
];
