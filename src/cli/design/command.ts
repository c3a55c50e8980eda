import { defineCommand } from '../command.js';
import { engineOptions, json } from '../options.js';

/** `rulespice design`: the sizes and where they come from. */
export const design = defineCommand({
  usage: 'design <file>',
  summary: 'Size the circuit of a spec: every device, capacitor and current with its equation, and what is predicted.',
  examples: [
    ['design stdp.yaml', 'tables'],
    ['design stdp.yaml --json', 'plain SI numbers'],
  ],
  options: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: 'Spec' })
      .options({ json, ...engineOptions }),
  inputs: ['file'],
  run: async (args, session) => (await import('./run.js')).runDesign(args, session),
});
