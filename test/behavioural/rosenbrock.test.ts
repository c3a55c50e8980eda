import { factor, solve } from '../../src/behavioural/lu.js';
import { integrate, type OdeSystem } from '../../src/behavioural/rosenbrock.js';

const linear = (rates: readonly number[]): OdeSystem => ({
  dimension: rates.length,
  derivative: (y, out) => {
    rates.forEach((rate, i) => {
      out[i] = -rate * (y[i] ?? NaN);
    });
  },
});

describe('integrate', () => {
  test('follows a slow decay beside one a hundred million times faster, in few steps', () => {
    const y = Float64Array.of(1, 1);
    let steps = 0;
    integrate(linear([1, 1e8]), y, 1, { tolerance: 1e-6, firstStep: 1e-9, maxStep: 1 }, () => steps++);
    expect(y[0]).toBeCloseTo(Math.exp(-1), 4);
    expect(Math.abs(y[1] ?? NaN)).toBeLessThan(1e-6);
    expect(steps).toBeLessThan(500);
  });

  test('follows a stiff orbit with a slow part coupled to it', () => {
    // y1' = -1000 (y1 - y2^2), y2' = -y2: y2 = exp(-t), y1 = 1000/998 exp(-2t) once the fast part has died.
    const y = Float64Array.of(1, 1);
    const system: OdeSystem = {
      dimension: 2,
      derivative: ([a = NaN, b = NaN], out) => {
        out[0] = -1000 * (a - b * b);
        out[1] = -b;
      },
    };
    integrate(system, y, 1, { tolerance: 1e-7, firstStep: 1e-6, maxStep: 0.1 });
    expect(y[1]).toBeCloseTo(Math.exp(-1), 5);
    expect(y[0]).toBeCloseTo((1000 / 998) * Math.exp(-2), 5);
  });

  test('is of second order: half the step, a quarter of the error', () => {
    const error = (step: number): number => {
      const y = Float64Array.of(1);
      // dy/dt = -y^2, y = 1 / (1 + t); a tolerance this wide leaves the largest step as the only bound.
      integrate(
        {
          dimension: 1,
          derivative: ([value = NaN], out) => {
            out[0] = -value * value;
          },
        },
        y,
        1,
        { tolerance: 1, firstStep: step, maxStep: step },
      );
      return Math.abs((y[0] ?? NaN) - 0.5);
    };
    const order = Math.log2(error(0.02) / error(0.01));
    expect(order).toBeGreaterThan(1.8);
    expect(order).toBeLessThan(2.3);
  });

  test('ends exactly at the end and reports every step in order', () => {
    const times: number[] = [];
    integrate(linear([3]), Float64Array.of(1), 0.7, { tolerance: 1e-4, firstStep: 0.1, maxStep: 0.2 }, (time) =>
      times.push(time),
    );
    expect(times.at(-1)).toBeCloseTo(0.7, 12);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  test('says so when no step is small enough', () => {
    const broken: OdeSystem = {
      dimension: 1,
      derivative: (_, out) => {
        out[0] = NaN;
      },
    };
    expect(() => {
      integrate(broken, Float64Array.of(1), 1, { tolerance: 1e-6, firstStep: 0.1, maxStep: 1 });
    }).toThrow(/no step|below/);
    // dy/dt = y^2 leaves every bound at t = 1.
    const explosive: OdeSystem = {
      dimension: 1,
      derivative: ([value = NaN], out) => {
        out[0] = value * value;
      },
    };
    expect(() => {
      integrate(explosive, Float64Array.of(1), 2, { tolerance: 1e-6, firstStep: 1e-3, maxStep: 1 });
    }).toThrow(/step/);
  });
});

describe('lu', () => {
  test('solves a system that needs pivoting, in place', () => {
    const rhs = Float64Array.of(3, 7, 8);
    // x = (1, 2, 3): 0 x + 0 y + 1 z = 3; 2 x + 1 y + 1 z = 7; 1 x + 2 y + 1 z = 8
    solve(factor(Float64Array.of(0, 0, 1, 2, 1, 1, 1, 2, 1), 3), rhs, rhs);
    expect([...rhs].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 2, 3]);
  });
});
