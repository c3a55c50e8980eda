import type { Expression } from './expression.js';
import { vectorTokens, type VectorToken } from './tokens.js';
import { ExpressionError } from './vector.js';

/** Left to right, loosest first; powers bind from right to left. */
const RANKS = [['|'], ['&'], ['=', '<>', '<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%'], ['^']] as const;
const POWER = RANKS.length - 1;
const ARITHMETIC = 3;
/** Deep enough for a person, not for a stack. */
const DEEPEST = 100;

/** @throws ExpressionError unless the text is one expression */
export function parseExpression(text: string): Expression {
  const [only, ...others] = parseExpressions(text);
  if (!only || others.length > 0)
    throw new ExpressionError(`"${text.trim()}" is ${only ? 'more than one expression' : 'no expression'}`);
  return only.expression;
}

/** Expressions that blanks separate, each with its own words. @throws ExpressionError */
export function parseExpressions(text: string): { readonly text: string; readonly expression: Expression }[] {
  const parser = new Parser(vectorTokens(text));
  const found: { text: string; expression: Expression }[] = [];
  while (!parser.ended) {
    const start = parser.at;
    const expression = parser.expression();
    found.push({ text: parser.words(start), expression });
    parser.take(',');
  }
  return found;
}

class Parser {
  at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly VectorToken[]) {}

  get ended(): boolean {
    return this.at >= this.tokens.length;
  }

  words(start: number): string {
    return this.tokens
      .slice(start, this.at)
      .map(({ text }) => text)
      .join('');
  }

  expression(): Expression {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new ExpressionError('the expression is nested too deeply');
    const test = this.binary(0);
    let result = test;
    if (this.take('?')) {
      const yes = this.expression();
      this.expect(':');
      result = { kind: 'choice', test, yes, no: this.expression() };
    }
    this.depth -= 1;
    return result;
  }

  take(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.at += 1;
    return true;
  }

  private sees(sign: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' && token.text === sign;
  }

  private expect(sign: string): void {
    const found = this.tokens[this.at]?.text;
    if (!this.take(sign))
      throw new ExpressionError(`expected "${sign}" ${found === undefined ? 'at the end' : `before "${found}"`}`);
  }

  private binary(rank: number): Expression {
    const operators: readonly string[] | undefined = RANKS[rank];
    if (!operators) return this.unary();
    let left = this.binary(rank + 1);
    for (;;) {
      const operator = operators.find((sign) => this.sees(sign));
      if (operator === undefined) return left;
      this.at += 1;
      this.depth += 1;
      if (this.depth > DEEPEST) throw new ExpressionError('the expression is nested too deeply');
      const right = rank === POWER ? this.binary(POWER) : this.binary(rank + 1);
      this.depth -= 1;
      left = { kind: 'binary', operator, left, right };
    }
  }

  /** A sign stands for the whole power behind it: -2^2 is -4. */
  private unary(): Expression {
    const operator = ['-', '+', '~'].find((sign) => this.sees(sign));
    if (operator === undefined) return this.parts(this.operand());
    this.at += 1;
    this.depth += 1;
    if (this.depth > DEEPEST) throw new ExpressionError('the expression is nested too deeply');
    const operand = operator === '~' ? this.binary(ARITHMETIC) : this.binary(POWER);
    this.depth -= 1;
    return operator === '+' ? operand : { kind: 'unary', operator, operand };
  }

  private parts(whole: Expression): Expression {
    let of = whole;
    for (;;) {
      const by = this.take('[[') ? 'axis' : this.take('[') ? 'index' : undefined;
      if (!by) return of;
      const from = this.expression();
      const to = this.take(',') ? this.expression() : undefined;
      this.expect(by === 'axis' ? ']]' : ']');
      of = { kind: 'part', by, of, from, ...(to ? { to } : {}) };
    }
  }

  private operand(): Expression {
    const token = this.tokens[this.at];
    if (!token) throw new ExpressionError('the expression ends where a value is needed');
    this.at += 1;
    if (token.kind === 'number') return { kind: 'number', value: token.value };
    if (token.kind === 'sign') {
      if (token.text !== '(') throw new ExpressionError(`"${token.text}" stands where a value is needed`);
      return this.nested();
    }
    if (!/^[a-z_]\w*$/.test(token.text) || !this.take('(')) return { kind: 'vector', name: token.text };
    const operands = [this.expression()];
    while (this.take(',')) operands.push(this.expression());
    this.expect(')');
    return { kind: 'call', name: token.text, operands };
  }

  /** `(x)`, or the complex number `(x, y)`. */
  private nested(): Expression {
    const real = this.expression();
    const imaginary = this.take(',') ? this.expression() : undefined;
    this.expect(')');
    return imaginary ? { kind: 'complex', real, imaginary } : real;
  }
}
