import { evaluate } from '../vector/evaluate.js';
import { ExpressionError, realNumber, type Scope } from '../vector/vector.js';
import { areaUnder, average, type Curve } from './area.js';
import { crossingsOf } from './crossings.js';
import {
  MeasurementFailure,
  type Crossing,
  type Measured,
  type Measurement,
  type Place,
  type Quantity,
  type Window,
} from './measurement.js';

/**
 * Measures as ngspice's manual defines it (15.4), straight between the points of the simulation. Of a complex vector
 * the real part counts, as there; write `vm(out)`, `vdb(out)` or `vp(out)` for another.
 *
 * @throws MeasurementFailure when there is nothing to measure; ExpressionError when an expression has no value
 */
export function measure({ quantity }: Pick<Measurement, 'quantity'>, scope: Scope): Measured {
  const result = new Measuring(scope).of(quantity);
  if (Object.values(result).some((value: number) => !Number.isFinite(value)))
    throw new MeasurementFailure('its value is no finite number');
  return result;
}

class Measuring {
  constructor(private readonly scope: Scope) {}

  of(quantity: Quantity): Measured {
    switch (quantity.kind) {
      case 'when':
        return { value: this.crossing(quantity.crossing) };
      case 'param':
        return { value: this.number(quantity.expression) };
      case 'find':
      case 'deriv': {
        const at = this.place(quantity.place);
        const value = quantity.kind === 'find' ? this.valueAt(quantity.of, at) : this.slopeAt(quantity.of, at);
        return 'at' in quantity.place ? { value } : { value, at };
      }
      case 'delay': {
        const trigger = this.place(quantity.trigger);
        const target = this.place(quantity.target);
        return { value: target - trigger, target, trigger };
      }
      case 'extreme':
        return this.extreme(quantity);
      case 'area':
        return this.area(quantity);
    }
  }

  private extreme({ which, of, window }: Extract<Quantity, { kind: 'extreme' }>): Measured {
    const { x, y, from, to } = this.points(of, window);
    if (x.length === 0) throw new MeasurementFailure(emptyWindow(from, to));
    let [low, high] = [0, 0];
    for (let index = 1; index < x.length; index += 1) {
      if (y[index]! <= y[low]!) low = index;
      if (y[index]! >= y[high]!) high = index;
    }
    switch (which) {
      case 'min':
        return { value: y[low]!, at: x[low]! };
      case 'max':
        return { value: y[high]!, at: x[high]! };
      case 'min_at':
        return { value: x[low]!, with: y[low]! };
      case 'max_at':
        return { value: x[high]!, with: y[high]! };
      case 'pp':
        return { value: y[high]! - y[low]!, from: Math.min(x[0]!, x.at(-1)!), to: Math.max(x[0]!, x.at(-1)!) };
    }
  }

  private area({ which, of, window }: Extract<Quantity, { kind: 'area' }>): Measured {
    const curve = this.curve(of, window);
    const [from, to] = [curve.x[0]!, curve.x.at(-1)!];
    const squares = (): Curve => ({ x: curve.x, y: curve.y.map((value) => value * value) });
    const value =
      which === 'avg'
        ? average(curve)
        : which === 'integ'
          ? areaUnder(curve)
          : Math.sqrt(areaUnder(squares()) / (to - from));
    return { value, from, to };
  }

  private place(place: Place): number {
    return 'at' in place ? this.number(place.at) : this.crossing(place.crossing);
  }

  private crossing({ left, right, count, window }: Crossing): number {
    const { x, y } = this.points(`(${left})-(${right})`, window);
    const all = crossingsOf(x, y);
    const matching = count
      ? all.filter(({ edge }) => count.edge === 'cross' || edge === count.edge)
      : all.filter(({ start }) => !start);
    const found = count?.number === 'last' ? matching.at(-1) : matching[(count?.number ?? 1) - 1];
    if (found) return found.at;
    const often = matching.length === 0 ? 'never' : `only ${matching.length} times`;
    const how = count && count.edge !== 'cross' ? `${count.edge}s through` : 'crosses';
    throw new MeasurementFailure(`"${left}" ${often} ${how} ${right}`);
  }

