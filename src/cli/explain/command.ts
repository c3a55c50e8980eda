import { defineCommand } from '../command.js';
import { SPECS, engineOptions, json, outputFile } from '../options.js';

/** `rulespice explain`: how a rule becomes a circuit. */
export const explain = defineCommand({
  usage: 'explain <files...>',
  summary: 'Show a rule as equations, the cells that carry each term, what each parameter sets, and the valid ranges.',
  examples: [
    ['explain stdp.yaml', 'without any simulation'],
    ['explain stdp.yaml --diagram stdp.svg', 'and the block diagram: events, cells, states'],
    ['explain stdp.yaml --passes', 'what each step from rule to cells decides'],
    ['explain stdp.yaml --sizes', 'with the designed sizes (characterises the process once)'],
  ],
  options: (yargs) =>
    yargs.positional('files', SPECS).options({
      sizes: { type: 'boolean', default: false, describe: 'Design the circuit too and fill in its numbers' },
      passes: { type: 'boolean', default: false, describe: 'Show what each pass of the elaboration decides instead' },
      diagram: outputFile('Write the block diagram into this SVG file'),
      json,
      ...engineOptions,
    }),
  inputs: ['files'],
  run: async (args, session) => (await import('./run.js')).runExplain(args, session),
});
