import { defineCommand } from '../command.js';

/** `rulespice schema`: JSON Schemas of what goes in and what comes out. */
export const schema = defineCommand({
  usage: 'schema [name]',
  summary: 'Print a JSON Schema: of the spec (default), or of what a command prints with --json; "list" names them.',
  examples: [
    ['schema > spec.schema.json', 'for an editor'],
    ['schema report', 'what "verify --json" prints'],
  ],
  options: (yargs) => yargs.positional('name', { type: 'string', default: 'spec', describe: 'Schema' }),
  run: async (args, session) => (await import('./run.js')).runSchema(args.name, session),
});
