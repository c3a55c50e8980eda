import { defineCommand } from '../command.js';
import { engineOptions, json, repeated, outputFile, text } from '../options.js';

/** `rulespice simulate` runs a deck of anybody's through the same guard as everything else. */
export const simulate = defineCommand({
  usage: 'simulate <deck>',
  summary:
    'Run an ngspice deck with its measurements and control block; a failed, cut or non-finite result is an error.',
  examples: [
    ['simulate deck.cir > waves.csv', 'CSV, time first, plain SI'],
    ['simulate deck.cir --format raw -o out.raw', 'a SPICE3 rawfile'],
    ['simulate deck.cir --include-dir ~/pdk/models', 'with models from elsewhere'],
  ],
  options: (yargs) =>
    yargs
      .positional('deck', {
        type: 'string',
        demandOption: true,
        describe: 'Deck with .tran, .dc, .ac, .op or .noise lines, or a control block that runs them',
      })
      .options({
        format: text('csv, json or raw (default: csv, or what the name of --output ends with)'),
        output: { ...outputFile('Write into this file instead of stdout'), alias: 'o' },
        analysis: text('Only this analysis, by its position in the deck, from 1; CSV holds one'),
        'include-dir': repeated("Folder that .include and .lib may read from besides the deck's own; repeatable"),
        timeout: text('Wall-clock limit of one analysis, s (default: 300)'),
        json,
        engine: engineOptions.engine,
        cache: engineOptions.cache,
      }),
  run: async (args, session) => (await import('./run.js')).runSimulate(args, session),
});
