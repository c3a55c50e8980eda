import { defineCommand } from '../command.js';
import { engineOptions, outputOptions, repeated, text } from '../options.js';

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
    ['verify stdp.yaml --json | jq .status', 'for programs'],
    ['verify stdp.yaml --shard 2/4 --shard-dir shards', 'the second of four machines; then "rulespice merge shards"'],
  ],
  options: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Specs: paths, or patterns in quotes',
      })
      .options({
        ...engineOptions,
        trim: {
          type: 'boolean',
          describe: 'Correct the biases in closed loop first; --no-trim does not (default: what the spec says)',
          coerce: (value: unknown) => (Array.isArray(value) ? value.at(-1) === true : (value as boolean | undefined)),
        },
        check: repeated('Only this check, by its position in the list "verify", from 1; repeatable'),
        corner: repeated("Verify at this corner instead of the spec's; repeatable"),
        temperature: repeated("Verify at this temperature, C, instead of the spec's; repeatable"),
        supply: repeated("Verify at this supply, V, instead of the spec's; repeatable"),
        capacitor: repeated('Verify with all capacitors off by this, %, instead of what the spec says; repeatable'),
        bias: repeated('Verify with all reference currents off by this, %, instead of what the spec says; repeatable'),
        'check-numerics': {
          type: 'boolean',
          default: false,
          describe:
            'Measure every verdict again with half the time step and on a second engine; one that moves ' +
            'by more than a tenth of its limit is not-checked',
        },
        'second-engine': text('The engine for --check-numerics (default: embedded, or ngspice-wasm beside embedded)'),
        timeout: text('Wall-clock limit of one simulation, s (default: what the spec says, else 60)'),
        samples: text("Number of samples instead of the spec's"),
        sample: text('Only this sample, by its number; what the replay command of a yield names'),
        ...outputOptions,
        shard: text(
          'Simulate only this part of the work, such as 2/4, into --shard-dir; "rulespice merge" makes ' +
            'the report of all parts',
        ),
        'shard-dir': text('Folder of the shards (default: shards)'),
        runs: text('Keep one folder per simulation: deck.cir, conditions.json, waveforms.csv'),
      }),
  inputs: ['files'],
  run: async (args, session) =>
    (await import('../verify/kinds.js')).verifyDocuments({ ...args, shardDir: args.shardDir ?? 'shards' }, session),
});
