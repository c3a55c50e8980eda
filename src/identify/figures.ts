import { interpolateLinear, type Sampled } from '../compare/sampled.js';
import type { Conditions } from '../process/conditions.js';
import type { Figure, Series } from '../result/figure.js';
import { uniformGrid } from '../waveform/interpolate.js';
import { totalOf, type Measured } from './measured.js';
import type { Observation } from './observations.js';
import type { Compared } from './unseen.js';

/** The experiment of the verdict, as it is called there. */
export const UNSEEN = 'trains not seen';
/** Points of a curve in a figure. */
const POINTS = 800;

/** The windows at every weight, the way to the bounds, and the trains that the fit has not seen. */
export function figuresOf(measured: Measured, trains: readonly Compared[], conditions: Conditions): Figure[] {
  const pairs = measured.observations.filter(({ trial }) => trial.kind === 'pair' || trial.kind === 'weights');
  const starts = [...new Set(pairs.map(({ trial }) => trial.start))];
  const bounds = measured.observations.filter(({ trial }) => trial.kind === 'bound');
  return [
    ...starts.map((start) => windowFigure(measured, pairs, start, conditions)),
    ...trains.map((train) => trainFigure(train, conditions)),
    ...bounds.map((one) => boundFigure(one, conditions)),
  ];
}

function windowFigure(
  { told }: Measured,
  pairs: readonly Observation[],
  start: number,
  conditions: Conditions,
): Figure {
  const own = pairs.filter(({ trial }) => trial.start === start).sort((a, b) => (a.trial.dt ?? 0) - (b.trial.dt ?? 0));
  const x = own.map(({ trial }) => trial.dt ?? NaN);
  const circuit = own.map(totalOf);
  const rule = own.map((one) => told.get(one) ?? NaN);
  return {
    title: `learning window, w = ${start}`,
    conditions,
    xTitle: 't(post) - t(pre) (s)',
    yTitle: 'change of w (rule units)',
    series: [
      { name: 'rule', role: 'rule', mark: 'line', x, y: rule },
      { name: 'circuit', role: 'circuit', mark: 'points', x, y: circuit },
    ],
    residual: {
      yTitle: 'circuit - rule',
      series: [
        {
          name: 'circuit',
          role: 'circuit',
          mark: 'points',
          x,
          y: circuit.map((value, index) => value - (rule[index] ?? NaN)),
        },
      ],
    },
  };
}

function trainFigure({ trial, circuit, rule }: Compared, conditions: Conditions): Figure {
  return {
    title: `w: ${trial.label}${trial.kind === 'overlap' ? ', pulses may overlap' : ''}`,
    conditions,
    of: { quantity: 'w', experiment: UNSEEN },
    xTitle: 'time (s)',
    yTitle: 'w (rule units)',
    series: [line('rule', rule), line('circuit', circuit)],
    residual: { yTitle: 'circuit - rule', series: [difference(circuit, rule)] },
  };
}

function difference(circuit: Sampled, rule: Sampled): Series {
  const { x, y, ...rest } = line('circuit', circuit);
  const expected = interpolateLinear(rule, Float64Array.from(x));
  const kept = x.map((at, index) => ({ at, off: (y[index] ?? NaN) - (expected[index] ?? NaN) }));
  const finite = kept.filter(({ off }) => Number.isFinite(off));
  return { ...rest, x: finite.map(({ at }) => at), y: finite.map(({ off }) => off) };
}

function line(role: 'rule' | 'circuit', curve: Sampled): Series {
  const grid = uniformGrid(0, curve.x[curve.x.length - 1] ?? 0, POINTS);
  return { name: role, role, mark: 'line', x: [...grid], y: [...interpolateLinear(curve, grid)] };
}

function boundFigure({ trial, steps }: Observation, conditions: Conditions): Figure {
  const pairs = steps.filter((_, index) => index % 2 === 0);
  return {
    title: `bound: ${trial.label}`,
    conditions,
    xTitle: 'pairs',
    yTitle: 'w (rule units)',
    series: [
      {
        name: 'circuit',
        role: 'circuit',
        mark: 'points',
        x: pairs.map((_, index) => index),
        y: pairs.map(({ weight }) => weight),
      },
    ],
  };
}
