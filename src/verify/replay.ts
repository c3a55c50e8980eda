import type { Conditions } from '../process/conditions.js';

/** One line that runs exactly this check under these conditions again, on the engine that ran it. */
export function replayCommand(file: string, check: number, { corner, temperature, supply }: Conditions, engine: string, trim?: boolean, sample?: number): string {
  const quoted = /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
  const trimming = trim === undefined ? '' : trim ? ' --trim' : ' --no-trim';
  return `rulespice verify ${quoted} --check ${check} --corner ${corner} --temperature ${temperature} --supply ${supply} --engine ${engine}${trimming}${sample === undefined ? '' : ` --sample ${sample}`}`;
}
