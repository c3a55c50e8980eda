import { defineCommand } from '../command.js';
import { conditionOptions, engineOptions, json } from '../options.js';

/** `rulespice characterise`: what the transistors of a process can do. */
export const characterise = defineCommand({
  usage: 'characterise [process]',
  summary: 'Measure the transistors of a process: kappa, I0, Early voltage, off current and usable range of each role.',
  examples: [
    ['characterise sky130 --corner ff --temperature 60', 'one corner, hot'],
    ['characterise my-process/process.yaml', 'fitted transistors (rulespice init --transistor ...)'],
    ['characterise --json', 'plain SI numbers'],
  ],
  options: (yargs) =>
    yargs
      .positional('process', {
        type: 'string',
        default: 'sky130',
        describe: 'Process, or a process file (.yaml) of fitted transistors',
      })
      .options({ ...conditionOptions, json, ...engineOptions }),
  run: async (args, session) => (await import('./run.js')).runCharacterise(args, session),
});
