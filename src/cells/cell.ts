import type { Device, Process, Role } from '../process/process.js';
import type { CharacterisedDevice } from '../process/characterisation.js';
import type { Limit, Reference } from '../units/provenance.js';

export type { Limit, Reference } from '../units/provenance.js';

/**
 * What travels through a port:
 * - `event`: a digital pulse, active high; `event-n`: its complement
 * - `bias`: a gate voltage made by a bias cell from a reference current
 * - `gate-p`: the gate voltage of a pFET referred to the supply; it stands for the current that pFET carries
 * - `current`: a current that leaves or enters the port
 * - `charge`: a node on which currents add up and are stored
 * - `voltage`: a voltage that follows another one
 * - `supply`
 */
export type PortKind = 'event' | 'event-n' | 'bias' | 'gate-p' | 'current' | 'charge' | 'voltage' | 'supply';

export interface Port {
  readonly name: string;
  readonly kind: PortKind;
  readonly direction: 'in' | 'out' | 'inout';
  readonly description: string;
  /** Bias ports: the chain of cells that makes this voltage when the composition leaves the port open. */
  readonly driver?: BiasDriver;
  /** `event-n` ports: the event port whose complement this is; an inverter is inserted when it is left open. */
  readonly complementOf?: string;
  /**
   * Bias ports: how many copies of the current that makes this voltage flow through the cell while nothing happens;
   * none when absent.
   */
  readonly copies?: number;
  /** Output of a bias cell: which way its reference current flows. */
  readonly reference?: 'from-supply' | 'to-ground';
  /**
   * Input held at a constant voltage: the reference of the cell that gives it when the composition leaves the port
   * open.
   */
  readonly level?: string;
  /** Input that must follow this other port (a dump node the weight); the calibration makes it do so. */
  readonly follows?: string;
}

/**
 * `cell` drives the port from its output `out`; a reference current of that name enters there, or its input `in` has a
 * driver of its own.
 */
export interface BiasDriver {
  readonly cell: string;
  readonly reference?: string;
  readonly input?: BiasDriver;
}

/** A transistor of a cell's template, by its SPICE name. */
export interface DeviceSlot {
  readonly name: string;
  readonly role: Role;
}

/** A number the template prints: a capacitance, always SI. */
export interface ParameterDefinition {
  readonly name: string;
  readonly unit: 'F';
  readonly description: string;
  /** It only holds a bias still: no state, no time constant depends on it. */
  readonly decouples?: true;
}

/** A physical target the user or the composition gives; SI. */
export interface TargetDefinition {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly optional?: boolean;
}

/**
 * A reference the design computes; the testbench supplies it: a current source for a bias, a voltage source for a
 * `level` port.
 */
export interface ReferenceDefinition {
  readonly name: string;
  readonly description: string;
  /** Amperes when absent. */
  readonly unit?: 'V';
  /** Closed-loop trim: this current is corrected until that quantity meets its target. */
  readonly trims?: Trim;
}

export interface Trim {
  readonly quantity: 'tau' | 'amplitude';
  /** d ln(quantity) / d ln(current) as theory has it; the starting slope of the bracketed search. */
  readonly slope: number;
}

/**
 * A node whose charge is a state of the behavioural model. The calibration forces it with a source; its current and
 * capacitance are then functions of voltages.
 */
export interface StorageNode {
  /** A port or a net inside the cell. */
  readonly net: string;
  /** Range to sweep, volts. */
  readonly sweep: SweepRange;
  /**
   * Where the node is held while it is not swept, and first guess of its rest value; the upper end of the sweep when
   * absent.
   */
  readonly rest?: (range: readonly [number, number]) => number;
  /**
   * Other storage nodes of the cell, or ports, whose motion puts a charge on this one that counts against its own
   * capacitance: gates of a few femtofarads, not nodes with a state capacitor. A port counts where it is a state.
   */
  readonly coupledTo?: readonly string[];
  /** The state starts where the rule says instead of at rest (weight nodes). */
  readonly preset?: boolean;
}

/** A range as a function of the supply, or volts below and above the operating point at rest, which one `.op` gives. */
export type SweepRange =
  ((supply: number) => readonly [number, number]) | { readonly below: number; readonly above: number };

/**
 * A current this cell sends into a storage node, as a function of that node, of control nodes and of events. A net may
 * have several channels, one per control: their currents add, each beyond the first counted from its control's rest.
 */
export interface Channel {
  /** Port or internal net that is the storage node, here or in a connected cell. */
  readonly into: string;
  /**
   * Net that takes the place of `into` as what the current depends on besides its control: the current of a device that
   * meets `into` only with its drain and whose source and gate are storage nodes. Counted from the rest of both.
   */
  readonly of?: string;
  /** Ports or nets that are storage nodes and control the current; the first that is connected to one counts. */
  readonly controls: readonly string[];
  /** Event port that switches the current, if any. */
  readonly event?: string;
  /**
   * The current is next to nothing on one side of a reference voltage of the cell and large on the other: it is swept
   * within so many volts of it on a grid of its own, and depends on nothing else.
   */
  readonly turns?: Turn;
}

