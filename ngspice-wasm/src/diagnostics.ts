import { NgspiceError, type NgspiceErrorKind } from './errors.js';
import type { Messages } from './types.js';

/** fatal: the run is void. suspect: explains a failure, but a run may recover from it. benign: changes nothing. */
type Severity = 'fatal' | 'suspect' | 'benign';

interface Rule {
  readonly severity: Severity;
  readonly kind: NgspiceErrorKind;
  readonly pattern: RegExp;
  /** Sentence for the user, `$1`... being the groups of the pattern; without one, ngspice's own words. */
  readonly say?: string;
  /** Groups of the pattern that hold a node or device, and a time. */
  readonly at?: number;
  readonly time?: number;
}

const rule = (
  severity: Severity,
  kind: NgspiceErrorKind,
  pattern: RegExp,
  say?: string,
  place: { at?: number; time?: number } = {},
): Rule => ({
  severity,
  kind,
  pattern,
  ...(say === undefined ? {} : { say }),
  ...place,
});

/** In order of how well they name the cause; the first that matches a line classifies it. */
const RULES: readonly Rule[] = [
  rule(
    'fatal',
    'memory',
    /can't allocate|out of memory|no memory|malloc: internal error/i,
    'the memory limit of this instance is reached',
  ),
  rule(
    'fatal',
    'refused',
    /control commands in a netlist are not run/i,
    'the netlist has a control section (or a "*#" line), which is never run',
  ),
  rule('fatal', 'unknown-model', /can't find model '([^']+)'/i, 'no model "$1" in the netlist', { at: 1 }),
  rule(
    'fatal',
    'unknown-model',
    /unknown subckt: (\S+) .*?(\S+)\s*$/i,
    'instance $1 uses subcircuit "$2", which the netlist does not define',
    { at: 1 },
  ),
  rule('fatal', 'unknown-model', /unable to find definition of model (\S+)/i, 'no model "$1" in the netlist', {
    at: 1,
  }),
  rule('fatal', 'unknown-model', /could not find a valid modelname|unknown model (type|name)|no valid model/i),
  rule('fatal', 'undefined-parameter', /undefined parameter \[([^\]]+)\]/i, 'parameter "$1" is used but not defined', {
    at: 1,
  }),
  rule(
    'fatal',
    'undefined-parameter',
    /cannot compute substitute|undefined (symbol|number|identifier)|expression err/i,
  ),
  // Before the consequence that ngspice prints after it: no such parameter on this device.
  rule(
    'fatal',
    'syntax',
    /fatal error: (\S+): unknown controlling source\b/i,
    'device $1 names no controlling source',
    { at: 1 },
  ),
  rule('fatal', 'unknown-instance', /named "?([^"\s]+)"? is not in the circuit/i, 'no source "$1" in the circuit', {
    at: 1,
  }),
  rule(
    'fatal',
    'unknown-instance',
    /no such (device|model)(?: or model name)? (?:name )?(\S+)/i,
    'no instance or model "$2" in the circuit',
    { at: 2 },
  ),
  rule(
    'fatal',
    'unknown-instance',
    /no such (?:instance |model )?parameter(?: on this device)?|parameter .* not (found|available)|cannot alter/i,
  ),
  rule('fatal', 'missing-vector', /no data saved for/i, 'none of the vectors to save exists'),
  rule('fatal', 'syntax', /no AC value|ac input not found/i, 'the input source of the noise analysis has no ac value'),
  rule('fatal', 'missing-vector', /no such (vector|node|branch)|can't save|unrecognized variable/i),
  rule('fatal', 'syntax', /'(.+)' is not a valid (.+) instance line, ignored/i, 'malformed $2 line: $1'),
  rule(
    'fatal',
    'syntax',
    /could not find include file (\S+)|cannot open file|unable to open|no such file or directory/i,
    'a file that is not mounted: $1',
  ),
  rule('fatal', 'syntax', /(\S+): resistance to low/i, 'resistor $1 has no value (or zero)', { at: 1 }),
  rule(
    'fatal',
    'syntax',
    /bad syntax|syntax error|unknown (device|parameter|option)|too few (nodes|parameters)|not enough|unimplemented|mismatch of \.subckt|missing \.ends|unknown or missing|unexpected token|parse error|no such function/i,
  ),
  rule(
    'fatal',
    'timestep-too-small',
    /TRAN:\s+Timestep too small; time = ([^,]+), timestep = ([^:]+)(?:: trouble with (?:node |\S+:?instance )?"?([^"\s]+)"?)?/i,
    'the time step fell below its limit at t = $1 s (step $2 s); trouble with $3',
    { at: 3, time: 1 },
  ),
  rule(
    'suspect',
    'singular-matrix',
    /singular matrix:?\s+check node\w* (\S+)/i,
    'the circuit matrix is singular at node "$1": a floating node or a loop of voltage sources',
    { at: 1 },
  ),
  rule('suspect', 'singular-matrix', /singular matrix|matrix is singular/i),
  rule('suspect', 'not-finite', /(\S+) out of range for (\w+)/i, '$1 is out of range for $2() in a behavioural source'),
  rule(
    'fatal',
    'no-convergence',
    /TRAN:\s+Timestep too small; initial timepoint(?:: trouble with (.+))?/i,
    'no operating point for the transient; trouble with $1',
    { at: 1 },
  ),
  rule(
    'fatal',
    'no-convergence',
    /doAnalyses:\s+(\w+):\s+(timestep too small|iteration limit reached|.*converge)/i,
    'the $1 analysis did not converge',
  ),
  rule('fatal', 'no-convergence', /operating point could not be simulated|no convergence in|iteration limit reached/i),
  rule('suspect', 'no-convergence', /(stepping|transient op) failed|last gmin step failed/i),
  rule(
    'benign',
    'unclassified',
    /^(note|trying gmin|supplies reduced|starting|warning: further gmin increment)\b|one successful (gmin|source) step|(gmin|source) stepping|transient op (started|finished)|simulation interrupted$/i,
  ),
  rule(
    'fatal',
    'syntax',
    /^error on line|circuit not parsed|no circuit loaded|aren't any circuits loaded|interrupted due to error|please check your input netlist|awaits to be detached/i,
  ),
  rule('fatal', 'unclassified', /run simulation\(s\) aborted|doAnalyses:|fatal error/i),
  rule(
    'benign',
    'unclassified',
    /can't find (the )?init|^warning: there is no circuit loaded|^command 'remcirc' is ignored|^netlist line no|^please check/i,
  ),
  rule(
    'benign',
    'unclassified',
    /^warning: [vi]\S*: (no dc value, transient time 0 value used|has no value, dc 0 assumed)/i,
  ),
  // BSIM's parameter check: every model prints some of these, and uses the value as given.
  rule(
    'benign',
    'unclassified',
    /^(warning: )?(checking parameters for bsim|model = |parameters for bsim|bsim[34]\S* (check|model))|^warning: \w+ ?=? .*(too (small|large)|is (less|greater|larger|smaller|negative|not)|should be|may be|out of|non-positive|reset)/i,
  ),
];

