import { roundedSpiceNumber, spiceNumber } from '../../units/format.js';
import type { CapacitorFile } from '../process-file.js';
import { DesignRefusal, type Capacitors } from '../process.js';
import { wrappedName } from './lines.js';

/** Capacitors of SPICE, which leak nothing and have no size. */
export const idealCapacitors: Capacitors = {
  lines: (name, nodes, farads) => `${name} ${nodes} ${spiceNumber(farads)}`,
  elements: (name, farads) => [{ path: name, value: farads }],
};

/** Layout grid, m: sides are multiples of it. */
const GRID = 5e-9;
const MICRO = 1e-6;

/**
 * Squares of a foundry's capacitor, as many as its largest size asks for: C = n (area s^2 + edge 4 s) for a drawn side
 * of s + shrink.
 * @param scale metres for a unit of length there
 */
export function foundryCapacitors(process: string, scale: number, file: CapacitorFile): Capacitors {
  const { subcircuit, element, sides } = file;
  const largest = capacitanceOf(file, sides[1]);
  const smallest = capacitanceOf(file, sides[0]);
  const cut = (farads: number): { readonly count: number; readonly side: number } => {
    const count = Math.ceil(farads / largest - 1e-9);
    if (!(farads >= smallest))
      throw new DesignRefusal(
        `${process} has no capacitor of ${femto(farads)}: its smallest, ${sides[0] / MICRO} um wide, has ` +
          femto(smallest),
        'choose a larger one, or take a process with ideal capacitors, such as sky130',
      );
    return { count, side: Math.round(sideOf(file, farads / count) / GRID) * GRID };
  };
  const names = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => wrappedName(name, index));
  return {
    lines: (name, nodes, farads) => {
      const { count, side } = cut(farads);
      return names(name, count)
        .map((one) => `${one} ${nodes} ${subcircuit} ${squareOf(file, side, scale)}`)
        .join('\n');
    },
    elements: (name, farads) => {
      const { count, side } = cut(farads);
      return names(name, count).map((one) => ({ path: `${one}.${element}`, value: capacitanceOf(file, side) }));
    },
  };
}

/** A line that uses the capacitor, for what is taken of a library. */
export function anyCapacitor(file: CapacitorFile, scale: number): string {
  return `x p n ${file.subcircuit} ${squareOf(file, file.sides[1], scale)}`;
}

function squareOf({ parameters }: CapacitorFile, side: number, scale: number): string {
  const length = scale === 1 ? spiceNumber(Number(side.toPrecision(9))) : roundedSpiceNumber(side / scale);
  return parameters.map((parameter) => `${parameter}=${length}`).join(' ');
}

/** Of a square, F; its side as drawn, m. */
function capacitanceOf({ area, edge, shrink }: CapacitorFile, side: number): number {
  const own = side - shrink;
  return area * own ** 2 + 4 * edge * own;
}

/** Side of the square as drawn, m, for a capacitance, F. */
function sideOf({ area, edge, shrink }: CapacitorFile, farads: number): number {
  return (Math.sqrt(4 * edge ** 2 + area * farads) - 2 * edge) / area + shrink;
}

function femto(farads: number): string {
  return `${Number((farads * 1e15).toPrecision(3))} fF`;
}
