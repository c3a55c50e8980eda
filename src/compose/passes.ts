import { carriersOf } from './carriers.js';
import { GRAPH_PASSES } from './complete.js';
import type { Draft, ElaborationSettings, Pass } from './draft.js';
import { ticked, tickRemarks } from '../rule/ticked.js';
import { encode, pairSlope } from './encoding.js';
import { placeCells } from './passes/cells.js';
import { showCarriers, showEncoding, showGraph, showGroups, showTerms } from './passes/show.js';
import { scalesOf } from './scales.js';
import { sharesOf } from './shares.js';
import { termsOf } from './terms.js';
import { liftTraces, unitCurrent } from './unit-current.js';

/**
 * From a rule to a composition, in this order. Each reads what those before it decided; `rulespice explain --passes`
 * shows them, and netlists/passes holds what they decide for some examples.
 */
export const PASSES: readonly Pass[] = [
  {
    name: 'ticks',
    does: 'which drifts of a weight are made in small steps, at ticks',
    run: (draft) => ({ ...draft, rule: ticked(draft.rule).rule }),
    show: (_, before) => tickRemarks(before.rule),
  },
  {
    name: 'groups',
    does: 'which states regulate others, and which outputs share a budget',
    run: withGroups,
    show: showGroups,
  },
  {
    name: 'carriers',
    does: 'what carries each state: the current of a trace cell, or the voltage of a capacitor',
    run: (draft) => ({ ...draft, carriers: carriersOf(draft.rule, draft.scales) }),
    show: showCarriers,
  },
  {
    name: 'terms',
    does: 'what each update of a voltage is to a circuit: which currents, steered by what',
    run: (draft) => ({ ...draft, terms: withTerms(draft) }),
    show: showTerms,
  },
  {
    name: 'encoding',
    does: 'which current or voltage stands for 1',
    run: (draft) => ({ ...draft, encoding: encodingOf(draft) }),
    show: showEncoding,
  },
  {
    name: 'cells',
    does: 'a cell for every state and term, joined by the nets that the rule means',
    run: (draft) => ({ ...draft, graph: placeCells(draft) }),
    show: (draft, before) => showGraph(draft.graph, before.graph),
  },
  ...GRAPH_PASSES.map(({ name, does, run, show = showGraph }): Pass => ({
    name,
    does,
    run: (draft) => ({ ...draft, graph: run(draft.graph) }),
    show: (draft, before) => show(draft.graph, before.graph),
  })),
];

/** What traces share, a gain or a budget, is made for the plain cell. */
function withGroups(draft: Draft): Draft {
  const [scales, shares] = [scalesOf(draft.rule), sharesOf(draft.rule)];
  const settings: ElaborationSettings =
    scales.length + shares.length > 0 ? { ...draft.settings, traces: 'plain' } : draft.settings;
  return { ...draft, settings, scales, shares };
}

function withTerms({ rule, carriers, settings: { circuit, temperature } }: Draft): Draft['terms'] {
  return termsOf(rule, carriers, pairSlope(circuit, temperature));
}

function encodingOf({ rule, settings, scales, carriers, terms }: Draft): Draft['encoding'] {
  const { circuit, process, temperature } = settings;
  const encodeAt = (unit: number): Draft['encoding'] =>
    encode(rule, carriers, terms, circuit, process, temperature, scales, unit);
  const encoding = encodeAt(unitCurrent(carriers.currents, terms, settings, encodeAt));
  return liftTraces(encoding, carriers.currents, settings);
}
