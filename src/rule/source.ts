/**
 * A rule in the explicit language, as data: what a user writes under `rule:`, and what a preset expands to. Numbers are
 * SI.
 *
 *   states: { x: { decay: 0.0168 }, w: { initial: 0.5 } }
 *   on: { pre: { x: 1 }, post: { w: '0.02 * x * (1 - w)' } }
 *   drift: { w: '-w / 100 s' }
 */
export interface RuleSource {
  readonly states: Readonly<Record<string, StateSource>>;
  /** By event and state: what is added, or after `=` what is set. */
  readonly on?: Readonly<Record<string, Readonly<Record<string, Expression>>>> | undefined;
  /** By state: what is added per second. */
  readonly drift?: Readonly<Record<string, Expression>> | undefined;
  /** By name: a sum of products of states, or a quotient of two. */
  readonly outputs?: Readonly<Record<string, Expression>> | undefined;
  /** Period of the event `tick`, seconds. */
  readonly tick?: number | undefined;
}

export type Expression = string | number;

/** A decaying trace has `decay` (seconds), a weight has `initial` or `range` or nothing. */
export interface StateSource {
  readonly decay?: number | undefined;
  readonly range?: readonly [number, number] | undefined;
  readonly initial?: number | undefined;
}
