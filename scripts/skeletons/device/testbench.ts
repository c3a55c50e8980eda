import type { DeviceBench } from '../device.js';
import { stateAt, timeWhen } from '../measures.js';

/** Experiments; test/devices/reference.json has the answer of an independent solver to each. */
export const benches: readonly DeviceBench[] = [
  {
    name: 'pulse',
    description: 'A pulse of 1 V moves the state up at a constant rate.',
    set: 'kebab-name-example',
    changes: { s: 0.1 },
    drive: [
      [0, 0],
      [1e-9, 1],
      [101e-9, 1],
      [102e-9, 0],
    ],
    series: 0,
    maxStep: 0.2e-9,
    measures: [
      { name: 'state after 51 ns', unit: '1', of: stateAt('s', 51e-9) },
      { name: 'time to s = 0.5', unit: 's', of: timeWhen('s', 0.5, 'rising') },
    ],
  },
];
