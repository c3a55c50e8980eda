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
    mutate: ['src/deck/*.ts', 'src/engine/deck*.ts', 'src/engine/alter-text.ts', 'src/engine/spice-number.ts'],
    tests: ['test/deck/*.test.ts', 'test/engine/{deck*,alter-text,spice-number}.test.ts'],
  },
  verdict: {
    mutate: [
      'src/verify/{measure,quantities,group-quantities,conditions,context,numerics,yield,trim-distance,departures}.ts',
      'src/verify/{ladder,plan,shard,verify}.ts',
    ],
    tests: ['test/verify/*.test.ts'],
  },
  report: {
    mutate: ['src/cli/verify/annotations.ts', 'src/report/{junit,xml,summary,validate}.ts'],
    tests: ['test/cli/verify/annotations.test.ts', 'test/report/{junit,xml,summary}.test.ts'],
  },
};

/** Groups named in the environment, all of them when none is. */
export function chosenGroups(names = process.env.MUTATE ?? '') {
  const chosen = names.split(',').filter((name) => name !== '');
  const unknown = chosen.find((name) => !(name in GROUPS));
  if (unknown !== undefined)
    throw new Error(`there is no group "${unknown}" to mutate; choose among ${Object.keys(GROUPS).join(', ')}`);
  return (chosen.length > 0 ? chosen : Object.keys(GROUPS)).map((name) => GROUPS[name]);
}
