import { nrmse } from '../../src/compare/nrmse.js';
import { compile } from '../../src/compile.js';
import { noCache } from '../../src/characterise/content-cache.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { loadSpec } from '../../src/load-spec.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { stateOf, type Recording } from '../../src/quantities/measuring/recording.js';
import { runCircuit } from '../../src/roads/roads.js';
import { describeWithNative } from '../support/native.js';

describeWithNative('the same deck in WebAssembly and in native ngspice', () => {
  test.each(['examples/trace-20ms.yaml', 'examples/stdp-additive.yaml', 'examples/eligibility-1s.yaml'])(
    '%s within 0.5 %%',
    async (file) => {
      const embedded = createSimulator('embedded', { jobs: 1 });
      const native = createSimulator('native', { jobs: 1 });
      try {
        // One design, made once: only the simulation differs.
        const compiled = await compile(loadSpec(file), { simulator: embedded, cache: noCache });
        const bench = {
          dut: compiled.dut,
          process: compiled.process,
          conditions: compiled.conditions,
          options: {},
        };
        // Where an event stands alone, or none does, the weight moves by nothing: no range to compare with.
        for (const experiment of expandExperiments(compiled.spec, { folder: 'examples' }).filter(
          ({ name }) => !['window', 'alone', 'rest'].includes(name),
        )) {
          const run = async (simulator: typeof embedded): Promise<Recording> =>
            (await runCircuit(compiled, bench, experiment, { simulator, cache: noCache })).recording;
          const [ours, theirs] = await Promise.all([run(embedded), run(native)]);
          for (const { name } of compiled.rule.states) {
            // A weight does not move during a single event: nothing to compare.
            const difference = nrmse(stateOf(theirs, name), stateOf(ours, name));
            if (experiment.name === 'impulse' && name !== 'x') continue;
            expect({
              state: name,
              experiment: experiment.label,
              within: difference < 5e-3 || difference,
            }).toMatchObject({ within: true });
          }
        }
      } finally {
        await Promise.all([embedded.dispose(), native.dispose()]);
      }
    },
  );
});
