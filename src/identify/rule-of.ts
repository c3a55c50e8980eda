import type { RuleSpec } from '../rule/parameters.js';
import type { Expression } from '../rule/source.js';
import type { Hypothesis, Side } from './hypothesis.js';
import type { Values } from './parameters.js';

interface Words {
  readonly values: Values;
  /** Weight at which `a+` and `a-` hold. */
  readonly start: number;
  /** A number as the rule holds it: rounded where people read it. */
  readonly number: (value: number) => number;
}

const exact = (value: number): number => value;

/** A hypothesis with its numbers, as a spec says it: a preset where there is one, else written out. */
export function ruleOf(hypothesis: Hypothesis, values: Values, start: number, number = exact): RuleSpec {
  const words = { values, start, number };
  return preset(hypothesis, words) ?? writtenOut(hypothesis, words);
}

/** The preset that says the same; undefined where there is none. */
function preset(hypothesis: Hypothesis, { values, start, number }: Words): RuleSpec | undefined {
  const { plus, minus, ...rest } = hypothesis;
  if (Object.values(rest).some(Boolean) || !plus || !minus) return undefined;
  const { dependence, pairing } = plus;
  const alike = dependence === minus.dependence && pairing === minus.pairing;
  if (!alike || plus.warm || plus.triplet || minus.warm || minus.triplet) return undefined;
  if (pairing === 'partial' || dependence === 'linear') return undefined;
  const [up = 0, down = 0] = [values['a+'], values['a-']];
  if (!(up > 0 && down < 0)) return undefined;
  const powers = { additive: [0, 0], multiplicative: [1, 1], power: [values['mu+'] ?? 0, values['mu-'] ?? 0] } as const;
  const [over, under] = powers[dependence];
  return {
    kind: 'stdp',
    dependence,
    pairing,
    ...(dependence === 'power' ? { mu_plus: number(over), mu_minus: number(under) } : {}),
    potentiation: { amplitude: number(up / (1 - start) ** over), tau: number(values['tau+'] ?? NaN) },
    depression: { amplitude: number(-down / start ** under), tau: number(values['tau-'] ?? NaN) },
    weight: { initial: start },
  };
}

function writtenOut(hypothesis: Hypothesis, words: Words): RuleSpec {
  const { plus, minus, blankPre, blankPost, again, drift } = hypothesis;
  const of = (name: string): number => words.number(words.values[name] ?? 0);
  const alone = (wanted: boolean, name: string): string[] => (wanted ? blankOf(name, again, words) : []);
  const onPre = [...(minus ? read('-', minus, 'y', words) : []), ...alone(blankPre, 'pre')];
  const onPost = [...(plus ? read('+', plus, 'x', words) : []), ...alone(blankPost, 'post')];
  const drifts = drift ? driftOf(hypothesis.leak, words) : '';
  return {
    kind: 'explicit',
    states: {
      ...(plus ? traces('+', plus, 'x', 'y2', of) : {}),
      ...(minus ? traces('-', minus, 'y', 'x2', of) : {}),
      ...shared('pre', again && blankPre, of),
      ...shared('post', again && blankPost, of),
      w: { range: [0, 1], initial: words.start },
    },
    on: {
      ...event('pre', {
        ...(plus ? written('+', plus, 'x', of) : {}),
        ...(minus?.triplet ? { x2: '+1' } : {}),
        ...(again ? sharing('pre', hypothesis) : {}),
        ...sum('w', onPre),
      }),
      ...event('post', {
        ...(minus ? written('-', minus, 'y', of) : {}),
        ...(plus?.triplet ? { y2: '+1' } : {}),
        ...(again ? sharing('post', hypothesis) : {}),
        ...sum('w', onPost),
      }),
    },
    ...(drifts === '' ? {} : { drift: { w: drifts } }),
  };
}

type Of = (name: string) => number;

/** The traces of a side: its own, of when that was written, and of the events that read it. */
function traces(sign: '+' | '-', { warm, triplet }: Side, own: string, reader: string, of: Of) {
  return {
    [own]: { decay: of(`tau${sign}`) },
    ...(warm ? { [`${own}s`]: { decay: of(`tau_warm${sign}`) } } : {}),
    ...(triplet ? { [reader]: { decay: of(`tau3${sign}`) } } : {}),
  };
}

