import type { Conditions } from '../process/conditions.js';
import { shellFile, shellWord } from '../units/shell-word.js';

/** What a replay has to repeat besides the check and its conditions. */
export interface ReplayOptions {
  /** `--trim` or `--no-trim`, where the command line said it. */
  readonly trim?: boolean | undefined;
  readonly sample?: number | undefined;
  /** Of how many, where the sample depends on it. */
  readonly samples?: number | undefined;
  readonly checkNumerics?: boolean;
  /** Also say that the capacitors, the references are right: other conditions of the spec have them off. */
  readonly tolerances?: { readonly capacitor: boolean; readonly bias: boolean };
}

/** One line that runs exactly this check under these conditions again, on the engine that ran it. */
export function replayCommand(
  file: string,
  check: number,
  { corner, temperature, supply, capacitor = 0, bias = 0, netlist }: Conditions,
  engine: string,
  { trim, sample, samples, checkNumerics = false, tolerances = { capacitor: false, bias: false } }: ReplayOptions = {},
): string {
  const tolerance = (name: 'capacitor' | 'bias', error: number): string[] =>
    error === 0 && !tolerances[name] ? [] : [`--${name}=${Number((100 * error).toPrecision(12))}`];
  const options = [
    ...tolerance('capacitor', capacitor),
    ...tolerance('bias', bias),
    ...(netlist === undefined ? [] : [`--netlist ${shellWord(netlist)}`]),
    ...(trim === undefined ? [] : [trim ? '--trim' : '--no-trim']),
    ...(sample === undefined ? [] : [`--sample ${sample}`]),
    ...(samples === undefined ? [] : [`--samples ${samples}`]),
    ...(checkNumerics ? ['--check-numerics'] : []),
  ];
  return [
    `rulespice verify ${shellFile(file)} --check ${check} --corner ${shellWord(corner)} ` +
      `--temperature ${temperature} --supply ${supply} --engine ${shellWord(engine)}`,
    ...options,
  ].join(' ');
}
