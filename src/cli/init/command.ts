import { defineCommand } from '../command.js';
import { repeated } from '../options.js';

/** `rulespice init`: a spec to start from. */
export const init = defineCommand({
  usage: 'init [dir]',
  summary: 'Write a commented spec to start from, learning-rule.yaml; existing files are never overwritten.',
  examples: [
    ['init my-rules', 'then: rulespice verify my-rules/learning-rule.yaml'],
    [
      'init my-process --transistor nfet.yaml --transistor pfet.yaml',
      'also a process file from fitted transistors (rulespice fit mosfet ... --card nfet.yaml)',
    ],
  ],
  options: (yargs) =>
    yargs.positional('dir', { type: 'string', default: '.', describe: 'Folder' }).options({
      transistor: repeated(
        'A transistor that "rulespice fit mosfet" wrote: makes a process file of it, at least one nfet and one pfet',
      ),
    }),
  run: async (args, session) => (await import('./run.js')).runInit(args.dir, args.transistor ?? [], session),
});
