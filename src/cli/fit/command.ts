import { defineCommand } from '../command.js';
import { engineOptions, json, repeated, outputFile, text } from '../options.js';

const intervals = {
  choices: ['profile', 'bootstrap'] as const,
  default: 'profile' as const,
  describe: 'How the 95 % intervals are found',
};

/** What the user says where a file can be read in two ways. */
const fileOptions = {
  decimal: {
    choices: ['comma', 'point'] as const,
    describe: 'Decimal mark of the files, where nothing in them tells 1,234 from 1.234',
  },
  delimiter: {
    choices: ['comma', 'semicolon', 'tab', 'bar', 'blank'] as const,
    describe: 'What stands between the fields, where it is not what most files have',
  },
};

/** `rulespice fit`: measured data in, parameters with intervals out. */
export const fit = defineCommand({
  usage: 'fit <target> <files...>',
  summary:
    'Fit parameters to measured data, with 95 % intervals: transistors, memristive devices, pulses, ' +
    'traces, relaxation, read noise, learning windows (docs/reference/fit-targets.md lists the targets).',
  examples: [
    [
      'fit hysteresis loop.csv --compare --card device.yaml --card device.cir',
      'a memristive device from I-V sweeps, by the model that describes it best',
    ],
    ['fit stdp-window points.csv --card rule.yaml', 'A+, tau+, A-, tau- from (dt, dw) points, as the rule of a spec'],
    [
      'fit mosfet idvg.csv --keep "device = nmos" --keep "W = 10 um" --card nmos.cir',
      'EKV parameters from gate sweeps, as a SPICE subcircuit',
    ],
    [
      'fit trace scope.csv --map t="TIME[s]" --map x="CH1[V]" --map event="CH2[V]" --compare',
      'tau and amplitude of a waveform after events; the model that explains it best',
    ],
    [
      'fit retention cells.csv --map cell=addr --hold-out "addr > 9000"',
      'mean shift and spread by time and level, checked on cells not used',
    ],
    ['fit read-noise noise.csv --map "g=g_*_S" --compare', 'a trap, 1/f or white noise: every column of a wide table'],
    ['fit stdp-window lab.csv --map dt="Interval[ms]" --map dw="Change[%]"', 'columns by other names'],
    ['fit stdp-window lab.csv --keep "dt < 60 ms" --hold-out "day = 3"', 'without some rows; others only predicted'],
  ],
  options: (yargs) =>
    yargs
      .positional('target', { type: 'string', demandOption: true, describe: 'What the data measure' })
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'CSV files with a line of column names',
      })
      .options({
        model: text('Which model of the target (default: its first; the page of the target lists them)'),
        compare: { type: 'boolean', default: false, describe: 'Fit every model of the target and rank them by AICc' },
        map: repeated(
          'Column of the file for a quantity: name="Column[unit]"; * takes several columns of a wide table',
        ),
        ...fileOptions,
        'sweep-rate': text('Rate of a voltage sweep whose file has no time t: "0.1 V/s" (hysteresis)'),
        keep: repeated('Use only rows that meet this, such as "id >= 1 pA"'),
        'hold-out': repeated('Do not fit rows that meet this, but predict them'),
        fix: repeated('Hold a parameter of the model at this value: name=value with its unit'),
        bound: repeated('Search a parameter only between these ends: name=low..high, one of which may be left out'),
        robust: {
          type: 'boolean',
          default: false,
          describe: 'Pseudo-Huber loss: outliers weigh less; intervals from a bootstrap',
        },
        intervals,
        starts: text('Starting points of the search (default: 8)'),
        seed: text('Seed of starting points and bootstrap (default: 1)'),
        source: text(
          'Where the data come from, for the card; default: PROVENANCE.md beside the data, else the names of the files',
        ),
        card: repeated(
          'Write the parameters as FILE.yaml (spec, process or device) or FILE.cir (SPICE); only of a fit that passes',
        ),
        report: outputFile('Write an HTML page'),
        json,
        ...engineOptions,
      }),
  inputs: ['files'],
  run: async (args, session) => (await import('./run.js')).runFit(args, session),
});
