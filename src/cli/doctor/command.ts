import { defineCommand } from '../command.js';
import { json } from '../options.js';

/** `rulespice doctor`: what this machine can run. */
export const doctor = defineCommand({
  usage: 'doctor',
  summary: 'Check Node, engines, processes and the cache, and say what to do about what is missing.',
  examples: [['doctor', 'exit code 1 when nothing can be simulated']],
  options: (yargs) => yargs.options({ json }),
  run: async (args, session) => (await import('./run.js')).runDoctor(args.json, session),
});
