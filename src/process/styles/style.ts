import type { DrawnModels, DrawnNetlist } from '../../shelf/shelf.js';
import type { Capacitors, Device, LibraryMismatch, LibraryTransistor, Transistor } from '../process.js';

/** How a process writes its transistors and where their models come from. One file in this folder each. */
export interface Style {
  /** Of everything that decides what the transistors do, beside the process file. */
  readonly hash: string;
  /** Models of the devices in use at a corner, as SPICE text. @throws DesignRefusal for a size that there is not */
  cards(this: void, corner: string, devices: readonly Device[]): string;
  /** The cards are those of a PDK's own library, written for ngspice in more of its language than is read here. */
  readonly libraryText?: true;
  /** Models for a netlist that somebody else drew, where there are some. */
  drawn?(this: void, corner: string, netlist: DrawnNetlist): DrawnModels;
  /** One transistor; `nodes` is `drain gate source bulk`. */
  instance(this: void, name: string, nodes: string, device: Device): string;
  /** Capacitors of the foundry; ideal ones when absent. */
  readonly capacitors?: Capacitors;
  /** Mismatch of a transistor as the library has it. */
  mismatch?(this: void, device: Device): LibraryMismatch | undefined;
  /** The same of a transistor of a netlist that somebody else drew. */
  drawnMismatch?(this: void, transistor: LibraryTransistor): LibraryMismatch | undefined;
  /** The transistors behind such a line. */
  transistors(this: void, name: string, device: Device): readonly Transistor[];
}
