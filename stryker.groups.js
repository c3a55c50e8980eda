/**
 * What `npm run mutate` plants defects in, by group: the files, and the tests that have to notice. A test file per source
 * file, of the same path, keeps a run short: every mutant loads each test file that imports it.
 */
export const GROUPS = {
  compare: { mutate: ['src/compare/*.ts'], tests: ['test/compare/*.test.ts'] },
  guard: {
    mutate: ['src/engine/guard.ts', 'src/engine/diagnostics.ts', 'ngspice-wasm/src/{guard,result}.ts'],
    tests: ['test/engine/{guard,diagnostics}.test.ts', 'ngspice-wasm/test/{guard,result}.test.ts'],
  },
  deck: {
    mutate: ['src/deck/*.ts', 'src/engine/{deck,deck-split}.ts'],
    tests: ['test/deck/!(fuzz*).test.ts', 'test/engine/{deck,deck-split,deck-safety}.test.ts'],
  },
  measure: {
    mutate: ['src/verify/{measure,doubt}.ts', 'src/quantities/**/*.ts'],
    tests: ['test/verify/{measure,doubt}.test.ts', 'test/quantities/*.test.ts'],
  },
  verdict: {
    mutate: ['src/verify/{conditions,numerics}.ts', 'src/roads/ladder.ts', 'src/verify/chips/yield.ts'],
    tests: [
      'test/verify/{conditions,conditions-roads,failed-condition,numerics}.test.ts',
      'test/verify/chips/{yield,yield-verdict}.test.ts',
    ],
  },
  report: {
    mutate: ['src/cli/verify/annotations.ts', 'src/report/{junit,xml,summary}.ts'],
    tests: ['test/cli/verify/annotations.test.ts', 'test/report/{junit,xml,summary}.test.ts'],
  },
};

/** The groups of these names, with commas between them; all of them when there is none. */
export function chosenGroups(names) {
  const chosen = (names ?? '').split(',').filter((name) => name !== '');
  const unknown = chosen.find((name) => !(name in GROUPS));
  if (unknown !== undefined)
    throw new Error(`there is no group "${unknown}" to mutate; choose among ${Object.keys(GROUPS).join(', ')}`);
  return (chosen.length > 0 ? chosen : Object.keys(GROUPS)).map((name) => GROUPS[name]);
}
