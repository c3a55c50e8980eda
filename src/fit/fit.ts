import type { VerdictStatus } from '../result/verdict.js';
import type { Simulator } from '../engine/simulator.js';
import { checkCard, disagreements, type Agreement } from './agreement.js';
import type { Card } from './card.js';
import { DEFAULT_FIT, type Estimate, type Estimated, type FitOptions } from './estimate.js';
import { estimate } from './estimate-problem.js';
import { heldProblems } from './held.js';
import { UserError } from '../units/user-error.js';
import type { FitData } from './data/table.js';
import type { Origin } from './origin.js';
import type { FitModel, FitPlan, FitTarget } from './target.js';
import { Watch, type FitProgress } from './search/watch.js';

/** What a fit found, and whether it may be used. */
export interface Fit {
  readonly target: FitTarget;
  readonly model: FitModel;
  readonly data: FitData;
  readonly origin: Origin;
  readonly options: FitOptions;
  readonly estimates: readonly Estimate[];
  readonly derived: readonly Estimated[];
  readonly status: Extract<VerdictStatus, 'pass' | 'fail'>;
  /** Why there is no card; empty on a pass. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /**
   * What was taken for granted, left out or found missing in the data, and what the answer says about them beyond its
   * parameters.
   */
  readonly notes: readonly string[];
  /** SPICE cards against the fit; empty where the target has none, or the fit failed before. */
  readonly agreements: readonly Agreement[];
  /** Only of a fit that passed. */
  readonly cards: readonly Card[];
}

export interface FitTools {
  /** Asked for only where there is a SPICE card to check. Without it a SPICE card stays away, with a warning. */
  readonly simulator?: () => Simulator;
  /** Stops the search; the best values so far are a fault and have no card. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
  /** An earlier fit of the same model to the same data, whose search is not repeated. */
  readonly searched?: Fit;
}

/**
 * Fits one model of a target to data. A fit that cannot be trusted is a `fail` with its reasons and without a card.
 * @throws UserError for data that cannot hold the parameters; SimulationError when the check of a card fails to run
 */
export async function fit(
  target: FitTarget,
  data: FitData,
  origin: Origin,
  options: FitOptions = DEFAULT_FIT,
  tools: FitTools = {},
  model: FitModel = target.models[0],
): Promise<Fit> {
  const plan = model.plan(data);
  assertRobustFits(target, plan, options);
  const estimates = await estimatesOf(plan, options, tools);
  const told = (of: (one: Estimate) => readonly string[]): string[] =>
    estimates.flatMap((one) => of(one).map((text) => (estimates.length > 1 ? `${one.problem.name}: ${text}` : text)));
  const faults = [...told((one) => one.faults), ...plan.faults(estimates)];
  const warnings = [...told((one) => one.warnings), ...(plan.warnings?.(estimates) ?? [])];
  const derived = plan.derived(estimates);
  const checked = await checkedCards(faults.length === 0 ? plan.cards(estimates, derived, origin) : [], tools);
  faults.push(...disagreements(checked.agreements));
  return {
    target,
    model,
    data,
    origin,
    options,
    estimates,
    derived,
    status: faults.length === 0 ? 'pass' : 'fail',
    faults,
    warnings: [...data.mixtures, ...warnings, ...checked.warnings],
    notes: [...data.readings, ...(plan.notes ?? []), ...(plan.findings?.(estimates) ?? [])],
    agreements: checked.agreements,
    cards: faults.length === 0 ? checked.cards : [],
  };
}

function assertRobustFits(target: FitTarget, { problems }: FitPlan, { robust }: FitOptions): void {
  if (robust && problems.some(({ likelihood }) => likelihood !== undefined))
    throw new UserError([
      {
        message:
          `--robust: ${target.name} is fitted by likelihood, whose noise model says what an outlier is; ` +
          `leave the option out, or rows with --keep`,
      },
    ]);
}

async function estimatesOf({ problems }: FitPlan, options: FitOptions, tools: FitTools): Promise<Estimate[]> {
  const watch = new Watch(tools.signal, tools.onProgress);
  const estimates: Estimate[] = [];
  for (const [index, { problem, whole }] of heldProblems(problems, options.held ?? {}).entries())
    estimates.push(whole(await estimate(problem, options, watch, tools.searched?.estimates[index]?.search)));
  return estimates;
}

/** Cards that a simulator can take, simulated against the fit; without a simulator there are none of those. */
async function checkedCards(
  cards: readonly Card[],
  { simulator, signal }: FitTools,
): Promise<{ readonly cards: Card[]; readonly agreements: Agreement[]; readonly warnings: string[] }> {
  const checked: { cards: Card[]; agreements: Agreement[]; warnings: string[] } = {
    cards: [],
    agreements: [],
    warnings: [],
  };
  for (const card of cards) {
    if (card.format === 'spice') {
      if (simulator === undefined) {
        checked.warnings.push('there is no SPICE card: no simulator was given to check it');
        continue;
      }
      checked.agreements.push(...(await checkCard(card, simulator(), signal)));
    }
    checked.cards.push(card);
  }
  return checked;
}

/** One model of several, by how well it explains the same data. Smaller is better. */
export interface Ranked {
  readonly fit: Fit;
  readonly parameters: number;
  /** Sums over the problems. */
  readonly aicc: number;
  readonly bic: number;
}

/** Fits that share their data and the kind of their residuals, the best by AICc first. */
export function rank(fits: readonly Fit[]): Ranked[] {
  const sum = (one: Fit, of: (estimate: Estimate) => number): number =>
    one.estimates.reduce((total, each) => total + of(each), 0);
  return fits
    .map((one) => ({
      fit: one,
      parameters: sum(one, ({ parameters }) => parameters.length),
      aicc: sum(one, ({ criteria }) => criteria.aicc),
      bic: sum(one, ({ criteria }) => criteria.bic),
    }))
    .sort((a, b) => a.aicc - b.aicc);
}

/** Which model explains one of several parts of the data best, and by how much. */
export interface BestOfPart {
  readonly part: string;
  readonly model: string;
  readonly second: string;
  /** AICc of the second minus that of the best. */
  readonly ahead: number;
}

/**
 * For data whose parts are fitted each by itself, such as several traces; nothing where there is one part, or where all
 * models agree.
 */
export function bestByPart(fits: readonly Fit[]): BestOfPart[] {
  const parts = fits[0]?.estimates.map(({ problem }) => problem.name) ?? [];
  if (parts.length < 2 || fits.length < 2) return [];
  return parts.flatMap((part) => {
    const scores = fits
      .flatMap(({ model, estimates }) =>
        estimates
          .filter(({ problem }) => problem.name === part)
          .map(({ criteria }) => ({ model: model.name, aicc: criteria.aicc })),
      )
      .sort((a, b) => a.aicc - b.aicc);
    const [best, second] = scores;
    return best === undefined ||
      second === undefined ||
      scores.length < fits.length ||
      !(second.aicc - best.aicc > 1e-6 * Math.abs(best.aicc))
      ? []
      : [{ part, model: best.model, second: second.model, ahead: second.aicc - best.aicc }];
  });
}
