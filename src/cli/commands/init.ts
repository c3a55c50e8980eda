import { defineCommand } from '../command.js';

/** `rulespice init`: a spec to start from. */
export const init = defineCommand({
  usage: 'init [dir]',
  summary: 'Write a commented spec to start from, learning-rule.yaml; existing files are never overwritten.',
  examples: [['init my-rules', 'then: rulespice verify my-rules/learning-rule.yaml']],
  options: (yargs) => yargs.positional('dir', { type: 'string', default: '.', describe: 'Folder' }),
  run: async (args, session) => (await import('../work/init.js')).runInit(args.dir, session),
});
