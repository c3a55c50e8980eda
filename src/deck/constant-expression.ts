import { readSpiceNumber } from './spice-number.js';

/** What a name stands for; undefined where it is no constant. */
export type Constants = (name: string) => number | undefined;

const FUNCTIONS: ReadonlyMap<string, (...values: number[]) => number> = new Map(
  Object.entries({
    abs: Math.abs,
    ceil: Math.ceil,
    exp: Math.exp,
    floor: Math.floor,
    int: Math.trunc,
    ln: Math.log,
    log: Math.log,
    log10: Math.log10,
    max: Math.max,
    min: Math.min,
    pow: power,
    pwr: power,
    sqr: (value: number) => value * value,
    sqrt: Math.sqrt,
  }),
);

/** Simulators differ in what a negative number to a power is: then it is none here. */
function power(base: number, exponent: number): number {
  return base < 0 ? NaN : base ** exponent;
}

/** Left to right, by rank. */
const OPERATORS: readonly Readonly<Record<string, (left: number, right: number) => number>>[] = [
  { '+': (left, right) => left + right, '-': (left, right) => left - right },
  { '*': (left, right) => left * right, '/': (left, right) => left / right },
];

/**
 * The value of a parameter's expression, as far as it is arithmetic on numbers, constants and plain functions.
 * Undefined where it is more, or no finite number.
 */
export function constantValue(expression: string, constants: Constants): number | undefined {
  const tokens = expression.match(/(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-z]*|[a-z_]\w*|\*\*|[-+*/^(),]|\S/g) ?? [];
  const reading = new Reading(tokens, constants);
  try {
    const value = reading.sum();
    return reading.ended && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof NoConstant) return undefined;
    throw error;
  }
}

class NoConstant extends Error {}

/** Deep enough for a person, not for a stack. */
const DEEPEST = 100;

class Reading {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly constants: Constants,
  ) {}

  get ended(): boolean {
    return this.at === this.tokens.length;
  }

  sum(rank = 0): number {
    const operators = OPERATORS[rank];
    if (!operators) return this.signed();
    let value = this.sum(rank + 1);
    for (;;) {
      const operator = operators[this.tokens[this.at] ?? ''];
      if (!operator) return value;
      this.at += 1;
      value = operator(value, this.sum(rank + 1));
    }
  }

  private signed(): number {
    const sign = this.take('-') ? -1 : 1;
    if (sign === 1) this.take('+');
    const base = this.operand();
    if (!this.take('**') && !this.take('^')) return sign * base;
    // Nor do they agree on which comes first, a sign or a power.
    return power(sign * base, this.operand());
  }

  private operand(): number {
    const token = this.tokens[this.at++];
    if (token === undefined || this.depth > DEEPEST) throw new NoConstant();
    if (token === '(') return this.nested()[0] ?? NaN;
    const known = readSpiceNumber(token);
    if (known !== undefined) return known;
    const call = FUNCTIONS.get(token);
    if (call && this.take('(')) return call(...this.nested());
    const value = this.constants(token);
    if (value === undefined) throw new NoConstant();
    return value;
  }

  /** Values between parentheses, the first of which was taken. */
  private nested(): number[] {
    this.depth += 1;
    const values = [this.sum()];
    while (this.take(',')) values.push(this.sum());
    if (!this.take(')')) throw new NoConstant();
    this.depth -= 1;
    return values;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }
}