/** Where a current turns over. */
export interface Turn {
  /** Reference voltage of the cell. */
  readonly at: string;
  /** Volts to either side. */
  readonly within: number;
  /** The side on which it is large. */
  readonly conducts: 'below' | 'above';
}

/** What a design may look at: the process, its DC characterisation and the conditions; never a transient. */
export interface DesignContext {
  readonly process: Process;
  readonly corner: string;
  /** degrees Celsius */
  readonly temperature: number;
  /** volts */
  readonly supply: number;
  /** kT/q in volts at `temperature` */
  readonly thermalVoltage: number;
  /** DC constants of the preferred device of a role. */
  characterised(role: Role): CharacterisedDevice;
}

/** What a cell's own design computes; devices and area are added for every cell alike (sized.ts). */
export interface Sizing {
  readonly parameters?: Readonly<Record<string, number>>;
  readonly references?: Readonly<Record<string, number>>;
  readonly notes?: readonly SizingNote[];
  readonly predictions?: readonly Prediction[];
  /** Trace cells: output current that stands for 0, A; nothing but leakage when absent. */
  readonly restCurrent?: number;
  /** Trace cells whose gain is a gate: what a voltage there does. */
  readonly gain?: GainTransfer;
}

/** The gain of a trace cell, 1 as designed, against the voltage on its gate. */
export interface GainTransfer {
  /** @param voltage V */
  of(voltage: number): number;
  /** The voltage of a gain, V. */
  voltage(gain: number): number;
}

/** A cell with every number filled in. */
export interface SizedCell {
  readonly devices: Readonly<Record<string, Device>>;
  /** Farads, by parameter name. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Amperes, or volts where the definition says so, by reference name. */
  readonly references: Readonly<Record<string, number>>;
  /** Output current that stands for 0, A. */
  readonly restCurrent: number;
  readonly gain?: GainTransfer;
  /** Why each number is what it is. */
  readonly notes: readonly SizingNote[];
  readonly predictions: readonly Prediction[];
}

export interface SizingNote {
  readonly element: string;
  readonly value: number | string;
  readonly unit: string;
  readonly because: string;
}

export interface Prediction {
  readonly property: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
}

export type Targets = Readonly<Record<string, number>>;

/**
 * A circuit building block: everything rulespice knows about it except its template (templates/cells/<name>.cir.hbs).
 */
export interface CellDefinition {
  readonly name: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly summary: string;
  readonly references: readonly Reference[];
  /** Design equations, one per line, in the notation of the README. */
  readonly equations: readonly string[];
  readonly ports: readonly Port[];
  readonly devices: readonly DeviceSlot[];
  readonly parameters: readonly ParameterDefinition[];
  readonly targets: readonly TargetDefinition[];
  readonly currents: readonly ReferenceDefinition[];
  readonly storage: readonly StorageNode[];
  readonly channels: readonly Channel[];
  readonly limits: readonly Limit[];
  /**
   * What it does otherwise than the textbook event, and what a spec can choose instead; shown where a train misses its
   * rule.
   */
  readonly departs?: string;
  /** Trace cells: every event adds what the first one adds, so that the trace follows its rule in a train. */
  readonly addsAlike?: boolean;
  /** Trace cells: an event sets the trace to its value instead of adding to it (nearest-neighbour pairing). */
  readonly sets?: boolean;
  /**
   * Targets to capacitors and currents; throws DesignRefusal with the reason and a way out. Completed by sizeCell().
   */
  design(this: void, targets: Targets, context: DesignContext): Sizing;
  /** The circuit this cell is tried in alone, with what must come out. */
  readonly testbench: CellTestbench;
}

/**
 * A cell's own bench: the DUT is the cell with its bias cells; expected values come from theory, not from a simulation.
 */
export interface CellTestbench {
  readonly description: string;
  readonly targets: Targets;
  /** Sources on the ports that the bias expansion leaves open. */
  readonly sources: (context: DesignContext, sized: SizedCell) => readonly BenchSource[];
  readonly measures: readonly BenchMeasure[];
}

export interface BenchSource {
  readonly port: string;
  readonly kind: 'voltage' | 'current';
  /** Constant value (V or A), or a pulse from `value` to `high` between `start` and `end` (s). */
  readonly value: number;
  readonly pulse?: { readonly high: number; readonly start: number; readonly end: number };
}

export interface BenchMeasure {
  readonly name: string;
  readonly unit: string;
  /** Vector on the DUT's ports: `v(port)` or `i(port)` (current out of the port into its source). */
  readonly vector: string;
  /** Analysis: the operating point, or a transient of that length (s) read at `at`. */
  readonly transient?: { readonly stop: number; readonly at: number };
  readonly expected: (context: DesignContext, sized: SizedCell) => number;
  /** Allowed deviation: relative, or absolute in the unit when `absolute` is set. */
  readonly tolerance: number;
  readonly absolute?: boolean;
}
