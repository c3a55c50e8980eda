import { spiceNumber } from '../units/format.js';
import { wrappedName } from './device-writer.js';
import type { ProcessFile } from './process-file.js';
import { DesignRefusal, type Device, type Process } from './process.js';

/**
 * The process as its foundry's own library has it, for text that people take elsewhere: transistors are subcircuits of that
 * library. Simulations here use the cards of `models/`, one numeric model per size; `docs/dialects.md` compares the two.
 */
export interface Foundry {
  instance(this: void, name: string, nodes: string, device: Device): string;
  /** The line that includes the library at a corner. */
  library(this: void, corner: string): string;
  /** What a reader of such a netlist must know. */
  readonly remark: string;
}

/** How a process file says its foundry writes a transistor; nothing where the process is the foundry's library already. */
export function foundryOf({ foundry, diffusion }: ProcessFile): Foundry | undefined {
  if (!foundry) return undefined;
  // A library with `.option scale` wants lengths in that unit, and areas in its square.
  const length = (metres: number): string => spiceNumber(Number((metres / foundry.scale).toPrecision(9)));
  const area = (squared: number): string => spiceNumber(Number((squared / foundry.scale ** 2).toPrecision(9)));
  return {
    instance: (name, nodes, { polarity, geometry: { w, l, m } }) => {
      const region = `ad=${area(w * diffusion)} as=${area(w * diffusion)} pd=${length(2 * (w + diffusion))} ps=${length(2 * (w + diffusion))}`;
      // ngspice 39 fails on `m=` at a subcircuit that has no such parameter: parallel devices are written out.
      return Array.from({ length: m }, (_, index) => `${wrappedName(name, index)} ${nodes} ${foundry[polarity]} w=${length(w)} l=${length(l)} ${region}`).join('\n');
    },
    remark: `${foundry.library} of your PDK, included before this text; sizes in units of ${spiceNumber(foundry.scale)} m by its .option scale`,
    library: (corner) => `.lib "${foundry.library}" ${corner}`,
  };
}

/** The process with the foundry's names in all it writes. @throws DesignRefusal when its file does not say how they are */
export function withFoundryNames(process: Process): Process {
  const { foundry } = process;
  if (!foundry) throw new DesignRefusal(`${process.name} has no names of a foundry's library`, 'compile without --foundry; a process read from PDK_ROOT has its names already');
  return { ...process, source: `${foundry.remark}; sized with ${process.source}`, instance: foundry.instance, cards: foundry.library };
}
