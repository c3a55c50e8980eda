import { readFileSync } from 'node:fs';
import { createSimulator } from '../../src/node/engine/registry.js';
import { notPassed, verifyText } from '../support/verification.js';
import { withDefect, type Defect } from '../support/mutant.js';

/** The examples of group rules, whole and with planted defects that their checks must find. */

const body = (name: string): string =>
  readFileSync(`examples/${name}.yaml`, 'utf8').replace(/^(#.*|rulespice: 1)\n/gm, '');
const simulator = createSimulator('auto', { jobs: 2 });
afterAll(() => simulator.dispose());

test.each(['scaling', 'normalisation'])('%s passes', async (name) => {
  expect(notPassed(await verifyText(body(name), simulator))).toEqual([]);
});

/** Checks that fail, as "quantity against". */
async function failing(name: string, defect: Defect): Promise<string[]> {
  const report = await verifyText(body(name), withDefect(simulator, defect));
  return report.verdicts
    .filter(({ status }) => status === 'fail')
    .map(({ quantity, against }) => `${quantity} ${against}`);
}

test('a homeostat that does not read the heavy synapse regulates to another mean', async () => {
  expect(
    await failing('scaling', { circuit: (text) => text.replace(/^(xsynapse_y2 .*) g_sum /m, '$1 alone ') }),
  ).toContain('mean rule');
});

test('synapses whose weights are exchanged lose their ratio', async () => {
  const exchanged = (text: string): string =>
    text
      .replace(/^(xsynapse_y1 .*?)\by1_vthr\b/m, '$1swap')
      .replace(/^(xsynapse_y2 .*?)\by2_vthr\b/m, '$1y1_vthr')
      .replace(/\bswap\b/, 'y2_vthr');
  expect(await failing('scaling', { circuit: exchanged })).toContain('ratio rule');
});

test('a slice that is not on the common node does not compete', async () => {
  expect(
    await failing('normalisation', {
      circuit: (text) => text.replace(/^(xsynapse_x1 .*) budget1_common /m, '$1 alone '),
    }),
  ).toContain('share rule');
});
