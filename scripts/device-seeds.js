/**
 * Every device bench with 200 seeded devices and drives on an engine: counts runs that fail.
 * usage: node scripts/device-seeds.js [engine] [seeds]
 */
import '../dist/node/furnish.js';
import { simulateDevice } from '../dist/behavioural/device-transient.js';
import { findParameterSet } from '../dist/devices/parameter-set.js';
import { allDevices } from '../dist/devices/registry.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { deviceJob, deviceTrace } from '../dist/netlist/device-bench.js';
import { variedExperiment } from '../dist/nonideality/varied-experiment.js';

const [engine = 'embedded', seeds = '200'] = process.argv.slice(2);
const simulator = createSimulator(engine);
let failures = 0;
for (const device of allDevices()) {
  for (const bench of device.benches) {
    let failed = 0;
    let worst = 0;
    const set = findParameterSet(bench.set);
    await Promise.all(
      Array.from({ length: Number(seeds) }, async (_, index) => {
        const experiment = variedExperiment({ ...bench, title: bench.name, set }, index + 1);
        const { circuit, analysis, save } = deviceJob(experiment);
        const session = await simulator.open(circuit);
        try {
          const trace = deviceTrace(set, await session.run(analysis, { save, timeoutSeconds: 120 }));
          const model = simulateDevice(set, experiment, experiment.changes);
          // Of the last value of every state: how far the two roads are apart, in volts of its node.
          for (const { name, perVolt } of device.states) {
            const [ours, theirs] = [model.states.get(name).at(-1), trace.states.get(name).at(-1)];
            worst = Math.max(worst, Math.abs(ours - theirs) / Math.max(perVolt, Math.abs(ours)));
          }
        } catch (error) {
          failed += 1;
          console.error(`${device.name}/${bench.name} seed ${index + 1}: ${error.message}`);
        } finally {
          await session.close();
        }
      }),
    );
    failures += failed;
    console.log(
      `${device.name}/${bench.name}: ${failed} of ${seeds} failed; final states differ by at most ` +
        `${(100 * worst).toFixed(2)} %`,
    );
  }
}
await simulator.dispose();
process.exit(failures === 0 ? 0 : 1);
