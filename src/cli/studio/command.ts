import { defineCommand } from '../command.js';

/** `rulespice studio`: a page to write a rule in and to see its circuit. */
export const studio = defineCommand({
  usage: 'studio [spec]',
  summary: 'Serve a page to this machine alone in which a rule is edited and its circuit simulated; Ctrl-C ends it.',
  examples: [
    ['studio', 'begins with the trace of the tour'],
    ['studio examples/tour/stdp.yaml', 'begins with this spec; the file itself is not changed'],
  ],
  options: (yargs) =>
    yargs
      .positional('spec', { type: 'string', describe: 'Spec to begin with' })
      .options({ port: { type: 'number', default: 0, describe: 'Port; 0 takes any that is free' } }),
  run: async (args, session) => (await import('./run.js')).runStudio(args.spec, args.port, session),
});
