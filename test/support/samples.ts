import { noCache } from '../../src/characterise/content-cache.js';
import { fileCache } from '../../src/node/store/cache.js';
import { compile } from '../../src/compile.js';
import { createSimulator, type EngineName } from '../../src/node/engine/registry.js';
import type { Spec } from '../../src/spec/types.js';
import { chipVariation } from '../../src/verify/chips/varied-circuit.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { runSamples, type Sample } from '../../src/verify/chips/samples.js';

/**
 * Chips of a spec on one engine, measured on its impulse; designed on the embedded engine whatever it is, so that only
 * the samples differ.
 */
export async function samplesOn(name: EngineName, spec: Spec, indices: readonly number[]): Promise<Sample[]> {
  const simulator = createSimulator(name, { jobs: 2 });
  const designer = createSimulator('embedded', { jobs: 1 });
  try {
    const compiled = await compile(spec, { simulator: designer, cache: fileCache() });
    const bench = { dut: compiled.dut, process: compiled.process, conditions: compiled.conditions, options: {} };
    const experiments = expandExperiments(spec, { folder: '.' }).filter(({ name: kind }) => kind === 'impulse');
    return await runSamples(
      {
        compiled,
        bench,
        variation: chipVariation(bench, spec.variations.sampling!),
        experiments,
        checks: spec.verify,
        tools: { simulator, cache: noCache },
        step: () => undefined,
      },
      indices,
    );
  } finally {
    await Promise.all([simulator.dispose(), designer.dispose()]);
  }
}
