import { chosenGroups } from './stryker.groups.js';

/** Mutation testing of what decides a verdict; docs/mutation-testing.md has the scores and says how to run it. */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.js', enableFindRelatedTests: true },
  // Tests are ES modules.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Modules that Jest loaded are never let go.
  maxTestRunnerReuse: 60,
  mutate: chosenGroups().flatMap(({ mutate }) => mutate),
  reporters: ['json'],
  jsonReporter: { fileName: `reports/mutation/${process.env.MUTATE ?? 'all'}.json` },
  tempDirName: 'reports/mutants',
  ignorePatterns: ['reports', 'runs', 'docs', 'bench', 'netlists', 'dist', 'ngspice-wasm/{dist,csrc,build,patches}'],
};
