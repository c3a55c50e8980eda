import type { Process } from '../process/process.js';
import type { Rule } from '../rule/rule.js';
import type { Scale } from '../rule/scale.js';
import type { CircuitSpec } from '../spec/types.js';
import type { Carriers } from './carriers.js';
import { Claims } from './claims.js';
import type { Encoding } from './encoding.js';
import type { Graph } from './graph.js';
import type { Share } from './shares.js';
import type { Term } from './terms.js';

/** What a rule is elaborated for. */
export interface ElaborationSettings {
  readonly circuit: CircuitSpec;
  readonly process: Process;
  /** degrees Celsius */
  readonly temperature: number;
  /** What holds a trace for which the spec chooses no cell; `alike` when absent. */
  readonly traces?: Traces;
}

/** `alike`: every event adds what the first one adds. `plain`: the simplest cell, where the other cannot be sized. */
export type Traces = 'alike' | 'plain';

/** A rule on its way to a composition. Every pass fills in what later ones read; what is not yet known is empty. */
export interface Draft {
  readonly name: string;
  readonly rule: Rule;
  readonly settings: ElaborationSettings;
  /** Gains that regulate traces. */
  readonly scales: readonly Scale[];
  /** Outputs that share a budget. */
  readonly shares: readonly Share[];
  readonly carriers: Carriers;
  readonly terms: readonly Term[];
  readonly encoding: Encoding;
  readonly graph: Graph;
}

/** One step of a draft. */
export interface Pass {
  readonly name: string;
  /** One line: what it decides. */
  readonly does: string;
  /** @throws UserError when a part of the rule has no circuit, DesignRefusal when cells do not fit */
  run(draft: Draft): Draft;
  /** What it decided, a line each. @param before the draft that it was given */
  show(draft: Draft, before: Draft): readonly string[];
}

/** A draft of which only the question is known. */
export function emptyDraft(name: string, rule: Rule, settings: ElaborationSettings): Draft {
  return {
    name,
    rule,
    settings,
    scales: [],
    shares: [],
    carriers: { currents: [], weights: [], leaky: [] },
    terms: [],
    encoding: { traces: new Map(), voltages: new Map(), gains: new Map() },
    graph: { name, title: '', instances: [], events: [], references: [], outputs: [], claims: new Claims() },
  };
}