const UNKNOWN = RULES.length;

interface Finding {
  readonly rule?: Rule;
  readonly rank: number;
  readonly match?: RegExpExecArray;
  readonly text: string;
}

/** One line as ngspice prints it: `stderr ...` or `stdout ...`. */
function classify(line: string): Finding[] {
  const isError = line.startsWith('stderr ');
  return line
    .slice(7)
    .split('\r')
    .flatMap((raw) => {
      const text = raw.trim();
      if (text === '') return [];
      const rank = RULES.findIndex(({ pattern }) => pattern.test(text));
      if (rank < 0) return isError && /error|fatal|fail/i.test(text) ? [{ rank: UNKNOWN, text }] : [];
      const found = RULES[rank]!;
      if (found.severity === 'benign') return [];
      return isError || found.severity === 'fatal'
        ? [{ rule: found, rank, match: found.pattern.exec(text)!, text }]
        : [];
    });
}

/**
 * The error that explains what ngspice printed.
 * @param failed whether the result is known to be bad: then a suspect message explains it, otherwise only fatal ones
 *   count.
 */
export function explain(lines: readonly string[], failed: boolean): NgspiceError | undefined {
  const findings = lines.flatMap(classify);
  const fatal = findings.some(({ rule: found }) => found === undefined || found.severity === 'fatal');
  if (findings.length === 0 || !(fatal || failed)) return undefined;
  const [best] = [...findings].sort((a, b) => a.rank - b.rank);
  const { rule: found, match, text } = best!;
  const group = (index?: number): string | undefined => (index === undefined ? undefined : match?.[index]?.trim());
  const message =
    found?.say?.replace(/\$(\d)/g, (_, index: string) => group(Number(index)) ?? 'an unnamed place') ?? text;
  const [at, time] = [group(found?.at), Number(group(found?.time))];
  return new NgspiceError(found?.kind ?? 'unclassified', message, {
    log: logOf(lines),
    ...(at === undefined ? {} : { at }),
    ...(Number.isFinite(time) ? { time } : {}),
  });
}

/** What ngspice printed, told apart by where. */
export function messagesOf(lines: readonly string[]): Messages {
  const of = (stream: string): string[] =>
    lines.filter((line) => line.startsWith(stream)).map((line) => line.slice(stream.length + 1));
  return { stdout: of('stdout'), stderr: of('stderr') };
}

const LOG_CHARACTERS = 20_000;

/** What ngspice printed, shortened in the middle. */
export function logOf(lines: readonly string[]): string {
  const log = lines.map((line) => line.slice(7)).join('\n');
  return log.length <= LOG_CHARACTERS
    ? log
    : `${log.slice(0, LOG_CHARACTERS / 2)}\n[...]\n${log.slice(-LOG_CHARACTERS / 2)}`;
}
