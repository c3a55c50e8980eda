import { windowError } from '../compare/window-error.js';
import type { IdentifyResult } from '../result/identify.js';
import { equations } from '../rule/equations.js';
import { expandRule } from '../rule/presets.js';
import type { CircuitDocument } from '../spec/circuit-document.js';
import { cardOf } from './card.js';
import type { Candidate } from './choose.js';
import { figuresOf } from './figures.js';
import { alikeOf, findingsOf, missingSides } from './findings.js';
import type { Found } from './found.js';
import { tablesOf, totalOf, type Measured } from './measured.js';
import type { Observation } from './observations.js';
import type { Rig } from './rig.js';
import { JUDGED, type Compared } from './unseen.js';

type Answer = Pick<
  IdentifyResult,
  | 'findings'
  | 'figures'
  | 'rule'
  | 'equations'
  | 'parameters'
  | 'alike'
  | 'candidates'
  | 'points'
  | 'trains'
  | 'tables'
  | 'card'
>;

/** What a result says of a rule that was found. */
export function answerOf(found: Found, document: CircuitDocument, rig: Rig): Answer {
  const { choice, intervals, measured, trains, rule, timing, scan: coarse } = found;
  const { chosen, candidates } = choice;
  const largest = Math.max(Math.abs(timing.largest.plus), Math.abs(timing.largest.minus));
  const bounds = measured.observations.filter(({ trial }) => trial.kind === 'bound');
  return {
    findings: [...missingSides(coarse, measured.range), ...findingsOf(chosen, intervals, bounds, measured.range)],
    figures: figuresOf(measured, trains, rig.conditions),
    rule: chosen.name,
    equations: equations(expandRule(rule)),
    parameters: intervals.map(({ parameter: { name, meaning, unit }, value, low, high }) => ({
      name,
      meaning,
      unit,
      value,
      low: low ?? null,
      high: high ?? null,
    })),
    alike: alikeOf(chosen, candidates, intervals),
    candidates: candidates.map((one) => candidateRow(one, chosen, largest)),
    points: chosen.estimate.points,
    trains: trains.map(trainRow),
    tables: tablesOf(measured),
    card: cardOf({
      document,
      rule,
      timing,
      hypothesis: chosen.hypothesis,
      train: trains[0]!.trial,
      errors: {
        window: windowErrorOf(measured, 'pair'),
        dependence: windowErrorOf(measured, 'weights'),
        train: trains[0]!.error,
      },
    }),
  };
}

function trainRow({ trial, error }: Compared, index: number): IdentifyResult['trains'][number] {
  return {
    name: `${trial.label}${trial.kind === 'overlap' ? ', pulses may overlap' : ''}`,
    error: Number.isFinite(error) ? error : null,
    judged: index < JUDGED,
  };
}

function candidateRow(one: Candidate, chosen: Candidate, largest: number): IdentifyResult['candidates'][number] {
  const { criteria, scatter, parameters } = one.estimate;
  return {
    name: one.name,
    parameters: parameters.length,
    aicc: criteria.aicc,
    bic: criteria.bic,
    misfit: scatter / largest,
    chosen: one === chosen,
  };
}

/** As a verification compares windows; the worst weight. */
function windowErrorOf({ observations, told }: Measured, kind: 'pair' | 'weights'): number {
  const pairs = observations.filter(({ trial }) => trial.kind === kind);
  const starts = [...new Set(pairs.map(({ trial }) => trial.start))];
  return Math.max(
    0,
    ...starts.map((start) => {
      const own = pairs.filter(({ trial }) => trial.start === start);
      const of = (value: (one: Observation) => number): Float64Array => Float64Array.from(own, value);
      return windowError(
        of(({ trial }) => trial.dt ?? NaN),
        of((one) => told.get(one) ?? NaN),
        of(totalOf),
      ).measured;
    }),
  );
}
