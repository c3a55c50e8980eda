import { defineCommand } from '../command.js';
import { json } from '../options.js';

/** `rulespice cells`: the catalogue. */
export const cells = defineCommand({
  usage: 'cells [name]',
  summary: 'List the cells, or show one: ports, equations, limits, references.',
  examples: [
    ['cells', 'all'],
    ['cells dpi', 'one'],
  ],
  options: (yargs) => yargs.positional('name', { type: 'string', describe: 'Cell' }).options({ json }),
  run: async (args, session) => (await import('./run.js')).runCells(args, session),
});
