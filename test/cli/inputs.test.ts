import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forFile, loadSpecs } from '../../src/cli/inputs.js';
import { explainSpec } from '../../src/explain/explain.js';
import { UserError } from '../../src/units/user-error.js';

const SPEC = `rulespice: 1
name: own
rule:
  kind: explicit
  states: { x: { decay: 20 ms }, w: { range: [0, 1] } }
  on:
    pre: { x: +1 }
    post:
      w: +0.02 * x^3
stimulus: { spikes: { pre: [10 ms], post: [20 ms], duration: 100 ms } }
verify: [{ quantity: w, against: model, max: 3 % }]
`;

test('a term without a circuit is reported at its place in the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  const file = join(folder, 'own.yaml');
  try {
    writeFileSync(file, SPEC);
    const [named] = await loadSpecs([file]);
    const error: unknown = await forFile(file, () => explainSpec(named!.spec)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).problems).toEqual([
      {
        file,
        line: 9,
        column: 10,
        message:
          '"on post: w += 0.02 * x^3" has no circuit: a product of 3 traces; the nearest that has is a product of two',
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
