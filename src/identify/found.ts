import type { RuleSpec } from '../rule/parameters.js';
import type { Choice, Evidence } from './choose.js';
import type { Interval } from './intervals.js';
import type { Measured } from './measured.js';
import type { Scan } from './scan.js';
import type { Timing } from './timing.js';
import type { Compared } from './unseen.js';

/** A rule, and everything that it rests on. */
export interface Found {
  readonly scan: Scan;
  readonly timing: Timing;
  readonly evidence: Evidence;
  readonly choice: Choice;
  readonly intervals: readonly Interval[];
  readonly rule: RuleSpec;
  readonly measured: Measured;
  readonly trains: readonly Compared[];
}

/** That, or why there is none. */
export type Outcome = Found | { readonly fault: string };
