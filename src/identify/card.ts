import { Document, isCollection, isMap, isScalar, isPair, visit, type Node } from 'yaml';
import type { RuleSpec } from '../rule/parameters.js';
import { expandRule } from '../rule/presets.js';
import type { CircuitDocument } from '../spec/circuit-document.js';
import { formatQuantity } from '../units/format.js';
import type { Hypothesis } from './hypothesis.js';
import type { Timing } from './timing.js';
import type { Trial } from './trial.js';

/** Digits of a number in a written rule. */
const DIGITS = 5;
const LINE = 120;

/** A number as people read it in a rule. */
export function readable(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** How far the rule was off, as fractions: the limits of the checks are set by it. */
export interface Errors {
  readonly window: number;
  readonly dependence: number;
  readonly train: number;
}

export interface CardParts {
  readonly document: CircuitDocument;
  readonly rule: RuleSpec;
  readonly hypothesis: Hypothesis;
  readonly timing: Timing;
  /** A train that the fit has not seen. */
  readonly train: Trial;
  readonly errors: Errors;
}

/** A spec to start from: the circuit with the rule that was found, and checks that it passes. */
export function cardOf({ document, rule, hypothesis, timing, train, errors }: CardParts): string {
  const { name } = document;
  const sections = document.written;
  const head =
    `# Written by "rulespice identify": the rule that was found in this circuit. Other limits, conditions and rules ` +
    `are yours.\n`;
  const spec = {
    rulespice: 1,
    name,
    description: 'The rule that identify found in this circuit.',
    rule: ruleText(rule),
    ...(sections['process'] === undefined ? {} : { process: sections['process'] }),
    dut: knownStates(sections['dut'], rule),
    stimulus: {
      window: windowOf(timing),
      spikes: {
        duration: time(train.duration),
        pre: train.events.pre.map(time),
        post: train.events.post.map(time),
      },
    },
    verify: checksOf(hypothesis, errors),
    ...(sections['simulation'] === undefined ? {} : { simulation: sections['simulation'] }),
  };
  const written = new Document(spec);
  visit(written, {
    Collection: (_, node) => {
      if (isShort(node)) node.flow = true;
    },
  });
  return head + written.toString({ lineWidth: LINE });
}

/** A collection of plain values, or of such lists: it reads best on one line. */
function isShort(node: Node): boolean {
  if (!isCollection(node)) return false;
  const values = node.items.map((item) => (isPair(item) ? item.value : item));
  return values.every((value) => isScalar(value) || (isCollection(value) && !isMap(value) && value.items.length < 10));
}

function ruleText(rule: RuleSpec): unknown {
  if (rule.kind === 'explicit') {
    const states = Object.entries(rule.states).map(([name, state]) => [
      name,
      state.decay === undefined ? state : { decay: time(state.decay) },
    ]);
    return { ...rule, states: Object.fromEntries(states) as unknown };
  }
  if (rule.kind !== 'stdp') return rule;
  const { potentiation, depression, ...rest } = rule;
  return {
    ...rest,
    potentiation: { ...potentiation, tau: time(potentiation.tau) },
    depression: { ...depression, tau: time(depression.tau) },
  };
}

function time(value: number): string {
  return formatQuantity(value, 's', 9);
}

/** States that the rule does not have are nets of which it knows nothing. */
function knownStates(dut: unknown, rule: RuleSpec): unknown {
  const { ports, nodes, ...rest } = dut as Readonly<Record<string, unknown>>;
  const known = new Set(expandRule(rule).states.map(({ name }) => name));
  const isKnown = (role: unknown): boolean =>
    typeof role !== 'object' || role === null || !('state' in role) || known.has(String(role.state));
  const entries = (section: unknown): [string, unknown][] =>
    typeof section === 'object' && section !== null ? Object.entries(section) : [];
  const seen = entries(nodes).filter(([, role]) => isKnown(role));
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'model')),
    ports: Object.fromEntries(entries(ports).map(([port, role]) => [port, isKnown(role) ? role : 'output'])),
    ...(seen.length === 0 ? {} : { nodes: Object.fromEntries(seen) }),
  };
}

/** Weights at which the window of the written spec is measured besides. */
const WEIGHTS = [0.25, 0.75];

function windowOf({ slowest, nearest }: Timing): unknown {
  // A step of one digit, and a smallest dt at which pulses are apart.
  const step = Number(Math.max(nearest, 0.3 * slowest).toPrecision(1));
  const least = step < nearest ? 2 * step : step;
  const reach = Number((Math.ceil((3 * slowest) / least) * least).toPrecision(6));
  return { from: time(-reach), to: time(reach), step: time(least), weights: WEIGHTS };
}

/** Limits that people would write. */
const LIMITS = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8];
/** How much further off than here a circuit may be elsewhere on the same window. */
const ROOM = 1.5;

/** A long train may converge under other options only, which may move the weight by so much. */
const MOVED = 0.03;

function limit(error: number): string {
  const found = LIMITS.find((one) => one >= ROOM * error) ?? 1;
  return `${Math.round(100 * found)} %`;
}

function checksOf({ plus, minus }: Hypothesis, errors: Errors): unknown[] {
  const check = (quantity: string, max: string, more: Record<string, string> = {}): unknown => ({
    quantity,
    against: 'rule',
    max,
    ...more,
  });
  const side = (on: unknown, sign: string): unknown[] =>
    on === undefined ? [] : [check(`a${sign}`, '10 %'), check(`tau${sign}`, '10 %')];
  return [
    check('window', limit(errors.window)),
    ...side(plus, '+'),
    ...side(minus, '-'),
    check('dependence', limit(errors.dependence)),
    check('blank', '1 %'),
    check('drift', '1 %'),
    check('w', limit((errors.train + MOVED) / ROOM), { stimulus: 'spikes' }),
  ];
}
