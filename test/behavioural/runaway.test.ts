import { simulateDevice } from '../../src/behavioural/device-transient.js';
import { findParameterSet } from '../../src/devices/parameter-set.js';
import { findDevice } from '../../src/devices/registry.js';
import { variedExperiment } from '../../src/nonideality/varied-experiment.js';

test('a RESET that runs away at the peak of its drive is not missed: Stanford RRAM, varied device 4', () => {
  const bench = findDevice('stanford-rram').benches.find(({ name }) => name === 'loop')!;
  const experiment = variedExperiment({ ...bench, title: bench.name, set: findParameterSet(bench.set) }, 4);
  const gap = simulateDevice(experiment.set, experiment, experiment.changes).states.get('g')!;
  // Runge-Kutta of order 4 with steps doubled and halved to 1e-16 m, and ngspice (native, embedded and our own): 1.791
  // nm after the peak.
  expect(Math.max(...gap.slice(-gap.length >> 2))).toBeCloseTo(1.79e-9, 11);
});
