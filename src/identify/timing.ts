/** The times of a circuit, as a coarse scan found them; s. */
export interface Timing {
  /** Time constants of pre before post, and of post before pre. */
  readonly plus: number;
  readonly minus: number;
  readonly fastest: number;
  readonly slowest: number;
  /** The smallest |dt| that is measured. */
  readonly nearest: number;
  /** The smallest distance of two events of one side. */
  readonly spacing: number;
  /** Rest around the events. */
  readonly before: number;
  readonly after: number;
  readonly pulse: number;
  /** Change of the weight by a pair at the smallest |dt| of each side. */
  readonly largest: { readonly plus: number; readonly minus: number };
}
