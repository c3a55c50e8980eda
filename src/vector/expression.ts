/** An expression over vectors, as ngspice's `let`, `print` and `meas` take it. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'vector'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'complex'; readonly real: Expression; readonly imaginary: Expression }
  /** `x[i]` and `x[i,j]` count from 0, `x[[a,b]]` means values of the axis. */
  | {
      readonly kind: 'part';
      readonly by: 'index' | 'axis';
      readonly of: Expression;
      readonly from: Expression;
      readonly to?: Expression;
    };

/** A function that a deck defines by an expression: `define gain(a,b) vm(a)/vm(b)`. */
export interface OwnFunction {
  readonly parameters: readonly string[];
  readonly body: Expression;
}

export type OwnFunctions = (name: string) => OwnFunction | undefined;
