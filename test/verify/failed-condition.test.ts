import { ModelError } from '../../src/behavioural/model-error.js';
import type { CompiledSpec } from '../../src/compile.js';
import { SimulationError } from '../../src/engine/errors.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import { verifyConditions } from '../../src/verify/conditions.js';
import type { Context } from '../../src/verify/context.js';

const spec = parseSpec(
  `rulespice: 1
name: s
rule: { kind: trace, tau: 20 ms }
verify: [{ quantity: tau, against: rule, max: 3 % }, { quantity: peak, against: rule, max: 3 % }]
`,
  's.yaml',
);
const conditions = { process: 'sky130', corner: 'ff', temperature: 60, supply: 1.8 };

/** A verification whose first step fails with an error. */
function failing(error: Error, signal?: AbortSignal): Context {
  const compiled = {
    spec,
    process: {},
    rule: expandRule(spec.rule),
    get dut(): never {
      throw error;
    },
  } as unknown as CompiledSpec;
  return {
    compiled,
    tools: { ...(signal ? { signal } : {}) },
    engine: { option: 'embedded' },
    options: { file: 's.yaml', folder: '.' },
    checks: spec.verify,
    experiments: [],
    trimming: true,
    variants: [],
    step: () => undefined,
    skip: () => undefined,
  } as unknown as Context;
}

test.each([
  ['simulation', new SimulationError('no-convergence', 'it did not converge')],
  ['model', new ModelError('it did not converge')],
])('a condition whose %s fails has an error for every check, with the reason and its replay', async (_, error) => {
  const outcome = await verifyConditions(conditions, failing(error));
  expect(outcome.verdicts).toEqual(
    spec.verify.map((check): unknown =>
      expect.objectContaining({
        check,
        status: 'error',
        conditions,
        reason: 'it did not converge',
        replay: expect.stringContaining('--corner ff --temperature 60') as string,
      }),
    ),
  );
  expect(outcome.bench).toBeUndefined();
});

test('a bug, or an interrupt, is no verdict', async () => {
  await expect(verifyConditions(conditions, failing(new TypeError('a bug')))).rejects.toThrow('a bug');
  const interrupted = failing(new SimulationError('no-convergence', 'stopped'), AbortSignal.abort());
  await expect(verifyConditions(conditions, interrupted)).rejects.toThrow('stopped');
});
