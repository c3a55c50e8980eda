import { defineCommand } from '../command.js';
import { engineOptions, outputFile } from '../options.js';

/** `rulespice tour`: what there is to see, in a minute. */
export const tour = defineCommand({
  usage: 'tour',
  summary:
    'Show in a minute what rulespice is for: a trace, a learning window, three factors, a circuit that was drawn ' +
    'elsewhere, an array, a fit; one report of all.',
  examples: [['tour --report tour.html', 'then open tour.html; the specs are in examples/tour and examples/drawn']],
  options: (yargs) =>
    yargs.options({
      report: outputFile('Write the HTML page here (default: rulespice-tour.html)'),
      ...engineOptions,
    }),
  run: async (args, session) => (await import('./run.js')).runTour(args, session),
});
