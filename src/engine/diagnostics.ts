import { SimulationError, type SimulationErrorKind } from './errors.js';

/**
 * fatal: the run is void. suspect: it explains a failure but a run may recover from it (gmin stepping after a singular
 * matrix). benign: known to change nothing. A message no rule knows is fatal.
 */
export type Severity = 'fatal' | 'suspect' | 'benign';

export interface Diagnostic {
  readonly severity: Severity;
  readonly kind: SimulationErrorKind;
  readonly message: string;
  /** Lower is more specific: the cause to report among several. */
  readonly rank: number;
}

interface Rule {
  readonly severity: Severity;
  readonly kind: SimulationErrorKind;
  readonly pattern: RegExp;
  /** Sentence for the user; `$1`... are the groups of the pattern. Without one the engine's own words are shown. */
  readonly say?: string;
}

const fatal = (kind: SimulationErrorKind, pattern: RegExp, say?: string): Rule => ({
  severity: 'fatal',
  kind,
  pattern,
  ...(say === undefined ? {} : { say }),
});
const suspect = (kind: SimulationErrorKind, pattern: RegExp, say?: string): Rule => ({
  ...fatal(kind, pattern, say),
  severity: 'suspect',
});
const benign = (pattern: RegExp): Rule => ({ severity: 'benign', kind: 'unclassified', pattern });

/** One pattern of several, blind to the case of letters. */
const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join('|'), 'i');

const BSIM_PARAMETERS = [
  ...['pd', 'ps', 'ad', 'as', 'acde', 'moin', 'ckappa\\w*', 'noff', 'voff\\w*', 'vth0', 'nfactor', 'leff\\w*'],
  ...['weff\\w*', 'cdsc\\w*', 'eta0', 'b1', 'a2', 'rdsw\\w*', 'dsub', 'ngate', 'jtw\\w*', 'pscbe2', 'ijth\\w*'],
  ...['delta', 'lpe\\w*', 'k1', 'fnoimod', 'version', 'minv\\w*', 'dlc\\w*', 'clc', 'nf', 'l', 'w', 'sa', 'sb'],
  ...['pdibl\\w*', 'drout', 'prwg', 'xj', 'toxe?', 'tox[mpr]\\w*'],
];
const BSIM_COMPLAINTS = [
  'too (small|large)',
  'is (less|greater|larger|smaller|negative|not)',
  ...['should be', 'may be', 'out of', 'non-positive', 'reset'],
];

