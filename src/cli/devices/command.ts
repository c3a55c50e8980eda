import { defineCommand } from '../command.js';
import { json } from '../options.js';

/** `rulespice devices`: the catalogue of memristive devices. */
export const devices = defineCommand({
  usage: 'devices [name]',
  summary: 'List the memristive devices and their parameter sets, or show one: equations, parameters, limits, figure.',
  examples: [
    ['devices', 'all'],
    ['devices sky130-reram', 'one'],
    ['devices my-device.yaml', 'a parameter set of your own, with its device'],
  ],
  options: (yargs) =>
    yargs.positional('name', { type: 'string', describe: 'Device, or a parameter set in a file' }).options({ json }),
  run: async (args, session) => (await import('./run.js')).runDevices(args, session),
});
