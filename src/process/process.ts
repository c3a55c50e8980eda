import type { DrawnModels, DrawnNetlist } from '../shelf/shelf.js';
import type { Pelgrom } from '../spec/types.js';
import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';

/** A semiconductor process: which transistors exist, how they are written in SPICE, its supply and corners. */

export type Polarity = 'nfet' | 'pfet';

/** Drawn size of one transistor; metres. `m` devices in parallel. */
export interface Geometry {
  readonly w: number;
  readonly l: number;
  readonly m: number;
}

/** How a process writes the capacitors of a circuit. */
export interface Capacitors {
  /**
   * SPICE lines of one capacitor; `nodes` is `plus minus`, `farads` its capacitance.
   * @throws DesignRefusal for a capacitance that the process cannot make
   */
  lines(this: void, name: string, nodes: string, farads: number): string;
  /** Elements behind such lines, for changes of their own: path below the subcircuit of the lines, and F of each. */
  elements(this: void, name: string, farads: number): readonly CapacitorElement[];
}

export interface CapacitorElement {
  readonly path: string;
  readonly value: number;
}

/** A transistor as a cell asks for it: a polarity and a size that exists in the process. */
export interface Device {
  readonly polarity: Polarity;
  readonly geometry: Geometry;
}

/**
 * What a transistor is used for. Cells ask for roles, the process file answers with sizes, so that no cell knows a
 * process. The first size is taken; a spec takes another with `circuit: sizes`.
 */
export type Role = string;

export interface RoleSizes {
  readonly polarity: Polarity;
  readonly description: string;
  readonly sizes: readonly Geometry[];
}

export interface Process {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  /** Where the cards come from, for reports; never a path of the machine. */
  readonly source: string;
  /** volts */
  readonly supply: { readonly nominal: number; readonly min: number; readonly max: number };
  readonly nominalCorner: string;
  readonly corners: readonly string[];
  /** degrees Celsius within which the cards are trusted */
  readonly temperature: { readonly min: number; readonly max: number };
  readonly roles: ReadonlyMap<Role, RoleSizes>;
  /** F/m^2 of the capacitor layer used for state capacitors. */
  readonly capacitorDensity: number;
  /** Bias network choices that belong to the process: currents in A, voltages in V. */
  readonly constants: ProcessConstants;
  /** Changes whenever any card or rule of the process changes; keys the caches. */
  readonly contentHash: string;
  /** Model cards, as SPICE text, for the devices in use at one corner. */
  cards(this: void, corner: string, devices: readonly Device[]): string;
  /** The cards are those of a PDK's own library, written for ngspice in more of its language than is read here. */
  readonly libraryText?: true;
  /**
   * What a netlist that somebody else drew uses of the models at a corner; absent where there are only cards for sizes
   * of our own.
   */
  drawn?(this: void, corner: string, netlist: DrawnNetlist): DrawnModels;
  readonly capacitors: Capacitors;
  /** One SPICE element line for a transistor; `nodes` is `drain gate source bulk`. */
  instance(this: void, name: string, nodes: string, device: Device): string;
  /** Mismatch of a single transistor as the foundry's library has it; absent where the library has none. */
  mismatch?(this: void, device: Device): LibraryMismatch | undefined;
  /** The same of a transistor that the library has as a subcircuit, for netlists that somebody else drew. */
  drawnMismatch?(this: void, transistor: LibraryTransistor): LibraryMismatch | undefined;
  /** How the foundry's own library is used instead, where that is another way to write the same transistors. */
  readonly foundry?: Foundry;
  /**
   * The transistors that this line makes, for changes of their own: the path below the line's subcircuit, and the gate
   * area in m2.
   */
  transistors(this: void, name: string, device: Device): readonly Transistor[];
}

/**
 * The process as its foundry's own library has it, for text that people take elsewhere: transistors are subcircuits of
 * that library. Simulations here use the cards of `models/`, one numeric model per size; `docs/notebook/models.md`
 * compares the two.
 */
export interface Foundry {
  instance(this: void, name: string, nodes: string, device: Device): string;
  /** The line that includes the library at a corner. */
  library(this: void, corner: string): string;
  /** What a reader of such a netlist must know. */
  readonly remark: string;
}

/** A transistor by the name of its subcircuit in a library; its drawn size in metres. */
export interface LibraryTransistor {
  readonly subcircuit: string;
  readonly w: number;
  readonly l: number;
}

/** Mismatch of one transistor; no coefficient is negative, and either may be 0. */
export interface LibraryMismatch extends Required<Pelgrom> {
  /** Where the library says so. */
  readonly at: readonly { readonly parameter: string; readonly file: string; readonly line: number }[];
}

export interface Transistor {
  readonly path: string;
  readonly area: number;
  /** Its handles by its full hierarchical path; those of a BSIM element when absent. */
  readonly handles?: (path: string) => Handles;
}

