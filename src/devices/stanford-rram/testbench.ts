import type { DeviceBench } from '../device.js';
import { triangle } from '../drive.js';
import { conductanceAt, driveWhen, ratio, timeWhen } from '../measures.js';

export const benches: readonly DeviceBench[] = [
  {
    name: 'loop',
    description: 'SET and RESET on a triangle of 2 V, 16 ms, behind 100 Ohm',
    set: 'stanford-asu',
    drive: triangle([2, -2], 4e-3),
    series: 100,
    maxStep: 4e-6,
    measures: [
      { name: 'SET voltage', unit: 'V', of: driveWhen('g', 0.6e-9, 'falling') },
      { name: 'RESET voltage', unit: 'V', of: driveWhen('g', 0.6e-9, 'rising') },
      { name: 'memory window at 0.1 V', unit: '1', of: ratio(conductanceAt(7.8e-3), conductanceAt(0.2e-3)) },
    ],
  },
  {
    name: 'pulse',
    description: 'SET by 1.5 V: a rate scaled by 1.2 shows in full',
    set: 'stanford-asu',
    drive: [
      [0, 0],
      [1e-6, 1.5],
      [4e-6, 1.5],
    ],
    series: 100,
    maxStep: 4e-9,
    measures: [{ name: 'time to g = 0.6 nm', unit: 's', of: timeWhen('g', 0.6e-9, 'falling') }],
  },
];
