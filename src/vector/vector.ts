import type { OwnFunctions } from './expression.js';

/** Values of one quantity along an axis; one value is a number. A complex one has an imaginary part of its length. */
export interface Vector {
  readonly values: Float64Array;
  readonly imaginary?: Float64Array;
}

/** What names in an expression mean. */
export interface Scope {
  /** The vector of a name such as `v(out)`, `@m1[id]`, `tau` or `tran1.v(out)`; undefined where there is none. */
  vector(name: string): Vector | undefined;
  /** The axis of what is evaluated, for derivatives and integrals; undefined where there is none. */
  axis(): Vector | undefined;
  /** Names there are, for messages. */
  names(): readonly string[];
  /** Phases in degrees; radians otherwise. */
  readonly degrees: boolean;
  /** Told how many values each part of an expression has. @throws ExpressionError where they are too many */
  readonly compute?: (values: number) => void;
  /** Functions that the deck defines. */
  readonly own?: OwnFunctions;
}

/** Why an expression has no value; whoever knows its place says where. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** Longest vector that an expression may make of nothing; those of a simulation may be longer. */
export const LONGEST_VECTOR = 100_000;

export function scalar(value: number, imaginary = 0): Vector {
  const values = Float64Array.of(value);
  return imaginary === 0 ? { values } : { values, imaginary: Float64Array.of(imaginary) };
}

/** A vector without an imaginary part where that is zero throughout. */
export function simplified({ values, imaginary }: Vector): Vector {
  return imaginary?.some((value) => value !== 0) === true ? { values, imaginary } : { values };
}

/** @throws ExpressionError for a vector, and for a complex number */
export function realNumber(vector: Vector, what: string): number {
  const [value] = vector.values;
  if (vector.values.length !== 1 || value === undefined)
    throw new ExpressionError(`${what} has ${vector.values.length} values, and one is needed; take one, such as [0]`);
  if (vector.imaginary && vector.imaginary[0] !== 0)
    throw new ExpressionError(`${what} is complex, and a real number is needed; take its real() or mag()`);
  return value;
}

/** Whether a condition holds: one of its values is not zero. */
export function isTrue({ values, imaginary }: Vector): boolean {
  return values.some((value) => value !== 0) || imaginary?.some((value) => value !== 0) === true;
}
