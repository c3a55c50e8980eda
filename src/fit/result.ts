import type { FitResult } from '../result/fit.js';
import { FRACTION, marginFrom, worstStatus, type Verdict } from '../result/verdict.js';
import { disagreements, type Agreement } from './agreement.js';
import type { Estimate, Estimated } from './estimate.js';
import { figuresOf } from './figures.js';
import type { Fit } from './fit.js';

/** What a fit does not know of itself. */
export interface FitOrigin {
  /** One command that fits again. */
  readonly replay: string;
  readonly wallSeconds: number;
}

/** A fit as the result of a document: verdicts, figures, parameters with their intervals; SI. */
export function fitResult(fit: Fit, { replay, wallSeconds }: FitOrigin): FitResult {
  const { target, model, data, origin, options, estimates, derived, agreements } = fit;
  const verdicts = verdictsOf(fit, replay);
  return {
    kind: 'fit',
    name: origin.name,
    file: data.files[0]?.file ?? '',
    status: worstStatus([fit.status, ...verdicts.map(({ status }) => status)]),
    target: { name: target.name, title: target.title, references: target.references },
    model: { name: model.name, summary: model.summary, equations: model.equations },
    verdicts,
    faults: fit.faults,
    figures: estimates.flatMap(figuresOf),
    warnings: fit.warnings,
    notes: fit.notes,
    data: data.files,
    masked: data.masked,
    provenance: origin.source,
    options: { ...options },
    fits: estimates.map((one) => plainEstimate(one, data.places)),
    derived: derived.map(plainNumber),
    agreements: agreements.map((one) => ({ ...one, worst: orNull(one.worst) })),
    cards: fit.cards.map(({ format, text }) => ({ format, text })),
    wallSeconds,
  };
}

/** Nothing may be wrong with the fit itself, and its card has to do in a simulator what the fit says. */
function verdictsOf({ faults, agreements }: Fit, replay: string): Verdict[] {
  const ofCards = new Set(disagreements(agreements));
  const own = faults.filter((fault) => !ofCards.has(fault));
  return [faultVerdict(own, replay), ...agreements.map((agreement) => cardVerdict(agreement, replay))];
}

function faultVerdict(faults: readonly string[], replay: string): Verdict {
  return {
    quantity: 'faults',
    meaning: 'what forbids to use the parameters: search, intervals, residuals',
    experiment: 'fit',
    bound: 'max',
    limit: 0,
    status: faults.length === 0 ? 'pass' : 'fail',
    unit: '1',
    measured: faults.length,
    margin: faults.length === 0 ? 0 : -faults.length,
    ...(faults.length === 0 ? {} : { reason: faults.join('; ') }),
    replay,
  };
}

function cardVerdict(agreement: Agreement, replay: string): Verdict {
  const { bench, engine, worst, limit } = agreement;
  const [reason] = disagreements([agreement]);
  const asked = { bound: 'max', limit } as const;
  return {
    quantity: 'card',
    meaning: `largest relative distance of the SPICE card in ${engine}`,
    against: 'fit',
    experiment: bench,
    ...asked,
    status: reason === undefined ? 'pass' : 'fail',
    unit: FRACTION,
    ...(Number.isFinite(worst) ? { measured: worst, margin: marginFrom(worst, asked) } : {}),
    ...(reason === undefined ? {} : { reason }),
    replay,
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function plainNumber({ name, meaning, unit, value, ...interval }: Estimated): FitResult['derived'][number] {
  const { standardError, low, high } = interval;
  return {
    name,
    meaning,
    unit: unit === '' ? '1' : unit,
    value,
    standardError: orNull(standardError),
    low: orNull(low),
    high: orNull(high),
  };
}

function plainEstimate(one: Estimate, places: readonly string[]): FitResult['fits'][number] {
  return {
    name: one.problem.name,
    parameters: one.parameters.map(plainNumber),
    correlation: one.correlation.map((row) => row.map(orNull)),
    points: one.points,
    freedom: one.freedom,
    scatter: one.scatter,
    explained: one.explained,
    likelihood: one.problem.likelihood !== undefined,
    chance: orNull(one.chance),
    noise: one.problem.noise,
    stop: one.stop,
    starts: one.starts,
    criteria: one.criteria,
    ...(one.runs ? { runs: one.runs } : {}),
    outliers: one.outliers.map((index) => places[one.problem.rows[index] ?? -1] ?? ''),
    ...(one.heldOut ? { heldOut: one.heldOut } : {}),
  };
}
