import { defineCommand } from '../command.js';
import { engineOptions, outputOptions } from '../options.js';

/** `rulespice merge`: the report of a verification that was simulated in shards. */
export const merge = defineCommand({
  usage: 'merge <folder>',
  summary: 'Judge a verification whose parts were simulated with "verify --shard"; the report is that of one run.',
  examples: [['merge shards --report report.html --junit junit.xml', 'after all shards; run it where the specs are']],
  options: (yargs) =>
    yargs
      .positional('folder', { type: 'string', demandOption: true, describe: 'Folder of the shards' })
      .options({ jobs: engineOptions.jobs, ...outputOptions }),
  run: async ({ folder, ...args }, session) =>
    (await import('../verify/run.js')).runMerge(folder, { ...args, runs: undefined }, session),
});
