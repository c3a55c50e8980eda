import { joinStudies, type SpecStudy } from '../../src/mutation/spec-study.js';

const study = (name: string, seed: number, ids: readonly string[], population = 10): SpecStudy => ({
  name,
  population,
  seeds: [seed],
  results: ids.map((id) => ({
    id,
    kind: 'value',
    everywhere: { status: 'fail', because: [`seed ${seed}`] },
    transients: { status: 'fail', because: [] },
  })),
});

test('choices of one example become one study, in which a mutant counts once', () => {
  const [first, second, ...more] = joinStudies([
    study('a', 1, ['x', 'y']),
    study('b', 1, ['x']),
    study('a', 2, ['y', 'z']),
  ]);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ name: 'a', population: 10, seeds: [1, 2] });
  expect(first!.results.map(({ id, everywhere }) => `${id} ${everywhere.because.join()}`)).toEqual([
    'x seed 1',
    'y seed 2',
    'z seed 2',
  ]);
  expect(second).toEqual(study('b', 1, ['x']));
});

test('studies of different circuits are not joined', () => {
  expect(() => joinStudies([study('a', 1, []), study('a', 2, [], 11)])).toThrow(
    'a: studies of 10 and 11 mutants are not of the same circuit',
  );
});
