import { defineCommand } from '../command.js';
import { verifyYargs } from './verify-options.js';

/** `rulespice verify`: the whole pipeline and its verdicts. */
export const verify = defineCommand({
  usage: 'verify <files...>',
  summary:
    'Design the circuit of each spec, simulate it, and check it against the rule and against its model; ' +
    'run the checks of crossbar documents.',
  examples: [
    ['verify "examples/*.yaml" --report reports/index.html', 'verify all, write a report'],
    ['verify stdp.yaml --check 2 --corner ff --temperature 60', 'one check under one condition'],
    ['verify stdp.yaml --runs runs --engine native', 'keep every deck; "ngspice -b deck.cir" runs them'],
    ['verify stdp.yaml --watch --report report.html', 'again with every change, until Ctrl-C'],
    ['verify stdp.yaml --json | jq .status', 'for programs'],
    ['verify stdp.yaml --shard 2/4 --shard-dir shards', 'the second of four machines; then "rulespice merge shards"'],
  ],
  options: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Specs: paths, folders, or patterns in quotes',
      })
      .options(verifyYargs),
  inputs: ['files'],
  run: async (args, session) => (await import('./run.js')).verifyDocuments(args, session),
});
