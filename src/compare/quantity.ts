/** Something that can be checked: a number or a curve that is taken from what was measured. */
export interface QuantityInfo {
  /** As specs and reports call it. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** SI unit of its value; `1` for plain numbers and rule units, `fraction` for shares. */
  readonly unit: string;
  /** How it is measured, in full sentences of Markdown; for the reference. */
  readonly description: string;
}

/**
 * A quantity with its measurement, so that neither can be registered without the other.
 * @typeParam Evidence what was measured, of all roads
 * @typeParam Result a number, or a comparison
 */
export interface MeasuredQuantity<Evidence, Result> extends QuantityInfo {
  /** Measures and compares; what cannot be measured is a result with a reason, never an error. */
  compare(evidence: Evidence): Result;
}
