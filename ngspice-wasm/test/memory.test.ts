import { createNgspice, type Ngspice } from '../src/index.js';
import { failure, RC, STEP } from './support.js';

const RUNS = 1000;
/** Measured: 450 to 650 bytes a run, in ngspice's command and save lists. */
const BYTES_A_RUN = 1500;

async function growth(
  ngspice: Ngspice,
  run: (index: number) => Promise<void> | void,
): Promise<{ perRun: number; reserved: number }> {
  for (let index = 0; index < 10; index += 1) await run(index);
  const before = ngspice.memory();
  for (let index = 0; index < RUNS; index += 1) await run(index);
  const after = ngspice.memory();
  return { perRun: (after.used - before.used) / RUNS, reserved: after.reserved - before.reserved };
}

describe('memory', () => {
  test(`${RUNS} runs with an alteration each`, async () => {
    const ngspice = await createNgspice();
    await ngspice.load(RC);
    const { perRun, reserved } = await growth(ngspice, (index) => {
      ngspice.alter([{ instance: 'r1', parameter: 'resistance', value: 1000 + index }]);
      ngspice.run(STEP, { save: ['v(out)'] });
    });
    expect(perRun).toBeLessThan(BYTES_A_RUN);
    expect(reserved).toBe(0);
  });

  test.each(['sparse', 'klu'] as const)(`${RUNS} circuits, loaded and run with %s`, async (solver) => {
    const ngspice = await createNgspice({ solver });
    const { perRun, reserved } = await growth(ngspice, async () => {
      await ngspice.load(RC);
      ngspice.run(STEP);
    });
    expect(perRun).toBeLessThan(BYTES_A_RUN);
    expect(reserved).toBe(0);
  });

  test('failing circuits', async () => {
    const ngspice = await createNgspice();
    for (let index = 0; index < 20; index += 1)
      await failure(() => ngspice.load('bad\nv1 1 0 {foo}\n.end\n'), 'undefined-parameter');
    await ngspice.load(RC);
    expect(ngspice.memory().reserved).toBeLessThan(64 * 2 ** 20);
  });

  test('the limit of an instance is an error, and the next circuit runs', async () => {
    const ngspice = await createNgspice({ memoryLimitBytes: 40 * 2 ** 20 });
    await ngspice.load(RC);
    await failure(() => ngspice.run({ kind: 'tran', step: 1e-6, stop: 20 }), 'memory');
    expect(ngspice.memory().reserved).toBeLessThanOrEqual(40 * 2 ** 20);
    await ngspice.load(RC);
    expect(ngspice.run(STEP).axis!.values.length).toBeGreaterThan(50);
  });
});
