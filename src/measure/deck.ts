import type { Constants } from '../deck/constant-expression.js';
import { DeckError, refuseLine } from '../deck/deck-error.js';
import type { Statement } from '../deck/statement.js';
import type { Expression } from '../vector/expression.js';
import { parseExpressions } from '../vector/parse.js';
import { ExpressionError, scalar, type Scope, type Vector } from '../vector/vector.js';
import { measure } from './measure.js';
import {
  MeasurementFailure,
  type Crossing,
  type Measured,
  type Measurement,
  type Place,
  type Quantity,
} from './measurement.js';
import { isMeasurement, readMeasurement } from './read.js';

/** A measurement of one result: its value, or why it has none. */
export type MeasurementResult = Pick<Measurement, 'name' | 'analysis' | 'line'> &
  ({ readonly measured: Measured } | { readonly failed: string });

/** The `.meas` lines of a deck. @throws DeckError that names the line */
export function measurementsOf(statements: readonly Statement[]): Measurement[] {
  return statements.filter(({ name }) => isMeasurement(name)).map(({ text, line }) => readMeasurement(text, line));
}

/**
 * Measures one after the other; each sees the values of those before it, and the parameters of the deck.
 * @param scopeWith names of the result, with others where it has none
 * @param values those of the measurements of earlier analyses; the new ones are added
 * @throws DeckError that names the line when a measurement cannot be read on this result
 */
export function measureAll(
  measurements: readonly Measurement[],
  scopeWith: (other: (name: string) => Vector | undefined) => Scope,
  parameters: Constants,
  values: Map<string, number> = new Map(),
): MeasurementResult[] {
  const scope = scopeWith((name) => {
    const value = values.get(name) ?? parameters(name);
    return value === undefined ? undefined : scalar(value);
  });
  return measurements.map((measurement) => {
    const result = measureOne(measurement, scope);
    if ('measured' in result) values.set(result.name, result.measured.value);
    return result;
  });
}

/** @throws DeckError that names the line */
export function measureOne(measurement: Measurement, scope: Scope): MeasurementResult {
  const { name, analysis, line } = measurement;
  try {
    return { name, analysis, line, measured: measure(measurement, scope) };
  } catch (error) {
    if (error instanceof MeasurementFailure) return { name, analysis, line, failed: error.message };
    if (error instanceof ExpressionError)
      refuseLine(line, `measurement "${name}": ${error.message}`, 'name what the result has');
    throw error;
  }
}

/** Vectors of the circuit that a measurement needs, as `.save` takes them. @throws DeckError that names the line */
export function vectorsNeeded({ quantity, line, name }: Measurement): string[] {
  try {
    return expressionsOf(quantity).flatMap((text) => vectorsIn(text));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new DeckError('refused-deck', `measurement "${name}": ${error.message}`, line);
  }
}

/** The vectors that expressions name: `v(a)` and `v(b)` of `vdb(a,b)`, `i(v1)`, `@m1[id]`. @throws ExpressionError */
export function vectorsIn(text: string): string[] {
  const found = new Set<string>();
  const collect = (expression: Expression): void => {
    if (expression.kind === 'vector') for (const name of savedNames(expression.name)) found.add(name);
    for (const part of Object.values(expression) as unknown[])
      for (const inner of Array.isArray(part) ? (part as unknown[]) : [part]) if (isExpression(inner)) collect(inner);
  };
  for (const { expression } of parseExpressions(text)) collect(expression);
  return [...found];
}

function isExpression(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function savedNames(name: string): string[] {
  if (name.startsWith('@')) return [name];
  const [, letter = '', inside = ''] = /^([vi])(?:db|[mpri])?\(([^()]*)\)$/.exec(name) ?? [];
  return inside
    .split(',')
    .filter((node) => node !== '' && node !== '0' && node !== 'gnd')
    .map((node) => (node.startsWith('@') ? node : `${letter}(${node})`));
}

function expressionsOf(quantity: Quantity): string[] {
  const ofCrossing = ({ left, right }: Crossing): string[] => [left, right];
  const ofPlace = (place: Place): string[] => ('at' in place ? [place.at] : ofCrossing(place.crossing));
  switch (quantity.kind) {
    case 'when':
      return ofCrossing(quantity.crossing);
    case 'find':
    case 'deriv':
      return [quantity.of, ...ofPlace(quantity.place)];
    case 'delay':
      return [...ofPlace(quantity.trigger), ...ofPlace(quantity.target)];
    case 'extreme':
    case 'area':
      return [quantity.of];
    case 'param':
      return [quantity.expression];
  }
}
