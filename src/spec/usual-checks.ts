import { pairTau } from '../rule/pairs.js';
import { eventsOf, traceStates, type Rule } from '../rule/rule.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { readSpecRule, type QuantityVocabulary, type UsualCheck } from './quantity-vocabulary.js';
import { sections } from './schema.js';
import type { StimulusName } from './types.js';

/** A spec as it was read, nothing of it checked. */
type Source = Readonly<Record<string, unknown>>;

/** Sections by which a spec says for itself what is checked, or of what. */
const OWN = ['verify', 'network', 'dut'] as const;

/** Spans of a window to either side, and its points, in time constants of what a pair shows. */
const WINDOW = { span: 3, step: 0.5 };

/** Delays of a reward, in time constants of the slowest trace. */
const DELAYS = [0.2, 0.5, 1, 1.5];

/**
 * Gives a spec that names no checks those of its rule, on biases that are trimmed, with the experiments that they need
 * and that it does not describe. Anything else is left as it is; a rule of which nothing is usually checked, too.
 */
export function withUsualChecks(value: unknown, quantities: QuantityVocabulary): unknown {
  if (typeof value !== 'object' || value === null || OWN.some((name) => name in value)) return value;
  const source = value as Source;
  const written = sections.rule.safeParse(source['rule']);
  const reading = written.success ? readSpecRule(written.data, quantities) : { problems: [] };
  if (!('rule' in reading) || reading.rule.neuron) return value;
  const { rule } = reading;
  const checks = quantities
    .of(rule)
    .flatMap((terms) =>
      (terms.usual?.(rule) ?? []).map((check) => ({ ...check, quantity: terms.name, stimulus: shownBy(check, terms) })),
    );
  if (checks.length === 0) return value;
  const needed = new Set(checks.map(({ stimulus }) => stimulus));
  return {
    ...source,
    stimulus: { ...experimentsOf(rule, needed, checks), ...sectionOf(source['stimulus']) },
    verify: checks.map(({ quantity, against, max, stimulus }) => ({
      quantity,
      against,
      max: formatPercent(max),
      stimulus,
    })),
    simulation: { trim: true, ...sectionOf(source['simulation']) },
  };
}

function shownBy({ stimulus }: UsualCheck, { stimuli }: { readonly stimuli: readonly StimulusName[] }): StimulusName {
  const [preferred = 'impulse'] = stimuli;
  return stimulus ?? preferred;
}

function sectionOf(value: unknown): Source {
  return typeof value === 'object' && value !== null ? (value as Source) : {};
}

/** The experiments, as a spec writes them. */
function experimentsOf(
  rule: Rule,
  needed: ReadonlySet<StimulusName>,
  checks: readonly { readonly quantity: string }[],
): Source {
  const slowest = Math.max(...traceStates(rule).map(({ tau }) => tau));
  const time = (seconds: number): string => formatQuantity(seconds, 's', 4);
  const weights = checks.some(({ quantity }) => quantity === 'dependence') ? { weights: [0.25, 0.75] } : {};
  const pair = pairTau(rule);
  const span = time(WINDOW.span * pair);
  return {
    ...(needed.has('window')
      ? { window: { from: `-${span}`, to: span, step: time(WINDOW.step * pair), ...weights } }
      : {}),
    ...(needed.has('credit') ? { credit: { delays: DELAYS.map((delay) => time(delay * slowest)) } } : {}),
    ...(needed.has('poisson') ? { poisson: { rate: '20 Hz', duration: '1 s', seed: 1 } } : {}),
    ...(eventsOf(rule).includes('reward') ? { reward: { every: '150 ms' } } : {}),
  };
}