/** What an event writes to the trace of its side. */
function written(sign: '+' | '-', { pairing, warm }: Side, own: string, of: Of): Record<string, Expression> {
  const lost = { 'all-to-all': 0, nearest: 1, partial: Number((1 - of(`keep${sign}`)).toPrecision(12)) }[pairing];
  if (!warm && lost === 1) return { [own]: '= 1' };
  if (!warm && lost === 0) return { [own]: '+1' };
  const more = warm ? of(`warm${sign}`) : 0;
  const terms = [
    '1',
    ...(warm ? [`${more === 0 ? 1e-9 : more} * ${own}s`] : []),
    ...(lost === 0 ? [] : [`-${lost} * ${own}`]),
  ];
  return { [own]: joined(terms), ...(warm ? { [`${own}s`]: '= 1' } : {}) };
}

/** What reading a trace does to the weight. */
function read(sign: '+' | '-', side: Side, own: string, { values, start, number }: Words): string[] {
  const [base, value, reader] = sign === '+' ? ['(1 - w)', 1 - start, 'y2'] : ['w', start, 'x2'];
  const { dependence, triplet } = side;
  const power = dependence === 'multiplicative' ? 1 : dependence === 'power' ? number(values[`mu${sign}`] ?? 0) : 0;
  const slope = dependence === 'linear' ? (values[`slope${sign}`] ?? 0) : 0;
  const factor = power === 0 ? '' : power === 1 ? ` * ${base}` : ` * ${base}^${power}`;
  const terms = [
    { amplitude: values[`a${sign}`] ?? 0, reads: own },
    ...(triplet ? [{ amplitude: values[`a3${sign}`] ?? 0, reads: `${own} * ${reader}` }] : []),
  ];
  return terms.flatMap(({ amplitude, reads }) => {
    const size = amplitude === 0 ? 1e-12 : amplitude;
    const constant = number((size * (1 - slope * start)) / value ** power);
    const rising = number(size * slope);
    return [
      ...(constant === 0 ? [] : [`${constant} * ${reads}${factor}`]),
      ...(rising === 0 ? [] : [`${rising} * ${reads} * w`]),
    ];
  });
}

/** What says that an event follows one of its own side. */
function shared(event: string, wanted: boolean, of: Of): Record<string, { decay: number }> {
  return wanted ? { [`${event}_again`]: { decay: of('tau_again') } } : {};
}

/** An event says so of its own side, and ends it for the other. */
function sharing(event: 'pre' | 'post', { blankPre, blankPost }: Hypothesis): Record<string, Expression> {
  return {
    ...(blankPre ? { pre_again: event === 'pre' ? '= 1' : '= 0' } : {}),
    ...(blankPost ? { post_again: event === 'post' ? '= 1' : '= 0' } : {}),
  };
}

/** What an event does alone: at the start weight, and its slope; and what it does more where it is not the first. */
function blankOf(event: string, again: boolean, words: Words): string[] {
  return [
    ...lineOf(`blank_${event}`, '', words),
    ...(again ? orNothing(lineOf(`again_${event}`, ` * ${event}_again`, words), `${event}_again`) : []),
  ];
}

/** A trace that nothing reads is no rule. */
function orNothing(terms: readonly string[], trace: string): readonly string[] {
  return terms.length > 0 ? terms : [`1e-12 * ${trace}`];
}

/** A straight line of the weight, by its value at the start weight. */
function lineOf(name: string, factor: string, { values, start, number }: Words): string[] {
  const slope = values[`${name}_slope`] ?? 0;
  const constant = number((values[name] ?? 0) - slope * start);
  return [
    ...(constant === 0 ? [] : [`${constant}${factor}`]),
    ...(number(slope) === 0 ? [] : [`${number(slope)}${factor} * w`]),
  ];
}

/** Straight line of the weight: `drift` at the start weight, `leak` as its slope downwards. */
function driftOf(leaks: boolean, { values, start, number }: Words): string {
  const slope = leaks ? (values['leak'] ?? 0) : 0;
  const constant = number((values['drift'] ?? 0) + slope * start);
  return joined([
    ...(constant === 0 ? [] : [`${constant} Hz`]),
    ...(number(slope) === 0 ? [] : [`${number(-slope)} Hz * w`]),
  ]);
}

function event(name: string, terms: Record<string, Expression>): Record<string, Record<string, Expression>> {
  return Object.keys(terms).length === 0 ? {} : { [name]: terms };
}

function sum(state: string, terms: readonly string[]): Record<string, Expression> {
  return terms.length === 0 ? {} : { [state]: joined(terms) };
}

function joined(terms: readonly string[]): string {
  return terms.join(' + ').replaceAll('+ -', '- ');
}
