import type { Analysis } from './analysis.js';
import { NgspiceError } from './errors.js';
import { checkPlot, pickVectors, Rejection } from './guard.js';
import { withText, type EngineModule } from './module.js';
import type { Messages, RunResult } from './types.js';
import { readPlot, wantedName, type Plot, type Vector } from './vectors.js';

export type EngineStatistics = RunResult['statistics'];

interface Expectation {
  readonly analysis: Analysis;
  readonly title: string;
  readonly save?: readonly string[];
  readonly log: string;
  readonly messages: Messages;
  /** Counters before the run: ngspice adds up over all runs of a circuit. */
  readonly before: EngineStatistics;
}

/** Reads the counters; that of KLU starts anew. */
export function readStatistics(module: EngineModule): EngineStatistics {
  const [iterations, accepted, rejected, continued] = [
    module._ngw_statistic(0),
    module._ngw_statistic(1),
    module._ngw_statistic(2),
    module._ngw_statistic(3),
  ];
  return { iterations, accepted, rejected, continued, kluFactorisations: module._ngw_klu_uses() };
}

/**
 * The vectors of the run that just ended.
 * @throws Rejection when they are missing, of another run, incomplete or not finite
 */
export function readResult(
  module: EngineModule,
  { analysis, title, save, log, messages, before }: Expectation,
): RunResult {
  const current = module.UTF8ToString(module._ngw_plot());
  if (!/^(op|dc|ac|tran|noise|tf|pz|sens)\d+$/.test(current))
    throw new Rejection('no-output', `ngspice gave no ${analysis.kind} result`);
  // A noise analysis leaves two plots: the spectrum, and then the integral over it.
  const name = analysis.kind === 'noise' ? current.replace(/\d+$/, (number) => String(Number(number) - 1)) : current;
  const found = module.UTF8ToString(module._ngw_title());
  if (!name.startsWith(analysis.kind) || found.trim().toLowerCase() !== title.toLowerCase()) {
    throw new Rejection('stale', `ngspice gave ${name} of "${found}" for a ${analysis.kind} of "${title}"`);
  }
  const plot = ABOUT_CIRCUIT.has(analysis.kind) ? bare(plotNamed(module, name)) : plotNamed(module, name);
  const vectors =
    analysis.kind === 'noise' || ABOUT_CIRCUIT.has(analysis.kind) ? plot.vectors : pickVectors(plot, save);
  checkPlot(analysis, { ...plot, vectors });
  const totals = new Map<string, number>();
  if (name !== current)
    for (const [key, { values }] of plotNamed(module, current).vectors)
      totals.set(key.replace(/^v\((.*)\)$/, '$1'), values[0] ?? NaN);
  const after = readStatistics(module);
  return {
    ...plot,
    vectors,
    totals,
    title,
    analysis: analysis.kind,
    log,
    messages,
    statistics: {
      iterations: after.iterations - before.iterations,
      accepted: after.accepted - before.accepted,
      rejected: after.rejected - before.rejected,
      continued: after.continued - before.continued,
      kluFactorisations: after.kluFactorisations,
    },
    get(wanted) {
      const vector = vectors.get(wantedName(wanted));
      if (!vector)
        throw new NgspiceError(
          'missing-vector',
          `the result has no ${wanted}; it has ${[...vectors.keys()].slice(0, 20).join(', ')}`,
        );
      return vector;
    },
  };
}

/** Analyses whose vectors are no voltages of nodes, whatever ngspice calls them. */
const ABOUT_CIRCUIT: ReadonlySet<string> = new Set(['tf', 'pz', 'sens']);

/** `v(transfer_function)` as `transfer_function`; `v(r1)` is the sensitivity to r1. */
function bare({ axis, vectors }: Plot): Plot {
  const named = [...vectors.values()].map((vector): [string, Vector] => {
    const name = vector.name.replace(/^[vi]\((.*)\)$/, '$1');
    return [name, { ...vector, name, quantity: 'other' }];
  });
  return { ...(axis ? { axis } : {}), vectors: new Map(named) };
}

function plotNamed(module: EngineModule, name: string): Plot {
  return withText(module, name, (pointer) => readPlot(module, pointer));
}
