import type { PassRecord } from '../compose/elaborate.js';
import type { Check } from '../spec/types.js';

/** How a rule becomes a circuit, as plain data; SI numbers. `schema/explain.schema.json` describes it. */
export interface Explanation {
  readonly spec: string;
  /** Kind of the rule, e.g. `stdp`. */
  readonly rule: string;
  readonly equations: readonly string[];
  /** The rule written out in the language of specs: what a preset expands to. */
  readonly source: string;
  /** What reaches a reward that follows a pair; present for a rule with an eligibility trace and a stated delay. */
  readonly credit?: Credit;
  readonly process: string;
  /** Mismatch of the circuit's transistors as the library of an installed PDK has it. */
  readonly mismatch?: readonly MismatchRow[];
  /** The passes of the elaboration, and what each decided. */
  readonly passes: readonly PassRecord[];
  /** What stands for 0 and 1 of each state. */
  readonly carriers: readonly Carrier[];
  /** The rule term by term, and the instances that carry each. */
  readonly terms: readonly Term[];
  /** Every cell instance of the circuit. */
  readonly blocks: readonly Block[];
  /** What an array has many of, what it has once, and both; only of a designed circuit. */
  readonly parts?: readonly Part[];
  /** What each number of the spec sets. */
  readonly parameters: readonly ParameterEffect[];
  /** Where the design equations hold, and where this spec stands. */
  readonly limits: readonly LimitRow[];
  /** Block diagram of the signal flow, a self-contained SVG. */
  readonly diagram: string;
}

/** What is taken of a circuit that somebody drew, and what is checked of it, as plain data; SI numbers. */
export interface DrawnExplanation {
  readonly spec: string;
  readonly rule: string;
  readonly equations: readonly string[];
  readonly source: string;
  readonly process: string;
  /** Every port, and every net inside that carries a state, as the spec names it. */
  readonly ports: readonly { readonly port: string; readonly is: string }[];
  readonly netlists: readonly DrawnNetlist[];
  readonly checks: readonly DrawnCheck[];
  /** Under so many corners, temperatures and supplies each netlist is verified. */
  readonly conditions: number;
  /** What of the netlists was left out. */
  readonly warnings: readonly string[];
}

export interface DrawnNetlist {
  /** Absent where there is one only. */
  readonly name?: string;
  readonly file: string;
  readonly subcircuit: string;
  /** Those inside the subcircuits of a PDK, whose size is a constant. */
  readonly transistors: readonly {
    readonly polarity: 'nfet' | 'pfet';
    readonly number: number;
    /** Gate area of all, m2. */
    readonly area: number;
    /** Those whose mismatch the library of the PDK has. */
    readonly libraryMismatch: number;
  }[];
}

export interface DrawnCheck extends Pick<Check, 'quantity' | 'against' | 'metric' | 'max'> {
  /** Experiment; absent where none is needed, or the spec has none. */
  readonly stimulus?: string;
}

/** Pelgrom's coefficients of transistors: at a gate area WL the standard deviations are those over sqrt(WL). */
export interface MismatchRow {
  readonly polarity: 'nfet' | 'pfet';
  /** Drawn sizes, W/L in um. */
  readonly sizes: readonly string[];
  /** Of the threshold, V m. */
  readonly avt: number;
  /** Of the current factor, relative, m. */
  readonly abeta: number;
  /** Lines of the library that say so. */
  readonly at: readonly string[];
}

export interface Credit {
  /** From the pair to its reward, and time constant of the eligibility trace, seconds. */
  readonly delay: number;
  readonly tau: number;
  /** Share of the eligibility that is left. */
  readonly captured: number;
  /** The time constant at which credit stands out most from unrelated pairs, seconds. */
  readonly optimum: number;
}

export interface Carrier {
  readonly state: string;
  /** A gate's voltage is the logarithm of what it stands for, so that nothing stands for 0. */
  readonly carrier: 'current' | 'voltage' | 'gate';
  /** Absent for a gate. */
  readonly zero?: number;
  /** Of a gate only known for a designed circuit. */
  readonly one?: number;
  readonly unit: string;
}

export interface Term {
  readonly term: string;
  readonly instances: readonly string[];
  /** In words. */
  readonly how: string;
}

/** What a part of the circuit takes: gates and capacitors, no wiring. */
export interface Part {
  readonly part: string;
  /** m2 */
  readonly area: number;
  /** F */
  readonly capacitance: number;
  /** Of the capacitance, what only holds biases still, F. */
  readonly decoupling: number;
  /** Reference currents and their copies that flow at rest, W. */
  readonly staticPower: number;
}

export interface Block {
  readonly instance: string;
  /** Where it stands in the netlist: `xsynapse.xtrace_x`. */
  readonly path: string;
  readonly cell: string;
  readonly title: string;
  /** What of the rule, or of which other instance, it serves. */
  readonly for: string;
  readonly equations: readonly string[];
  readonly devices: readonly { readonly name: string; readonly role: string; readonly size: string }[];
  readonly targets: readonly { readonly name: string; readonly value: number; readonly unit: string }[];
  /** Capacitors and currents; only of a designed circuit. */
  readonly elements?: readonly {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
    readonly because: string;
  }[];
}

export interface ParameterEffect {
  /** Place in the spec: `rule.potentiation.tau`. */
  readonly path: string;
  readonly value: string;
  readonly sets: readonly Setting[];
}

export interface Setting {
  readonly instance: string;
  /** Reference current, capacitor or voltage. */
  readonly element: string;
  /** Port of the circuit at which a reference current enters. */
  readonly through?: string;
}

export interface LimitRow {
  readonly instance: string;
  readonly cell: string;
  readonly quantity: string;
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly because: string;
  /** This spec's own value, where it is known without a simulation or from the design. */
  readonly value?: number;
  readonly inside?: boolean;
}
