import { createSimulator } from '../../src/node/engine/registry.js';
import type { Analysis, Simulator } from '../../src/engine/simulator.js';
import { describeEachEngine } from '../support/engines.js';

/**
 * ngspice keeps some options in its interpreter, where they outlive the circuit: after a deck with `cshunt=1e-9` every
 * later deck of the same worker had a nanofarad at each node, without a word. One worker, options first, plain deck
 * after.
 */
const rc = 'v1 a 0 dc 0 pwl(0 0 1e-9 1)\nr1 a b 1k\nc1 b 0 1e-9\nd1 b 0 dm\n.model dm d is=1e-14\n';
const transient: Analysis = { kind: 'tran', step: 1e-8, stop: 1e-6, maxStep: 1e-8 };

async function finalValue(simulator: Simulator, extra: string): Promise<number> {
  const session = await simulator.open({ title: 'isolation', text: rc + extra });
  try {
    const { columns } = await session.run(transient, { save: ['v(b)'] });
    return columns.get('v(b)')?.values.at(-1) ?? NaN;
  } finally {
    await session.close();
  }
}

const settings = [
  'cshunt=1e-9',
  'rshunt=1e3',
  'gmin=1e-3',
  'reltol=0.5',
  'scale=1e-6',
  'temp=100',
  'tnom=100',
  'maxord=1 method=gear',
  'interp',
  'itl4=3 trtol=100',
];

describeEachEngine('isolation', (_simulator, engine) => {
  test.each(settings)('.options %s does not reach the next circuit', async (setting) => {
    const simulator = createSimulator(engine, { jobs: 1 });
    try {
      const before = await finalValue(simulator, '');
      // Whether the odd circuit itself runs is not the question here.
      await finalValue(simulator, `.options ${setting}\n`).catch(() => undefined);
      expect(await finalValue(simulator, '')).toBe(before);
    } finally {
      await simulator.dispose();
    }
  });
});
