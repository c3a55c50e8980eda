import type { Rule } from '../rule/rule.js';
import { compositionOf } from './complete.js';
import type { Composition } from './composition.js';
import { emptyDraft, type ElaborationSettings } from './draft.js';
import type { Encoding } from './encoding.js';
import { PASSES } from './passes.js';

export type { ElaborationSettings } from './draft.js';

/** A rule as a graph of cells, and how its variables are carried. */
export interface Elaboration {
  readonly composition: Composition;
  readonly encoding: Encoding;
}

/** What one pass decided, for people. */
export interface PassRecord {
  readonly name: string;
  readonly does: string;
  readonly lines: readonly string[];
}

/**
 * Turns a rule into cells, pass by pass (src/compose/passes.ts has the list).
 *
 * @throws UserError when a term has no circuit, naming the term and the nearest that has; DesignRefusal when cells do
 *   not fit
 */
export function elaborate(name: string, rule: Rule, settings: ElaborationSettings): Elaboration {
  const { graph, encoding } = PASSES.reduce((draft, pass) => pass.run(draft), emptyDraft(name, rule, settings));
  return { composition: compositionOf(graph), encoding };
}

/** The same with what every pass decided. @throws as `elaborate` does */
export function elaborateInSteps(
  name: string,
  rule: Rule,
  settings: ElaborationSettings,
): Elaboration & { readonly passes: readonly PassRecord[] } {
  let draft = emptyDraft(name, rule, settings);
  const passes = PASSES.map((pass) => {
    const before = draft;
    draft = pass.run(before);
    return { name: pass.name, does: pass.does, lines: pass.show(draft, before) };
  });
  return { composition: compositionOf(draft.graph), encoding: draft.encoding, passes };
}
