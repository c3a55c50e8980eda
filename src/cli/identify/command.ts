import { defineCommand } from '../command.js';
import { engineOptions, json, outputFile, text } from '../options.js';

/** `rulespice identify`: a circuit that somebody drew in, its rule out. */
export const identify = defineCommand({
  usage: 'identify <file>',
  summary:
    'Find the rule of a circuit that you drew: windows, weight dependence, pairing, triplets, bounds and leaks are ' +
    'measured, and the rule that describes them is written with 95 % intervals.',
  examples: [
    [
      'identify examples/drawn/stdp-synapse.yaml',
      'the rule, what it was chosen from, and how it does on unseen trains',
    ],
    ['identify synapse.yaml --report synapse.html --card synapse-found.yaml', 'a datasheet, and a spec to start from'],
  ],
  options: (yargs) =>
    yargs
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'Spec with a section "dut"; it needs no rule',
      })
      .options({
        netlist: text('Which of several netlists (default: the first)'),
        card: text('Write a spec with the rule that was found, beside the file'),
        report: outputFile('Write an HTML page'),
        json,
        ...engineOptions,
      }),
  inputs: ['file'],
  run: async (args, session) => (await import('./run.js')).runIdentify(args, session),
});
