import type { DeviceBench } from '../device.js';
import { pulses } from '../drive.js';
import { driftExponent, conductanceAt, driveWhenCurrent, stateAt, timeWhen } from '../measures.js';

export const benches: readonly DeviceBench[] = [
  {
    name: 'drift',
    description: 'conductance of a RESET plug over 1e4 s, read at 50 mV',
    set: 'pcm-generic',
    changes: { x: 0.9, age: 1e-3 },
    drive: [
      [0, 0.05],
      [100, 0.05],
      [1000, 0.05],
      [1e4, 0.05],
    ],
    series: 0,
    maxStep: 50,
    measures: [
      { name: 'drift exponent', unit: '1', of: driftExponent(100, 1e4) },
      { name: 'conductance after 1000 s', unit: 'S', of: conductanceAt(1000) },
    ],
  },
  {
    name: 'accumulation',
    description:
      'ten SET pulses of 1.1 V, 50 ns behind 1 kOhm, then a read at 0.1 V: a rate scaled by 1.2 shows in full',
    set: 'pcm-generic',
    drive: [
      ...pulses({ count: 10, volts: 1.1, width: 50e-9, period: 200e-9, edge: 2e-9 }),
      [2.05e-6, 0.1],
      [2.2e-6, 0.1],
    ],
    series: 1e3,
    maxStep: 1e-9,
    measures: [
      { name: 'amorphous fraction after 1 pulse', unit: '1', of: stateAt('x', 0.21e-6) },
      { name: 'amorphous fraction after 4 pulses', unit: '1', of: stateAt('x', 0.81e-6) },
      { name: 'conductance after 10 pulses', unit: 'S', of: conductanceAt(2.1e-6) },
    ],
  },
  {
    name: 'reset',
    description: 'melt and quench by 1.5 V, 50 ns behind 1 kOhm',
    set: 'pcm-generic',
    changes: { x: 0.3 },
    drive: [
      [0, 0],
      [5e-9, 1.5],
      [55e-9, 1.5],
      [58e-9, 0],
      [100e-9, 0],
    ],
    series: 1e3,
    maxStep: 0.1e-9,
    measures: [
      { name: 'time to x = 0.8', unit: 's', of: timeWhen('x', 0.8, 'rising') },
      { name: 'amorphous fraction at the end', unit: '1', of: stateAt('x', 100e-9) },
    ],
  },
  {
    name: 'threshold',
    description: 'threshold switching on a ramp to 1.1 V in 110 ns behind 1 kOhm',
    set: 'pcm-generic',
    changes: { x: 0.8 },
    drive: [
      [0, 0],
      [110e-9, 1.1],
    ],
    series: 1e3,
    maxStep: 0.1e-9,
    measures: [{ name: 'threshold voltage at 20 uA', unit: 'V', of: driveWhenCurrent(20e-6, 'rising') }],
  },
];