/** A parameter of an element of a loaded circuit, and its new value. */
export interface Change {
  readonly instance: string;
  readonly parameter: string;
  readonly value: number;
}

/** Where one transistor of a loaded circuit is changed and watched. */
export interface Handles {
  /** Adds to its threshold, V; in the sign of Vth, which is negative in a pFET. */
  threshold(this: void, volts: number): Change;
  /** Multiplies its mobility by the exponential of a number. */
  mobility(this: void, logarithm: number): Change;
  /** Vector of its channel current, A: drain to source in an nFET, source to drain in a pFET. */
  readonly current: string;
  /** Vector of its drain-source voltage; its sign may be lost. */
  readonly drainSource: string;
}

/** The handles of a transistor whose `path` is complete. */
export function handlesOf({ path, handles = bsimHandles }: Pick<Transistor, 'path' | 'handles'>): Handles {
  return handles(path);
}

function bsimHandles(path: string): Handles {
  return {
    threshold: (volts) => ({ instance: path, parameter: 'delvto', value: volts }),
    mobility: (logarithm) => ({ instance: path, parameter: 'mulu0', value: Math.exp(logarithm) }),
    current: `@m.${path}[id]`,
    drainSource: `@m.${path}[vds]`,
  };
}

export interface ProcessConstants {
  /** Voltages a weight node may take without leaking, V. */
  readonly weightRange: readonly [number, number];
  /** Far-end voltage of a monitored output current, V. */
  readonly monitorVoltage: number;
  /** Default trace current for 1 in rule units, A. */
  readonly unitCurrent: number;
  /** Gate current I_g of a log-domain integrator, A. */
  readonly gateCurrent: number;
  /** Bias of a dump buffer, A. */
  readonly bufferCurrent: number;
  /** Current that a junction, a switch and the solver cannot be trusted below, A: a floor for design at 27 C. */
  readonly smallestCurrent: number;
}

/** Physics or the process says no: reason and way out. Exit code 2: the spec asks for what cannot be. */
export class DesignRefusal extends Error {
  constructor(
    readonly reason: string,
    readonly wayOut: string,
  ) {
    super(`${reason}; ${wayOut}`);
    this.name = 'DesignRefusal';
  }
}

/** `5/2`, `0.42/0.15 x2`: width over length in micrometres, as designers write it. */
export function geometryLabel({ w, l, m }: Geometry): string {
  const micrometres = (metres: number): string => String(Number((metres * 1e6).toPrecision(6)));
  return `${micrometres(w)}/${micrometres(l)}${m > 1 ? ` x${m}` : ''}`;
}

/** Reads `5/2` or `1/8 x4` (micrometres); undefined when the text is no size. */
export function parseGeometry(text: string): Geometry | undefined {
  const match = /^([0-9.]+)\/([0-9.]+)(?: x(\d+))?$/.exec(text);
  if (!match) return undefined;
  // Through the decimal text, so that 5 um is 5e-6 and not 4.9999999999999996e-6.
  return { w: Number(`${match[1]}e-6`), l: Number(`${match[2]}e-6`), m: Number(match[3] ?? 1) };
}

/** The same process with other sizes for some roles. Throws UserError for a role it does not have. */
export function withSizes(process: Process, sizes: Readonly<Record<string, string>>): Process {
  const entries = Object.entries(sizes);
  if (entries.length === 0) return process;
  const roles = new Map(process.roles);
  for (const [role, text] of entries) {
    const known = roles.get(role);
    const geometry = parseGeometry(text);
    if (!known) {
      const names = [...process.roles.keys()];
      throw new UserError([
        {
          message:
            `circuit.sizes: process ${process.name} has no role "${role}"${didYouMean(role, names)}; it has ` +
            `${names.join(', ')}`,
        },
      ]);
    }
    if (!geometry)
      throw new UserError([
        { message: `circuit.sizes.${role}: "${text}" is no size: write W/L in micrometres, like 5/2 or 1/8 x4` },
      ]);
    roles.set(role, { ...known, sizes: [geometry] });
  }
  return { ...process, roles, contentHash: `${process.contentHash}-${JSON.stringify(entries.sort())}` };
}

/** The sizes of a role. @throws DesignRefusal when the process file does not name it */
export function roleSizes(process: Process, role: Role): RoleSizes {
  const sizes = process.roles.get(role);
  if (!sizes)
    throw new DesignRefusal(
      `process ${process.name} names no sizes for the role "${role}"`,
      'add it to the roles of its process file',
    );
  return sizes;
}

/** The preferred device of a role. */
export function preferredDevice(process: Process, role: Role): Device {
  const { polarity, sizes } = roleSizes(process, role);
  const geometry = sizes[0];
  if (!geometry) throw new Error(`process ${process.name}: role "${role}" has no size`);
  return { polarity, geometry };
}
