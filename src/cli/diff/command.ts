import { defineCommand } from '../command.js';
import { json, text } from '../options.js';

/** `rulespice diff`: how the margins moved between two runs. */
export const diff = defineCommand({
  usage: 'diff <baseline> <result>',
  summary: 'Compare two runs of verify: how each margin moved, and whether a pass was lost.',
  examples: [
    ['diff baseline.json result.json', 'exit code 1 when a pass is gone or lost more than a tenth of its limit'],
    ['diff old.json new.json --tolerance "2 %" --json', 'for programs'],
  ],
  options: (yargs) =>
    yargs
      .positional('baseline', { type: 'string', demandOption: true, describe: 'Baseline, or a JSON result of verify' })
      .positional('result', { type: 'string', demandOption: true, describe: 'The later one' })
      .options({
        tolerance: text('Largest loss of margin that is accepted, as a share of the limit (default: 10 %)'),
        json,
      }),
  run: async (args, session) => (await import('./run.js')).runDiff(args, session),
});
