import { chosenGroups } from './stryker.groups.js';

const name = process.env.MUTATE ?? 'all';
const groups = chosenGroups(process.env.MUTATE);

/** Mutation testing of what decides a verdict; docs/notebook/mutation-testing.md has the scores and says how to run it. */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.js', enableFindRelatedTests: true },
  // Tests are ES modules.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A mutant that only waited beside other work has not timed out.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  // Modules that Jest loaded are never let go.
  maxTestRunnerReuse: 60,
  mutate: groups.flatMap(({ mutate }) => mutate),
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  // What an earlier run found of a mutant holds while neither its line nor the tests that reach it changed.
  incremental: true,
  incrementalFile: `reports/mutation/incremental/${name}.json`,
  tempDirName: 'reports/mutants',
  ignorePatterns: ['reports', 'runs', 'docs', 'bench', 'netlists', 'dist', 'ngspice-wasm/{dist,csrc,build,patches}'],
};
