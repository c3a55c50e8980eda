import { SimulationError } from '../../src/engine/errors.js';
import type { Bench } from '../../src/netlist/testbench.js';
import { climb, LADDER, movesOf } from '../../src/roads/ladder.js';
import { numericsVariants, settled } from '../../src/verify/numerics.js';
import type { Measurement } from '../../src/compare/measurement.js';
import type { Toolchain } from '../../src/compile.js';
import { UserError } from '../../src/units/user-error.js';
import { fakeSimulator } from './fake-context.js';

describe('the ways of measuring again', () => {
  const engine = (name: string, version: string): Toolchain['simulator'] => ({
    ...fakeSimulator(() => {
      throw new Error('nothing is simulated here');
    }),
    info: () => Promise.resolve({ name, version, option: name }),
  });
  const variants = (simulator: Toolchain['simulator'], second?: Toolchain['simulator']) =>
    numericsVariants({ simulator, ...(second ? { second } : {}) } as Toolchain);
  const [own, other] = [engine('ngspice', '45'), engine('ngspice', '39')];

  test('are half the time step on the same engine, and the same step on another', async () => {
    const [half, elsewhere] = await variants(own, other);
    expect(half).toMatchObject({ name: 'half the time step', tools: { simulator: own }, recalibrates: false });
    expect(elsewhere).toMatchObject({ name: 'ngspice 39', recalibrates: true });
    expect(elsewhere!.tools.simulator).toBe(other);
    const bench = { edge: 1e-6 } as unknown as Bench;
    expect(half!.bench(bench)).toEqual({ edge: 1e-6, refine: 2 });
    expect(half!.bench({ ...bench, refine: 2 })).toEqual({ edge: 1e-6, refine: 4 });
    expect(elsewhere!.bench(bench)).toBe(bench);
  });

  test('need a second engine', async () => {
    await expect(variants(own)).rejects.toThrow(UserError);
    await expect(variants(own)).rejects.toThrow(/without a second engine; give one as `second`/);
  });

  test('need another one: the same in another version is another, and so is a namesake of its version', async () => {
    await expect(variants(own, engine('ngspice', '45'))).rejects.toThrow(UserError);
    await expect(variants(own, engine('ngspice', '45'))).rejects.toThrow(
      /the second engine is the first one \(ngspice 45\) and would agree with itself; choose another with --second/,
    );
    expect(await variants(own, engine('xyce', '45'))).toHaveLength(2);
  });
});

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

  test('the numbers of all ways are kept with their names; what is none is left out', () => {
    expect(settled(check, { measured: 0.01 }, again(0.0101, NaN, undefined), tolerance)).toStrictEqual({
      numerics: [{ name: 'way 1', measured: 0.0101 }, { name: 'way 2' }, { name: 'way 3' }],
      reason:
        'numerics: 1 % measured, but way 2 gives no number (nothing could be measured), and way 3 gives no number ' +
        '(it stopped); 10 % of the limit of 2 % is allowed, on the same side of it',
    });
    const silent = [{ name: 'way 1', measurement: {} }];
    expect(settled(check, { measured: 0.01 }, silent, tolerance).reason).toMatch(
      /way 1 gives no number \(nothing could be measured\)/,
    );
  });

  test('a value moves only against a reference, and only where both measurements have both', () => {
    const full = { measured: 0.01, value: 2, reference: 1 };
    const stays = (one: Measurement, other: Measurement): boolean =>
      settled(check, one, [{ name: 'way 1', measurement: other }], tolerance).measured !== undefined;
    expect(stays(full, full)).toBe(true);
    for (const missing of ['value', 'reference'] as const) {
      const part = { ...full, [missing]: undefined } as unknown as Measurement;
      expect(stays(full, part)).toBe(true);
      expect(stays(part, full)).toBe(true);
    }
    // By 0.2 % of its reference, a tenth of the limit, and by a little more.
    expect(stays(full, { ...full, value: 2.0019 })).toBe(true);
    expect(stays(full, { ...full, value: 2.0021 })).toBe(false);
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

  test('the failure that is told keeps what the engine wrote, and the first error as its cause', async () => {
    const first = new SimulationError('no-convergence', 'it did not converge', 'doAnalyses: iteration limit reached');
    const told = await climb(bench, () => Promise.reject(first)).catch((error: unknown) => error);
    expect(told).toMatchObject({ log: 'doAnalyses: iteration limit reached', cause: first });
  });

  test.each(['timestep-too-small', 'no-convergence', 'singular-matrix', 'not-finite'] as const)(
    '%s may be cured by it',
    async (kind) => {
      const { recovered } = await climb(bench, (own) =>
        own === bench ? Promise.reject(fails(kind)) : Promise.resolve(),
      );
      expect(recovered).toBe('method=gear');
    },
  );

  test('what stops it on its way ends it: nobody climbs on after an interrupt', async () => {
    const kinds = ['no-convergence', 'no-convergence', 'aborted'] as const;
    let attempts = 0;
    const climbing = climb(bench, () => Promise.reject(fails(kinds[attempts++] ?? 'no-convergence')));
    await expect(climbing).rejects.toMatchObject({ kind: 'aborted' });
    expect(attempts).toBe(3);
  });

  test('every rung says by how much it may move a result; of a rung that nobody knows, anything is possible', () => {
    expect(LADDER.map(({ name }) => movesOf(name))).toEqual([0.015, 0.03, 0.05, 0.06]);
    expect(movesOf('by prayer')).toBe(Infinity);
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
