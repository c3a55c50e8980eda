import type { Figure, RuleResult } from '../../src/browser.js';

/** What the page asks of the worker. */
export interface Job {
  readonly shelf: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What the worker says, in this order: any number of `progress`, then one of the others. */
export type Said =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly label: string }
  | { readonly kind: 'result'; readonly result: RuleResult }
  | { readonly kind: 'failed'; readonly message: string };

export type { Figure, RuleResult };
