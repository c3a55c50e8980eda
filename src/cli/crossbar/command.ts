import { defineCommand } from '../command.js';
import type { CrossbarAction } from '../../crossbar/spec/quantities.js';
import { engineOptions, json, outputFile } from '../options.js';

/** As src/crossbar has them; its module is heavy, and every command reads this one. */
const ACTIONS: Readonly<Record<CrossbarAction, true>> = {
  read: true,
  write: true,
  disturb: true,
  margin: true,
  window: true,
  learn: true,
  classify: true,
};

/** `rulespice crossbar`: arrays of memristive cells. */
export const crossbar = defineCommand({
  usage: 'crossbar <action> <files...>',
  summary:
    'Analyse crossbar arrays: read (vector-matrix product, IR drop), write, disturb (half-select stress), ' +
    'margin (sneak paths), window (STDP by overlapping pulses), learn (outer product; classes from data where ' +
    'the spec has `classify`).',
  examples: [
    ['crossbar read examples/crossbar/read-128.yaml --report read.html', 'products, errors by cause, IR-drop map'],
    ['crossbar read array.yaml --nodes nodes.csv', 'every voltage and current inside the array'],
    ['crossbar disturb array.yaml --json', 'V/2, V/3 and floating side by side'],
    ['crossbar write array.yaml --output after.csv', 'conductances after the pulses'],
    ['crossbar window pair.yaml --output window.csv', 'then: fit stdp-window window.csv'],
    ['crossbar learn digits.yaml --state digits.state.json', 'classes from data; may be interrupted'],
    ['crossbar learn learn.yaml --report learn.html', 'error by method, corruption map'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        type: 'string',
        demandOption: true,
        choices: Object.keys(ACTIONS) as CrossbarAction[],
        describe: 'Analysis',
      })
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Crossbar specs: paths, folders, or patterns in quotes',
      })
      .options({
        engine: engineOptions.engine,
        cache: engineOptions.cache,
        report: outputFile('Write an HTML page'),
        output: {
          ...outputFile(
            'Write the matrix of results as CSV: currents of a read (A), conductances after write or ' +
              'learn (S), points of a window',
          ),
          alias: 'o',
        },
        nodes: outputFile(
          'Write node voltages, device and segment currents of every cell and input vector of a read as CSV',
        ),
        state: outputFile('Keep the state of learning from data in this file, and go on from it where it is there'),
        json,
        quiet: { type: 'boolean', alias: 'q', default: false, describe: 'No table; the exit code tells' },
      }),
  inputs: ['files'],
  run: async (args, session) => (await import('./run.js')).runCrossbarCommand(args, session),
});
