import { defineCommand } from '../command.js';
import { json, text } from '../options.js';

/** `rulespice replay`: a kept run once more. */
export const replay = defineCommand({
  usage: 'replay <id>',
  summary: 'Simulate a run that "verify --runs" kept once more, and say whether the numbers are the same.',
  examples: [
    ['replay runs/stdp/window_dt=5ms/tt_27C_1.8V', 'its folder'],
    ['replay stdp/tt_27C_1.8V_sample17', 'a sample, in all its experiments that are in "runs"'],
    ['replay sample17 --engine native', 'on another engine: the same within 0.5 %?'],
  ],
  options: (yargs) =>
    yargs
      .positional('id', {
        type: 'string',
        demandOption: true,
        describe: 'Folder of a run, or names on its path, in order, such as stdp/sample17',
      })
      .options({
        runs: text('Folder of the runs (default: runs)'),
        engine: text('Simulator (default: the one that made the run)'),
        tolerance: text(
          'Largest difference, root mean square over the range (default: 0.001 % on the same engine, 0.5 % on another)',
        ),
        timeout: text('Wall-clock limit, s (default: 3600)'),
        json,
      }),
  run: async (args, session) => (await import('./run.js')).runReplay({ ...args, runs: args.runs ?? 'runs' }, session),
});