/** In order of how well they name the cause; the first rule that matches a line classifies it. */
const RULES: readonly Rule[] = [
  fatal('unknown-model', /can't find model '([^']+)'/i, 'no model "$1" in the deck'),
  fatal(
    'unknown-model',
    /unknown subckt: (\S+) .*?(\S+)\s*$/i,
    'instance $1 uses subcircuit "$2", which the deck does not define',
  ),
  fatal('unknown-model', /unable to find definition of model (\S+)/i, 'no model "$1" in the deck'),
  fatal('unknown-model', /could not find a valid modelname|unknown model (type|name)|no valid model/i),
  fatal('undefined-parameter', /undefined parameter \[([^\]]+)\]/i, 'parameter "$1" is used but not defined'),
  fatal('undefined-parameter', /cannot compute substitute|undefined (symbol|number|identifier)|expression err/i),
  fatal('syntax', /'(.+)' is not a valid (.+) instance line, ignored/i, 'malformed $2 line: $1'),
  fatal(
    'syntax',
    /fatal error: (\S+): unknown controlling source (.*)/i,
    'malformed line: device $1 names no controlling source',
  ),
  fatal('syntax', /(\S+): resistance to low/i, 'resistor $1 has no value (or zero)'),
  fatal(
    'syntax',
    anyOf(
      /bad syntax of line|syntax error|unknown (device|parameter|controlling source|option)/,
      /too few (nodes|parameters)|not enough|unimplemented (control card|dot command)/,
      /mismatch of \.subckt|missing \.ends|unknown or missing|unexpected token|parse error|no such function/,
    ),
  ),
  fatal(
    'timestep-too-small',
    /TRAN:\s+Timestep too small; time = ([^,]+), timestep = ([^:]+)(?:: trouble with (.+))?/i,
    'the time step fell below its limit at t = $1 s (step $2 s); trouble with $3',
  ),
  suspect(
    'singular-matrix',
    /singular matrix:?\s+check node (\S+)/i,
    'the circuit matrix is singular at node "$1": a floating node or a loop of voltage sources',
  ),
  suspect('not-finite', /(\S+) out of range for (\w+)/i, '$1 is out of range for $2() in a behavioural source'),
  fatal(
    'no-convergence',
    /TRAN:\s+Timestep too small; initial timepoint(?:: trouble with (.+))?/i,
    'no operating point for the transient; trouble with $1',
  ),
  fatal(
    'no-convergence',
    /doAnalyses:\s+(\w+):\s+(timestep too small|iteration limit reached|.*converge)/i,
    'the $1 analysis did not converge',
  ),
  fatal('no-convergence', /operating point could not be simulated|no convergence in|iteration limit reached/i),
  // Steps of the search for an operating point; whether it was found shows in the result.
  suspect('no-convergence', /(stepping|transient op) failed|last gmin step failed/i),
  benign(
    anyOf(
      /^(note|trying gmin|supplies reduced|starting|warning: further gmin increment)\b/,
      /one successful (gmin|source) step|(gmin|source) stepping|transient op (started|finished)/,
      /^transient operation point converge/,
    ),
  ),
  fatal('no-output', /no job \(tran, ac, op etc\.\) defined|simulation not started/i),
  fatal(
    'syntax',
    anyOf(
      /^error on line|circuit not parsed|no circuit loaded|aren't any circuits loaded/,
      /simulation interrupted due to error/,
    ),
  ),
  fatal('unclassified', /run simulation\(s\) aborted|doAnalyses:|fatal error/i),
  benign(/can't find (the )?init(ialization)? ?file|^using (sparse|klu)\b/i),
  benign(/^warning: [vi]\S*: (no dc value, transient time 0 value used|has no value, dc 0 assumed)/i),
  // BSIM's parameter check: every model prints some of these; the value is used as given.
  benign(
    anyOf(
      /^(warning: )?(checking parameters for bsim|model = |parameters for bsim|bsim[34]\S* (check|model))/,
      new RegExp(`^warning: (${BSIM_PARAMETERS.join('|')}) ?=? .*(${BSIM_COMPLAINTS.join('|')})`),
    ),
  ),
  benign(/^time = \S+ converge with/i),
  benign(/^warning: nesting of subcircuits with parameters/i),
  benign(/^warning from checkvalid|^error during 'write'/i),
];

const CONTEXT = /^\s/;

/**
 * Classifies what an engine printed. Lines of stderr that no rule knows are fatal; of stdout, which also carries tables
 * and statistics, only known fatal lines count. Indented lines belong to the message before them. Benign lines are left
 * out.
 */
export function classify(stdout: readonly string[], stderr: readonly string[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  // Progress lines end with a carriage return, and the next message follows on the same line.
  for (const raw of stderr.flatMap((line) => line.split('\r'))) {
    const diagnostic = classifyLine(raw.trim());
    if (raw.trim() === '' || diagnostic.severity === 'benign') continue;
    const last = found.at(-1);
    // Indented lines are the detail of the message before, unless a rule knows them.
    if (CONTEXT.test(raw) && diagnostic.rank === RULES.length && last)
      found[found.length - 1] = { ...last, message: `${last.message} (${raw.trim()})` };
    else found.push(diagnostic);
  }
  for (const raw of stdout) {
    const diagnostic = classifyLine(raw.trim());
    if (diagnostic.severity === 'fatal' && diagnostic.rank < RULES.length) found.push(diagnostic);
  }
  return found;
}

/** Classifies one line; an unknown one is fatal with the rank behind all rules. */
export function classifyLine(line: string): Diagnostic {
  // Progress stands on the same line as the message that follows it.
  const text = line
    .replace(/^((trying gmin\s*=\s*[\d.e+-]+|supplies reduced to\s*[\d.]+%|reference value\s*:\s*[\d.e+-]+)\s*)+/i, '')
    .trim();
  for (const [rank, { severity, kind, pattern, say }] of RULES.entries()) {
    const match = pattern.exec(text);
    if (!match) continue;
    const message =
      say === undefined
        ? text
        : say.replace(/\$(\d)/g, (_, group: string) => (match[Number(group)] ?? 'an unnamed node').trim());
    return { severity, kind, message, rank };
  }
  return { severity: text === '' ? 'benign' : 'fatal', kind: 'unclassified', message: text, rank: RULES.length };
}

/** The most telling of several diagnostics. */
export function causeOf(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return [...diagnostics].sort((a, b) => a.rank - b.rank)[0];
}

/** What a run that is good was warned of, each once. */
export function warningsOf(diagnostics: readonly Diagnostic[]): string[] {
  const all = diagnostics.filter(({ severity }) => severity !== 'fatal').map(({ message }) => message);
  return [...new Set(all)].slice(0, MOST_WARNINGS);
}

const MOST_WARNINGS = 50;

/** The error for a run with a fatal diagnostic, or undefined when there is none. */
export function errorOf(diagnostics: readonly Diagnostic[], log: string): SimulationError | undefined {
  if (!diagnostics.some(({ severity }) => severity === 'fatal')) return undefined;
  const cause = causeOf(diagnostics)!;
  return new SimulationError(cause.kind, cause.message, log);
}
