/** A fault in a rule's source, with the way to it. */
export interface RuleProblem {
  /** From the rule down: `['on', 'pre', 'w']`. */
  readonly path: readonly string[];
  /** The place is the key, not its value. */
  readonly key?: boolean;
  /** Character of an expression, from 0. */
  readonly index?: number;
  readonly message: string;
}
