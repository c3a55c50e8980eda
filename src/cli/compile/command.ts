import { defineCommand } from '../command.js';
import { engineOptions, json, outputFile, text } from '../options.js';

/** `rulespice compile`: the netlist. */
export const compile = defineCommand({
  usage: 'compile <file>',
  summary: 'Design the circuit of a spec and print its netlist (device under test only).',
  examples: [
    ['compile stdp.yaml -o stdp.cir', 'subcircuits for a schematic or another simulator'],
    ['compile stdp.yaml --testbench | ngspice -b', 'a complete deck of the first experiment'],
    ['compile stdp.yaml --dialect spectre -o stdp.scs', 'the same circuit for Spectre; also xyce and ltspice'],
    ['compile stdp.yaml --foundry -o stdp.spice', 'transistors of the installed PDK, sky130_fd_pr__nfet_01v8 w=1 l=4'],
    ['compile stdp.yaml -o stdp.cir --symbols symbols', 'and an xschem symbol for every subcircuit'],
  ],
  options: (yargs) =>
    yargs.positional('file', { type: 'string', demandOption: true, describe: 'Spec' }).options({
      testbench: {
        type: 'boolean',
        default: false,
        describe: 'A runnable deck: model cards, sources, the first experiment of the checks',
      },
      dialect: { ...text('Simulator the netlist is for: ngspice, xyce, ltspice or spectre (default: ngspice)') },
      foundry: {
        type: 'boolean',
        default: false,
        describe: "Transistors by the names of the foundry's own library, to be used with an installed PDK",
      },
      symbols: { ...text('Write an xschem symbol of every subcircuit into this folder') },
      output: { ...outputFile('Write into this file instead of stdout'), alias: 'o' },
      json,
      ...engineOptions,
    }),
  inputs: ['file'],
  run: async (args, session) => (await import('./run.js')).runCompile(args, session),
});
