import { defineCommand } from '../command.js';
import { json } from '../options.js';

/** `rulespice kebab-name`: TODO, what it is for. Nothing heavy is imported here, so that `--help` stays quick. */
export const camelName = defineCommand({
  usage: 'kebab-name <file>',
  summary: 'TODO: what it does, in a sentence.',
  examples: [['kebab-name stdp.yaml', 'TODO: what that is good for']],
  inputs: ['file'],
  options: (yargs) =>
    yargs.positional('file', { type: 'string', demandOption: true, describe: 'Spec' }).options({ json }),
  run: async (args, session) => (await import('./run.js')).camelName(args, session),
});