  /** The points of a vector inside a window. */
  private points(of: string, window: Window): Curve & { readonly from: number; readonly to: number } {
    const { x, y } = this.whole(of);
    const [from, to] = this.ends(window);
    const inside = (index: number): boolean => x[index]! >= from && x[index]! <= to;
    return { x: x.filter((_, index) => inside(index)), y: y.filter((_, index) => inside(index)), from, to };
  }

  /** A vector over a window, its ends interpolated. */
  private curve(of: string, window: Window): Curve {
    const whole = ascending(this.whole(of));
    const [from, to] = this.ends(window);
    const first = Math.max(from, whole.x[0] ?? NaN);
    const last = Math.min(to, whole.x.at(-1) ?? NaN);
    if (!(first < last)) throw new MeasurementFailure(emptyWindow(from, to));
    const keep = (index: number): boolean => whole.x[index]! > first && whole.x[index]! < last;
    return {
      x: [first, ...whole.x.filter((_, index) => keep(index)), last],
      y: [valueOn(whole, first)!, ...whole.y.filter((_, index) => keep(index)), valueOn(whole, last)!],
    };
  }

  private ends({ from, to, delay }: Window): readonly [number, number] {
    const ends = [from === undefined ? -Infinity : this.number(from), to === undefined ? Infinity : this.number(to)];
    const start = Math.min(...ends);
    return [delay === undefined ? start : Math.max(start, this.number(delay)), Math.max(...ends)];
  }

  private whole(of: string): Curve {
    const axis = this.scope.axis()?.values ?? new Float64Array();
    const { values } = evaluate(of, this.scope);
    if (values.length !== axis.length && values.length !== 1)
      throw new ExpressionError(`"${of}" has ${values.length} values, and the axis ${axis.length}`);
    return { x: [...axis], y: values.length === 1 ? Array<number>(axis.length).fill(values[0]!) : [...values] };
  }

  private valueAt(of: string, at: number): number {
    const value = valueOn(this.whole(of), at);
    if (value === undefined) throw new MeasurementFailure(`the axis does not reach ${at}`);
    return value;
  }

  /** Slope of the piece of the curve on which the place lies; at a point, the mean of both sides. */
  private slopeAt(of: string, at: number): number {
    const { x, y } = ascending(this.whole(of));
    const slopes: number[] = [];
    for (let index = 1; index < x.length; index += 1)
      if (x[index - 1]! <= at && at <= x[index]! && x[index - 1]! < x[index]!)
        slopes.push((y[index]! - y[index - 1]!) / (x[index]! - x[index - 1]!));
    if (slopes.length === 0) throw new MeasurementFailure(`the axis does not reach ${at}`);
    return slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
  }

  private number(text: string): number {
    return realNumber(evaluate(text, this.scope), `"${text}"`);
  }
}

/** The value of the first piece on which a place lies, in whichever direction the axis goes. */
function valueOn({ x, y }: Curve, at: number): number | undefined {
  for (let index = 1; index < x.length; index += 1) {
    const [a, b] = [x[index - 1]!, x[index]!];
    if ((a <= at && at <= b) || (a >= at && at >= b))
      return a === b ? y[index]! : y[index - 1]! + ((at - a) * (y[index]! - y[index - 1]!)) / (b - a);
  }
  return x.length === 1 && x[0] === at ? y[0] : undefined;
}

/** @throws MeasurementFailure for a sweep that starts anew: an area has one direction */
function ascending({ x, y }: Curve): Curve {
  const down = (x.at(-1) ?? 0) < (x[0] ?? 0);
  const curve = down ? { x: [...x].reverse(), y: [...y].reverse() } : { x, y };
  if (curve.x.some((value, index) => index > 0 && value < curve.x[index - 1]!))
    throw new MeasurementFailure(
      'the sweep starts anew, and this is measured over one sweep; take away the second source',
    );
  return curve;
}

function emptyWindow(from: number, to: number): string {
  return `there is nothing from ${from} to ${to}`;
}
