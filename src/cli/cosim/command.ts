import { defineCommand } from '../command.js';
import { engineOptions, json, outputFile } from '../options.js';

/** `rulespice cosim`: neurons and transistor-level synapses in closed loop. */
export const cosim = defineCommand({
  usage: 'cosim <file>',
  summary:
    'Run the network of a spec in closed loop: behavioural neurons drive transistor-level synapses and ' +
    'are driven by their weights.',
  examples: [
    ['cosim examples/cosim-pair.yaml', 'spikes and weights on every road, and the verdicts'],
    ['cosim examples/cosim-pair.yaml --report loop.html', 'with the raster and the weights as figures'],
  ],
  options: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: 'Spec with a section "network"' })
      .options({
        ...engineOptions,
        engine: {
          ...engineOptions.engine,
          default: 'ngspice-wasm',
          describe: 'Simulator; only ngspice-wasm can be coupled',
        },
        report: outputFile('Write an HTML page'),
        json,
      }),
  inputs: ['file'],
  run: async (args, session) => (await import('./run.js')).runCosim(args, session),
});
