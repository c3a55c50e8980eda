import { defineCommand } from '../command.js';
import { SPECS, engineOptions, json } from '../options.js';

/** `rulespice design`: the sizes and where they come from. */
export const design = defineCommand({
  usage: 'design <files...>',
  summary: 'Size the circuit of a spec: every device, capacitor and current with its equation, and what is predicted.',
  examples: [
    ['design stdp.yaml', 'tables'],
    ['design stdp.yaml --json', 'plain SI numbers'],
  ],
  options: (yargs) => yargs.positional('files', SPECS).options({ json, ...engineOptions }),
  inputs: ['files'],
  run: async (args, session) => (await import('./run.js')).runDesign(args, session),
});
