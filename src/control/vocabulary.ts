/** Commands that we carry out ourselves. */
const CARRIED_OUT = (
  'op dc ac tran noise run let unlet print echo meas measure write wrdata alter altermod alterparam reset option ' +
  'options save set unset setplot destroy break continue quit exit'
).split(' ');

/** Commands that would only show something: they change nothing, and we have no screen to show it on. */
const SILENT = 'display listing status rusage version settype show showmod'.split(' ');

/** Figures: what they would show is said to be in the result. */
const FIGURES = 'plot iplot asciiplot gnuplot hardcopy'.split(' ');

/** Commands that start programs, read or write files of the host, or load code. */
const HARMFUL = new Set(
  (
    'shell source load cd codemodel osdi pre_osdi pre_codemodel use bltplot wrs2p mdump mrdump mc_source dump ' +
    'fopen fread fclose edit aspice jobs rspice pre_set spec2 snload snsave system where getcwd history ' +
    'circbyline inventory bug'
  ).split(' '),
);

export const COMMANDS: readonly string[] = [...CARRIED_OUT, ...SILENT, ...FIGURES];

export type CommandKind = 'carried-out' | 'silent' | 'figure' | 'harmful' | 'unknown';

export function commandKind(name: string): CommandKind {
  if (CARRIED_OUT.includes(name)) return 'carried-out';
  if (SILENT.includes(name)) return 'silent';
  if (FIGURES.includes(name)) return 'figure';
  return HARMFUL.has(name) || name.startsWith('!') ? 'harmful' : 'unknown';
}
