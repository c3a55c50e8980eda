/** Three projects: unit (no simulator), golden (generated files), simulation (real engines). Tests run as ES modules. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/support/swc-own-globals.js',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
    '[\\\\/]node_modules[\\\\/]ml-matrix[\\\\/].+\\.js$': '<rootDir>/test/support/own-globals.js',
  },
  transformIgnorePatterns: ['[\\\\/]node_modules[\\\\/](?!ml-matrix[\\\\/])'],
  setupFiles: ['<rootDir>/test/support/furnish.ts'],
  // Copies of the project that a mutation run makes.
  modulePathIgnorePatterns: ['<rootDir>/reports/'],
  // The sources import each other with the extension of the compiled file, as Node's ES modules demand.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      // What our own engine's wrapper decides is tested here too: without the engine.
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/ngspice-wasm/test/{guard,result}.test.ts'],
      testPathIgnorePatterns: ['\\.(sim|golden)\\.test\\.ts$'],
    },
    { ...common, displayName: 'golden', testMatch: ['<rootDir>/test/**/*.golden.test.ts'] },
    { ...common, displayName: 'simulation', testMatch: ['<rootDir>/test/**/*.sim.test.ts'] },
  ],
  testTimeout: 120000,
  testSequencer: '<rootDir>/test/support/long-first.js',
};
