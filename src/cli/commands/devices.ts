import { defineCommand } from '../command.js';
import { json } from '../options.js';

/** `rulespice devices`: the catalogue of memristive devices. */
export const devices = defineCommand({
  usage: 'devices [name]',
  summary: 'List the memristive devices and their parameter sets, or show one: equations, parameters, limits, figure.',
  examples: [['devices', 'all'], ['devices sky130-reram', 'one']],
  options: (yargs) => yargs.positional('name', { type: 'string', describe: 'Device' }).options({ json }),
  run: async (args, session) => (await import('../work/devices.js')).runDevices(args, session),
});
