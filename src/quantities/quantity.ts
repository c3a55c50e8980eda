import type { Measurement } from '../compare/measurement.js';
import type { MeasuredQuantity } from '../compare/quantity.js';
import type { Dut } from '../netlist/dut.js';
import type { Conditions } from '../process/conditions.js';
import type { Rule } from '../rule/rule.js';
import type { QuantityTerms } from '../spec/quantity-vocabulary.js';
import type { Spec } from '../spec/types.js';
import type { WindowPoints } from '../compare/window-fit.js';
import type { Recordings } from './measuring/recording.js';

/**
 * What can be verified of a rule's circuit, all of it in one object: its name and spellings, the rules that have it,
 * the experiments that show it, how it is measured and compared, and what pages say of it.
 */
export interface Quantity extends QuantityTerms, MeasuredQuantity<Evidence, Measurement> {
  /** Waveforms, or how far a trim moved the biases. */
  readonly reads: 'recordings' | 'biases';
  /** The number that a spec prescribes, in the quantity's unit; the rule's own road is measured where there is none. */
  readonly prescribed?: (spec: Spec, rule: Rule) => number | undefined;
  /** The biases that set it, where a trim can correct it: those of decays, or of how much an event adds. */
  readonly corrects?: 'tau' | 'amplitude';
  /** How its experiments are drawn, where each of many is one point. */
  readonly sweep?: Sweep;
}

/** What a quantity is measured on. */
export interface Evidence {
  readonly spec: Spec;
  /** The normal form of the spec's rule. */
  readonly rule: Rule;
  /** What the circuit is compared with. */
  readonly against: 'rule' | 'model';
  /** The circuit in the experiments of the quantity, and what it is compared with in the same. */
  readonly circuit: Recordings;
  readonly other: Recordings;
  /** The circuit in the experiments of one event alone, where they were done. */
  readonly alone?: Recordings;
  /** The biases, where the circuit's may differ from those of the design. */
  readonly biases?: Biases;
}

export interface Biases {
  readonly designed: Pick<Dut, 'references'>;
  /** Absent where nothing was trimmed. */
  readonly trimmed: Pick<Dut, 'references'> | undefined;
  readonly conditions: Conditions;
  /** Temperature of the design, degrees Celsius. */
  readonly designedFor: number;
}

/** A picture in which every experiment of a quantity is one point: a change of the weight. */
export interface Sweep {
  readonly title: string;
  /** After "change of w". */
  caption(spec: Spec): string;
  /** With its unit. */
  readonly xTitle: string;
  /** @param start weight before each, where it is not that of the rule */
  points(recordings: Recordings, rule: Rule, start?: number): WindowPoints;
}
