import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'ngspice-wasm/',
      'reports/',
      'runs/',
      'node_modules/',
      'coverage/',
      '.rulespice/',
      'scripts/**/*.js',
      'scripts/skeletons/',
      'bench/',
      'bin/',
      'templates/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
    },
  },
  {
    // One idea per function.
    files: ['src/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Everything else runs in a browser, too.
    files: ['src/**/*.ts'],
    ignores: ['src/node/**', 'src/cli/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^node:', message: 'Read through src/shelf.' }] }],
      'no-restricted-globals': [
        'error',
        ...['Buffer', 'process', 'setImmediate', '__dirname', '__filename', 'require'].map((name) => ({
          name,
          message: 'There is none in a browser.',
        })),
      ],
    },
  },
  {
    // The command line is Node's, but what touches the disk has its room; these two are the process itself.
    files: ['src/cli/**/*.ts'],
    ignores: ['src/cli/main.ts', 'src/cli/supervise.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:(?!path$)', message: 'Read and write through src/node.' }] },
      ],
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['*.config.js', 'scripts/**/*.js', 'bin/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
