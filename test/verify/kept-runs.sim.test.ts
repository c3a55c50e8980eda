import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from '../../src/node/engine/registry.js';
import { fileRunStore } from '../../src/node/store/run-store.js';
import type { RuleResult } from '../../src/result/rule.js';
import { substance } from '../support/substance.js';
import { verifyText } from '../support/verification.js';

const TRACE =
  'name: kept\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 3 % }, { ' +
  'quantity: x, against: model, max: 3 % }, { quantity: tau, against: rule, max: 20 % }]\n';
const VARIED =
  `${TRACE}variations: { corners: [tt, ff], mismatch: { samples: 8, seed: 1, avt: 5 mV*um }, yield: { min: ` +
  `50 %, confidence: 80 % } }\n`;

test('an unchanged verification simulates nothing and says the same; a changed one, what changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-kept-'));
  const verify = async (text: string): Promise<RuleResult> => {
    const simulator = createSimulator('auto', { jobs: 2, runs: fileRunStore(folder) });
    try {
      return await verifyText(text, simulator);
    } finally {
      await simulator.dispose();
    }
  };
  try {
    const first = await verify(VARIED);
    expect(first.verdicts.map(({ cached }) => cached)).not.toContain(true);
    const second = await verify(VARIED);
    expect(second.runs).toMatchObject({ simulated: 0, cached: first.runs?.simulated });
    expect(second.verdicts.map(({ cached }) => cached)).toEqual(first.verdicts.map(() => true));
    expect(substance(second)).toBe(substance(first));
    const third = await verify(VARIED.replace('[tt, ff]', '[tt, ss]'));
    expect(
      third.verdicts.filter(({ conditions }) => conditions?.corner === 'tt').map(({ cached }) => cached),
    ).not.toContain(undefined);
    expect(
      third.verdicts.filter(({ conditions }) => conditions?.corner === 'ss').map(({ cached }) => cached),
    ).not.toContain(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
