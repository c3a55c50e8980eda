import { readoutEquation } from '../rule/equations.js';
import { singleFactor, type Product, type Readout, type Rule } from '../rule/rule.js';
import { UserError } from '../units/user-error.js';
import type { CompositionBuilder } from './builder.js';
import type { Encoding } from './encoding.js';
import { instanceNames } from './instance-names.js';

/** Readouts that share a budget in proportion to their traces: z_i = B x_i / sum(x), the equation of a normaliser. */
export interface Share {
  /** B, rule units. */
  readonly total: number;
  readonly slices: readonly Slice[];
}

export interface Slice {
  readonly readout: Readout;
  readonly trace: string;
}

/** Coefficients written by hand may differ by this much and still mean the same. */
const EQUAL = 1e-6;

/**
 * What the traces of a share ask of their cells: thresholds that carry the weights, so that all have the same form, and
 * events that come on top of one another. From rest the first event of a DPI adds less, by a part that depends on its
 * size.
 */
export function shareTargets(
  shares: readonly Share[],
  trace: string,
  rule: Rule,
  encoding: Encoding,
  gateCurrent: number,
): { readonly gate: number; readonly base: number } | undefined {
  const share = shares.find(({ slices }) => slices.some((slice) => slice.trace === trace));
  const weights = share?.slices.map(
    (slice) => rule.updates.find(({ state }) => state === slice.trace)?.coefficient ?? NaN,
  );
  const own = rule.updates.find(({ state }) => state === trace)?.coefficient;
  if (!weights || own === undefined) return undefined;
  const gate = (gateCurrent * own) / Math.min(...weights);
  return { gate, base: Math.max(gate, (own / 2) * (encoding.traces.get(trace) ?? NaN)) };
}

/**
 * The groups of readouts with one divisor. @throws UserError naming the readout that has no circuit, and the nearest
 * that has
 */
export function sharesOf(rule: Rule): Share[] {
  const groups = new Map<string, Slice[]>();
  for (const readout of rule.readouts) {
    const slice = sliceOf(readout, rule);
    const key = members(readout.divisor).sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), slice]);
  }
  return [...groups.values()].map((slices) => shareOf(slices));
}

function sliceOf(readout: Readout, rule: Rule): Slice {
  const traces = new Set(rule.states.flatMap(({ name, type }) => (type === 'trace' ? [name] : [])));
  const [term, more] = readout.terms;
  const trace = term && !more ? singleFactor(term) : undefined;
  const inputs = members(readout.divisor);
  if (inputs.length < 2 || inputs.length < readout.divisor.length || inputs.some((name) => !traces.has(name)))
    refuse(readout, 'only the share of a trace in a sum of traces has one');
  if (trace === undefined || !inputs.includes(trace))
    refuse(readout, 'above the line stands one trace of the sum, times a number');
  if (scaleIn(readout) <= 0) refuse(readout, 'a share is positive');
  const first = readout.divisor[0]?.coefficient ?? NaN;
  if (readout.divisor.some(({ coefficient }) => Math.abs(coefficient / first - 1) > EQUAL))
    refuse(readout, 'the traces count alike in the sum; weigh them where their events add to them');
  return { readout, trace };
}

function shareOf(slices: readonly Slice[]): Share {
  const [first] = slices;
  if (!first) throw new Error('a share without slices');
  const total = scaleIn(first.readout);
  for (const { readout, trace } of slices) {
    if (Math.abs(scaleIn(readout) / total - 1) > EQUAL)
      refuse(readout, `a group has one budget, and ${first.readout.name} has ${total} of it`);
    if (slices.some((other) => other.readout !== readout && other.trace === trace))
      refuse(readout, `${trace} has two shares`);
  }
  const silent = members(first.readout.divisor).find((name) => !slices.some(({ trace }) => trace === name));
  if (silent !== undefined)
    refuse(first.readout, `${silent} takes a part of the budget that no output shows; add one for it`);
  return { total, slices };
}

/** B of B * x / (x + y), also when the sum carries a number. */
function scaleIn({ terms, divisor }: Readout): number {
  return (terms[0]?.coefficient ?? NaN) / (divisor[0]?.coefficient ?? NaN);
}

/** The states of a sum of single states. */
function members(sum: readonly Product[]): string[] {
  return sum.flatMap((product) => singleFactor(product) ?? []);
}

function refuse(readout: Readout, why: string): never {
  throw new UserError([
    {
      path: ['rule', 'outputs', readout.name],
      message:
        `"${readoutEquation(readout)}" has no circuit: ${why}; the nearest that has is a share of a budget ` +
        `for every trace of a sum, such as "2 * x1 / (x1 + x2)" and "2 * x2 / (x1 + x2)" (kind: ` +
        `normalisation, form: divisive)`,
    },
  ]);
}

/**
 * One slice per readout on a common tail that draws the budget. @param gateOf gate voltage by which a mirror reads a
 * trace
 */
export function addShare(
  builder: CompositionBuilder,
  index: number,
  { total, slices }: Share,
  gateOf: (trace: string, term: string) => string,
  encoding: Encoding,
): void {
  const [first] = slices;
  const sum = slices.map(({ readout }) => readout.name).join(' + ');
  if (first) builder.serve(['rule', 'outputs', first.readout.name], `${sum} = ${total}`);
  const unit = encoding.traces.get(first?.readout.name ?? '') ?? NaN;
  const budget = `budget${index + 1}`;
  const common = builder.net(`${budget}_common`, 'the common node of a budget');
  const { level = '' } = builder.add(
    instanceNames.commonTail(budget),
    'common-tail',
    { common },
    { current: total * unit, slices: slices.length },
  );
  for (const { readout, trace } of slices) {
    builder.serve(['rule', 'outputs', readout.name], readoutEquation(readout));
    const { iout = '' } = builder.add(
      { ...instanceNames.share(readout.name), member: trace },
      'normaliser',
      { in: gateOf(trace, readoutEquation(readout)), common, level },
      { current: total * unit },
    );
    builder.output({ net: iout, kind: 'current', state: readout.name });
  }
}
