import type { Conditions } from '../process/conditions.js';

/** What a replay has to repeat besides the check and its conditions. */
export interface ReplayOptions {
  /** `--trim` or `--no-trim`, where the command line said it. */
  readonly trim?: boolean | undefined;
  readonly sample?: number | undefined;
  readonly checkNumerics?: boolean;
}

/** One line that runs exactly this check under these conditions again, on the engine that ran it. */
export function replayCommand(file: string, check: number, { corner, temperature, supply }: Conditions, engine: string, { trim, sample, checkNumerics = false }: ReplayOptions = {}): string {
  const quoted = /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
  const options = [...(trim === undefined ? [] : [trim ? '--trim' : '--no-trim']), ...(sample === undefined ? [] : [`--sample ${sample}`]), ...(checkNumerics ? ['--check-numerics'] : [])];
  return [`rulespice verify ${quoted} --check ${check} --corner ${corner} --temperature ${temperature} --supply ${supply} --engine ${engine}`, ...options].join(' ');
}
