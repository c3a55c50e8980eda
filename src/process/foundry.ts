import { roundedSpiceNumber, spiceNumber } from '../units/format.js';
import { wrappedName } from './styles/lines.js';
import type { ProcessFile } from './process-file.js';
import { DesignRefusal, type Foundry, type Process } from './process.js';

/**
 * How a process file says its foundry writes a transistor; nothing where the process is the foundry's library already.
 */
export function foundryOf({ foundry, diffusion }: ProcessFile): Foundry | undefined {
  if (!foundry) return undefined;
  // A library with `.option scale` wants lengths in that unit, and areas in its square.
  const length = (metres: number): string => roundedSpiceNumber(metres / foundry.scale);
  const area = (squared: number): string => roundedSpiceNumber(squared / foundry.scale ** 2);
  return {
    instance: (name, nodes, { polarity, geometry: { w, l, m } }) => {
      const region =
        `ad=${area(w * diffusion)} as=${area(w * diffusion)} pd=${length(2 * (w + diffusion))} ` +
        `ps=${length(2 * (w + diffusion))}`;
      // ngspice 39 fails on `m=` at a subcircuit that has no such parameter: parallel devices are written out.
      return Array.from(
        { length: m },
        (_, index) =>
          `${wrappedName(name, index)} ${nodes} ${foundry[polarity]} w=${length(w)} l=${length(l)} ${region}`,
      ).join('\n');
    },
    remark:
      `${foundry.library} of your PDK, included before this text; sizes in units of ` +
      `${spiceNumber(foundry.scale)} m by its .option scale`,
    library: (corner) => `.lib "${foundry.library}" ${corner}`,
  };
}

/**
 * The process with the foundry's names in all it writes. @throws DesignRefusal when its file does not say how they are
 */
export function withFoundryNames(process: Process): Process {
  const { foundry } = process;
  if (!foundry)
    throw new DesignRefusal(
      `${process.name} has no names of a foundry's library`,
      'compile without --foundry; a process read from PDK_ROOT has its names already',
    );
  return {
    ...process,
    source: `${foundry.remark}; sized with ${process.source}`,
    instance: foundry.instance,
    cards: foundry.library,
  };
}
