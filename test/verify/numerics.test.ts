import { SimulationError } from '../../src/engine/errors.js';
import type { Bench } from '../../src/netlist/testbench.js';
import { climb, LADDER } from '../../src/roads/ladder.js';
import { settled } from '../../src/verify/numerics.js';
import type { Measurement } from '../../src/compare/measurement.js';

describe('a measurement made again', () => {
  const check = { max: 0.02 };
  const tolerance = { tolerance: 0.1 };
  const again = (...measured: (number | undefined)[]): { name: string; measurement: Measurement }[] =>
    measured.map((value, index) => ({
      name: `way ${index + 1}`,
      measurement: value === undefined ? { reason: 'it stopped' } : { measured: value },
    }));

  test.each<[string, number, (number | undefined)[], boolean]>([
    ['stays where it is', 0.01, [0.0101, 0.0119], true],
    ['moves by more than a tenth of the limit', 0.01, [0.01, 0.0121], false],
    ['moves across the limit, however little', 0.0199, [0.0201, 0.0199], false],
    ['is out of limits however it is measured', 0.03, [0.05, 0.021], true],
    ['is out of limits, and within by another way', 0.03, [0.03, 0.001], false],
    ['cannot be made again', 0.01, [0.01, undefined], false],
    ['is not a number the second time', 0.01, [NaN, 0.01], false],
  ])('%s', (_, measured, others, stands) => {
    const result = settled(check, { measured }, again(...others), tolerance);
    expect(result.measured).toBe(stands ? measured : undefined);
    expect(result.numerics).toHaveLength(2);
    if (!stands) expect(result.reason).toMatch(/^numerics: /);
  });

  test('a value that jumps across its reference moves, although its error is the same', () => {
    const [one, other] = [0.985, 1.015].map((value) => ({ measured: 0.015, value, reference: 1 })) as [
      Measurement,
      Measurement,
    ];
    expect(settled(check, one, [{ name: 'way 1', measurement: other }], tolerance).measured).toBeUndefined();
    expect(settled(check, one, [{ name: 'way 1', measurement: one }], tolerance).measured).toBe(0.015);
  });

  test('the reason says what moved, and how far it may', () => {
    expect(settled(check, { measured: 0.01 }, again(0.01, 0.013), tolerance).reason).toBe(
      'numerics: 1 % measured, but way 2 gives 1.3 %; 10 % of the limit of 2 % is allowed, on the same side of it',
    );
  });

  test('what was not measured in the first place keeps its reason', () => {
    expect(settled(check, { reason: 'flat' }, again(0.01), tolerance)).toEqual({ reason: 'flat' });
  });
});

describe('the ladder', () => {
  const bench = { options: { gmin: 1e-17, method: 'trap' } } as unknown as Bench;
  const fails = (kind: SimulationError['kind']): SimulationError =>
    new SimulationError(kind, `the first attempt: ${kind}`);

  test('nothing is climbed where the first attempt converges', async () => {
    expect(await climb(bench, (own) => Promise.resolve(own))).toEqual({ result: bench });
  });

  test.each(LADDER.map(({ name }, index): [string, number] => [name, index]))('%s', async (name, index) => {
    let attempts = 0;
    const { result, recovered } = await climb(bench, (own) => {
      attempts += 1;
      return attempts === index + 2 ? Promise.resolve(own) : Promise.reject(fails('timestep-too-small'));
    });
    expect(recovered).toBe(name);
    expect(result.options).toMatchObject({ gmin: 1e-17, method: 'gear' });
  });

  test('where no rung helps, the first failure is told, with what was tried', async () => {
    let attempts = 0;
    const climbing = climb(bench, () => {
      attempts += 1;
      return Promise.reject(
        new SimulationError(attempts === 1 ? 'timestep-too-small' : 'no-convergence', `attempt ${attempts}`),
      );
    });
    await expect(climbing).rejects.toMatchObject({
      kind: 'timestep-too-small',
      message: `attempt 1; ${LADDER.map(({ name }) => name).join('; ')} did not help either`,
    });
    expect(attempts).toBe(1 + LADDER.length);
  });

  test.each(['timeout', 'aborted', 'unknown-model', 'missing-vector', 'crashed'] as const)(
    '%s is no case for it',
    async (kind) => {
      let attempts = 0;
      await expect(
        climb(bench, () => {
          attempts += 1;
          return Promise.reject(fails(kind));
        }),
      ).rejects.toMatchObject({ kind });
      expect(attempts).toBe(1);
    },
  );
});
